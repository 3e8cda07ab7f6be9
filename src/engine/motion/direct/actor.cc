#include "engine/motion/direct/actor.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>

namespace kirin::engine::motion::direct {
namespace {

using world::Affine;
using world::Vec3;

constexpr double kChange = 0.35;  // seconds in which one act becomes the next

animate::Manner manner_of(const Actor& actor, const Act& act) {
  return {.pace = act.pace,
          .speed = act.speed / actor.scale,
          .seconds = act.end - act.start,
          .seed = actor.seed,
          .wind = actor.wind};
}

/// Bones that a gesture has for itself while the legs do something else.
bool is_for_gestures(std::string_view bone) {
  constexpr std::array<std::string_view, 8> kParts = {"upper_arm", "fore_arm", "hand", "neck",
                                                      "head",      "jaw",      "wing", "ear"};
  return std::ranges::any_of(kParts, [&](std::string_view part) { return bone.starts_with(part); });
}

animate::Movement perform_act(const Actor& actor, const Act& act, double seconds) {
  const animate::Manner manner = manner_of(actor, act);
  animate::Movement movement =
      animate::perform(*actor.model, act.action, seconds - act.start, manner);
  if (!act.gesture.empty()) {
    const animate::Movement gesture =
        animate::perform(*actor.model, act.gesture, seconds - act.start, manner);
    for (std::size_t i = 0; i < movement.pose.joints.size(); ++i) {
      if (is_for_gestures(actor.model->skeleton.bones[i].name)) {
        movement.pose.joints[i] = gesture.pose.joints[i];
      }
    }
  }
  return movement;
}

std::size_t act_at(const Actor& actor, double seconds) {
  std::size_t i = 0;
  while (i + 1 < actor.acts.size() && seconds >= actor.acts[i].end) {
    ++i;
  }
  return i;
}

animate::Movement movement_at(const Actor& actor, double seconds) {
  const std::size_t i = act_at(actor, seconds);
  animate::Movement movement = perform_act(actor, actor.acts[i], seconds);
  const double into = seconds - actor.acts[i].start;
  if (i > 0 && into < kChange) {
    const animate::Movement before = perform_act(actor, actor.acts[i - 1], seconds);
    movement = animate::mix(before, movement,
                            world::smooth_step(0, 1, static_cast<float>(into / kChange)));
  }
  return movement;
}

/// Over the ground, without what the action itself does.
Affine base_at(const Cast& cast, std::size_t index, double seconds);

/// The frame of an anchor, as the carrier's pose has it.
Affine anchor_frame(const Cast& cast, std::size_t index, std::string_view name, double seconds) {
  const Actor& actor = cast[index];
  const world::NodeState state = state_at(cast, index, seconds);
  const world::Anchor* anchor = actor.model->find_anchor(name);
  const Vec3 at = anchor != nullptr
                      ? anchor->at
                      : Vec3{actor.model->bounds.middle().x, actor.model->bounds.high.y,
                             actor.model->bounds.middle().z};
  Affine bone;
  if (anchor != nullptr && !state.pose.joints.empty()) {
    bone =
        world::skinning(actor.model->skeleton, state.pose)[static_cast<std::size_t>(anchor->bone)];
  }
  return state.place * bone * world::translation(at);
}

Affine without_scale(const Affine& frame) {
  return {world::normalized(frame.x), world::normalized(frame.y), world::normalized(frame.z),
          frame.origin};
}

Affine base_at(const Cast& cast, std::size_t index, double seconds) {
  const Actor& actor = cast[index];
  if (actor.carrier >= 0) {
    const auto carrier = static_cast<std::size_t>(actor.carrier);
    Affine frame = without_scale(anchor_frame(cast, carrier, actor.anchor, seconds));
    if (actor.keeps_upright) {
      const Affine upright = without_scale(base_at(cast, carrier, seconds));
      frame = {upright.x, upright.y, upright.z, frame.origin};
    }
    return frame * world::translation(actor.anchor_shift);
  }
  if (actor.path) {
    return actor.path(cast, seconds);
  }
  Affine place = actor.track.at(actor.start_metres + static_cast<float>(metres_at(actor, seconds)));
  if (actor.ground) {
    place.origin.y += actor.ground(place.origin.x, place.origin.z);
  }
  return place;
}

}  // namespace

double metres_at(const Actor& actor, double seconds) {
  // Speeds change linearly over kChange, so that nothing jerks.
  double metres = 0;
  double before = actor.acts.front().speed;
  for (const Act& act : actor.acts) {
    const double from = act.start;
    const double to = std::min(seconds, act.end);
    if (to <= from && from > 0) {
      break;
    }
    const double ramp = std::min(to - from, kChange);
    metres += act.speed * (to - from);
    metres += (before - act.speed) * (ramp - ramp * ramp / (2 * kChange));
    before = act.speed;
  }
  return metres;
}

world::NodeState state_at(const Cast& cast, std::size_t index, double seconds) {
  const Actor& actor = cast[index];
  const animate::Movement movement = movement_at(actor, seconds);
  world::NodeState state;
  state.place = base_at(cast, index, seconds) * world::scaling(actor.scale) * movement.offset;
  state.pose = movement.pose;
  state.opacity = movement.opacity;
  state.glow = movement.glow;
  state.is_visible = movement.opacity > 0.004F;
  return state;
}

Vec3 anchor_at(const Cast& cast, std::size_t index, std::string_view anchor, double seconds) {
  return anchor_frame(cast, index, anchor, seconds).origin;
}

Vec3 middle_at(const Cast& cast, std::size_t index, double seconds) {
  const Actor& actor = cast[index];
  const Affine frame = base_at(cast, index, seconds) * world::scaling(actor.scale) *
                       movement_at(actor, seconds).offset;
  return frame.point(actor.model->bounds.middle());
}

float half_height(const Actor& actor) { return 0.5F * actor.model->height() * actor.scale; }

}  // namespace kirin::engine::motion::direct
