// What of the blocked scene the camera is to show.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "engine/motion/direct/blocking_steps.h"

namespace kirin::engine::motion::direct {
using world::Vec3;

Stage Blocking::stage() const {
  Stage stage;
  world::Bounds box;
  float share = 0;
  float tallest = 0;
  bool any_hero = std::ranges::any_of(
      casting_.groups, [](const Group& g) { return !g.is_scenery && !g.actors.empty(); });
  int aloft = 0;
  int heroes = 0;
  for (std::size_t i = 0; i < casting_.groups.size(); ++i) {
    const Group& g = casting_.groups[i];
    if (!g.actors.empty() && subject(g).lines_place) {
      stage.backdrop_height = std::max(stage.backdrop_height, g.height);
    }
    if (g.actors.empty() || subject(g).lines_place) {
      continue;
    }
    if (g.is_scenery && any_hero) {
      stage.backdrop_height = std::max(stage.backdrop_height, g.height);
      continue;
    }
    if (bears_something_small(i)) {
      continue;
    }
    ++heroes;
    aloft += spots_[i].keeps_to_ground || g.nature.domain == Domain::road ||
                     g.nature.domain == Domain::rail
                 ? 0
                 : 1;
    for (const std::size_t index : g.actors) {
      const Vec3 middle = middle_at(casting_.cast, index, moment_of(g));
      const float half = 0.5F * breadth(g);
      // Who works with the hands is seen from the hips.
      const float low = works_at_table(g) ? -0.02F : 0.5F;
      box.add(middle - Vec3{half, low * g.height, 0});
      box.add(middle + Vec3{half, 0.5F * g.height, 0});
    }
    if (g.height > tallest) {
      tallest = g.height;
      share = moment_of(g) == seconds_ / 2 ? g.nature.share : 1.5F * g.nature.share;
    }
    if (stage.hero < 0) {
      const Group& mover = mover_of(i);
      stage.hero = static_cast<int>(mover.actors.front());
      measure_way(stage, mover);
    }
  }
  if (box.is_empty()) {
    stage.focus = place_.stage + Vec3{0, place_.camera_height * 0.7F, 0};
    stage.share = 0;
    return stage;
  }
  stage.focus = box.middle();
  stage.height = box.extent().y;
  stage.width = box.extent().x;
  if (!leapers_.empty()) {
    share *= 0.62F;
  }
  if (!worktops_.empty()) {
    share = std::max(share, 0.52F);
  }
  // Several things fill the frame together, whatever one of them would alone.
  stage.share = heroes > 1 ? std::max(share, 0.5F) : share;
  stage.is_aloft = heroes > 0 && aloft == heroes;
  return stage;
}

bool Blocking::bears_something_small(std::size_t i) const {
  const Group& own = casting_.groups[i];
  for (std::size_t k = 0; k < ties_.size(); ++k) {
    const Group& other = casting_.groups[k];
    if (ties_[k].kind == Tie::Kind::carried && ties_[k].to == static_cast<int>(i) &&
        own.nature.family == Family::object && !other.actors.empty() &&
        other.height < 0.45F * own.height) {
      return true;
    }
  }
  return false;
}

double Blocking::moment_of(const Group& g) const {
  const bool leaps =
      std::ranges::any_of(leapers_, [&](std::size_t i) { return &casting_.groups[i] == &g; });
  if (leaps) {
    return kLeaps;
  }
  const auto heading = g.moves ? this->heading(g) : std::nullopt;
  return heading == story::Heading::towards_viewer ? 0.93 * seconds_
         : heading == story::Heading::away         ? 0.07 * seconds_
                                                   : seconds_ / 2;
}

const Group& Blocking::mover_of(std::size_t i) const {
  for (std::size_t steps = 0; steps < ties_.size() && ties_[i].kind == Tie::Kind::carried;
       ++steps) {
    i = static_cast<std::size_t>(ties_[i].to);
  }
  return casting_.groups[i];
}

void Blocking::measure_way(Stage& stage, const Group& g) const {
  if (!g.moves) {
    return;
  }
  const Vec3 from = middle_at(casting_.cast, g.actors.front(), 0);
  const Vec3 to = middle_at(casting_.cast, g.actors.front(), seconds_);
  stage.travel = std::abs(to.x - from.x);
}

}  // namespace kirin::engine::motion::direct
