#include "engine/motion/direct/casting.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "engine/motion/dice.h"
#include "engine/motion/models/models.h"

namespace kirin::engine::motion::direct {
namespace {

constexpr int kVariants = 4;  // different people or flowers in a group

models::ModelOrder order_of(const story::Subject& subject, const story::SceneDescription& scene,
                            std::uint64_t seed) {
  models::ModelOrder order;
  order.kind = subject.kind;
  if (subject.colour) {
    order.colour = world::from_srgb(subject.colour->srgb);
  }
  order.traits = subject.traits;
  order.parts = subject.parts;
  order.seed = seed;
  order.season = scene.season;
  return order;
}

/// What the legs can do while arms and head do something else.
bool is_gesture(std::string_view action) {
  constexpr auto kGestures = std::to_array<std::string_view>(
      {"wave", "talk", "sing", "clap", "look", "nod", "shake", "eat", "drink", "read", "play",
       "hold", "carry", "throw", "point", "cheer", "cry", "laugh", "salute"});
  return std::ranges::find(kGestures, action) != kGestures.end();
}

/// The natural speed, but no vehicle leaves the scene: it goes a few of its lengths, as in a film.
double filmed_speed(const Nature& nature, const world::Model& model, float scale, const Act& act,
                    double seconds) {
  const double natural = animate::natural_speed(model, act.action, act.pace) * scale;
  const world::Vec3 extent = model.bounds.extent() * scale;
  const double length = std::max(extent.x, extent.z);
  if (nature.family == Family::vehicle) {
    return std::min(natural, 6 * std::max(act.pace, 0.5) * length / std::max(seconds, 1.0));
  }
  return nature.family == Family::animal ? std::min(natural, 5.5 * std::max(act.pace, 0.7))
                                         : natural;
}

/// The acts of one actor, in the order told; simultaneous ones become the gesture of the other.
std::vector<Act> acts_of(const story::Subject& subject, const Nature& nature,
                         const world::Model& model, float scale, double overall_pace,
                         double seconds) {
  std::vector<Act> acts;
  for (const story::Action& action : subject.actions) {
    const double pace = action.pace * overall_pace;
    if (action.is_simultaneous && !acts.empty()) {
      Act& with = acts.back();
      if (is_gesture(action.id)) {
        with.gesture = action.id;
      } else if (is_gesture(with.action)) {
        with.gesture = with.action;
        with.action = action.id;
      }
      with.pace = std::max(with.pace, pace);
      continue;
    }
    acts.push_back({.action = action.id, .pace = pace});
  }
  if (acts.empty()) {
    acts.push_back({.action = std::string(nature.habit), .pace = overall_pace});
  }
  const double each = seconds / static_cast<double>(acts.size());
  for (std::size_t i = 0; i < acts.size(); ++i) {
    acts[i].start = each * static_cast<double>(i);
    acts[i].end = i + 1 == acts.size() ? seconds + 1 : each * static_cast<double>(i + 1);
    acts[i].speed = filmed_speed(nature, model, scale, acts[i], seconds);
  }
  return acts;
}

void measure(Group& group, const Actor& first) {
  const world::Vec3 extent = first.model->bounds.extent() * first.scale;
  group.height = extent.y;
  group.width = extent.x;
  group.depth = extent.z;
  group.moves = std::ranges::any_of(first.acts, [](const Act& act) { return act.speed > 0.01; });
}

/// Small creatures beside large ones are played by larger actors, or nobody would see them.
void even_out(const story::SceneDescription& scene, Casting& casting, double seconds) {
  float tallest = 0;
  for (const Group& group : casting.groups) {
    if (!group.is_scenery && group.nature.family != Family::celestial) {
      tallest = std::max(tallest, std::max(group.height, 0.5F * group.depth));
    }
  }
  for (Group& group : casting.groups) {
    const float own = std::max(group.height, 0.5F * std::max(group.depth, group.width));
    const float least = tallest / 6;
    if (group.is_scenery || own >= least || own <= 0 || group.actors.empty()) {
      continue;
    }
    const float larger = std::min(least / own, 4.0F);
    for (const std::size_t index : group.actors) {
      Actor& actor = casting.cast[index];
      actor.scale *= larger;
      actor.acts = acts_of(scene.subjects[static_cast<std::size_t>(group.subject)], group.nature,
                           *actor.model, actor.scale, scene.pace, seconds);
    }
    measure(group, casting.cast[group.actors.front()]);
  }
}

}  // namespace

bool is_fireworks(const story::Subject& subject) {
  return subject.kind == "fireworks" || subject.kind == "firework";
}

Casting cast_scene(const story::SceneDescription& scene, double seconds, std::uint64_t seed) {
  Casting casting;
  Dice dice(seed ^ scene.words_hash ^ 0xCA57U);
  for (std::size_t i = 0; i < scene.subjects.size(); ++i) {
    const story::Subject& subject = scene.subjects[i];
    const int room = kMostActors - static_cast<int>(casting.cast.size());
    const int count = is_fireworks(subject) ? 0 : std::clamp(subject.count, 0, std::max(room, 0));
    Group group{.subject = static_cast<int>(i)};
    std::array<world::ModelPtr, kVariants> variants;
    for (int member = 0; member < count; ++member) {
      const auto variant = static_cast<std::size_t>(member % kVariants);
      if (!variants[variant]) {
        variants[variant] = models::build_model(order_of(subject, scene, dice.next()));
      }
      Actor actor;
      actor.model = variants[variant];
      group.nature = nature_of(subject.kind, *actor.model);
      group.is_scenery = is_scenery(group.nature) || subject.is_backdrop;
      actor.label = subject.kind + (count > 1 ? " " + std::to_string(member + 1) : "");
      actor.object = object_id(group.subject, std::min(member, 63));
      actor.subject = group.subject;
      actor.scale = static_cast<float>(subject.size) * (count > 1 ? dice.between(0.9F, 1.08F) : 1);
      actor.seed = dice.next();
      actor.wind = static_cast<float>(scene.weather.wind);
      actor.acts = acts_of(subject, group.nature, *actor.model, actor.scale, scene.pace, seconds);
      group.actors.push_back(casting.cast.size());
      casting.cast.push_back(std::move(actor));
    }
    if (!group.actors.empty()) {
      measure(group, casting.cast[group.actors.front()]);
    }
    casting.groups.push_back(std::move(group));
  }
  even_out(scene, casting, seconds);
  return casting;
}

}  // namespace kirin::engine::motion::direct
