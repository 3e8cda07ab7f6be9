#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/motion/direct/blocking_steps.h"

namespace kirin::engine::motion::direct {
namespace {

std::optional<story::Heading> heading_of(const story::Subject& subject) {
  for (const story::Action& action : subject.actions) {
    if (action.heading) {
      return action.heading;
    }
  }
  return std::nullopt;
}

}  // namespace

float breadth(const Group& group) { return std::max(group.width, group.depth); }

float formation_width(const Group& group) {
  const auto count = static_cast<int>(group.actors.size());
  const int columns =
      count <= 3 ? count : static_cast<int>(std::ceil(std::sqrt(1.8F * static_cast<float>(count))));
  return static_cast<float>(columns) * (1.2F * breadth(group) + 0.08F * group.height);
}

bool does(const story::Subject& subject, std::string_view action) {
  return std::ranges::any_of(subject.actions,
                             [&](const story::Action& a) { return a.id == action; });
}

Blocking::Blocking(const story::SceneDescription& scene, const places::Place& place, float aspect,
                   double seconds, std::uint64_t seed, Casting& casting)
    : scene_(scene),
      place_(place),
      aspect_(aspect),
      seconds_(seconds),
      dice_(seed ^ scene.words_hash ^ 0xB10CU),
      casting_(casting),
      ties_(ties_of(scene, casting)),
      spots_(casting.groups.size()),
      is_placed_(casting.groups.size(), false) {
  side_ = dice_.unit() < 0.65F ? 1.0F : -1.0F;
  for (const Group& g : casting.groups) {
    headings_.push_back(heading_of(subject(g)));
  }
}

Stage Blocking::run() {
  settle_on_land();
  set_mounts_going();
  send_to_scenery();
  set_worktops();
  place_heroes();
  for (std::size_t round = 0; round <= ties_.size(); ++round) {
    place_tied();
  }
  place_scenery();
  turn_to_scenery();
  for (std::size_t round = 0; round <= ties_.size(); ++round) {
    place_tied();
  }
  stand_at_worktops();
  pair_off();
  throw_things();
  leap_into_water();
  seat_those_who_sit();
  return stage();
}

const story::Subject& Blocking::subject(const Group& g) const {
  return scene_.subjects[static_cast<std::size_t>(g.subject)];
}

Stage block(const story::SceneDescription& scene, const places::Place& place, float aspect,
            double seconds, std::uint64_t seed, Casting& casting) {
  return Blocking(scene, place, aspect, seconds, seed, casting).run();
}

}  // namespace kirin::engine::motion::direct
