// Birds: on the ground, on the water, in the air.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/animate/bird_actions.h"
#include "engine/motion/animate/rigs.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Affine;
using world::Vec3;
constexpr float kPi = world::kPi;

bool is_airborne(std::string_view action) {
  return action == "fly" || action == "hover" || action == "take_off" || action == "land" ||
         action == "chase" || action == "rise" || action == "circle_around" || action == "dive";
}

Movement perform_bird(const world::Model& model, std::string_view action, double seconds,
                      const Manner& manner) {
  const BirdRig rig = bird_rig(model);
  Movement movement;
  BirdStance stance = bird_at_ease(rig, seconds, manner);
  BirdDoing doing{.rig = rig,
                  .t = seconds * manner.pace,
                  .manner = manner,
                  .s = stance,
                  .offset = movement.offset};
  const BirdAction perform_action = find_bird_action(action);
  if (rig.habit.cannot_fly && is_airborne(action)) {
    action == "fly" || action == "hover" ? wave_wing(doing) : row_under_water(doing);
  } else if (rig.habit.cannot_fly && (action == "swim")) {
    row_under_water(doing);
  } else if (rig.habit.hovers && (perform_action == nullptr || !is_airborne(action))) {
    hover_as_bird(doing);  // hummingbirds are always on the wing
  } else if (perform_action != nullptr) {
    perform_action(doing);
  } else {
    const Movement whole = thing_animator().perform(model, action, seconds, manner);
    movement.offset = whole.offset;
    movement.opacity = whole.opacity;
    movement.glow = whole.glow;
  }
  movement.pose = settle(model, rig, stance);
  return movement;
}

double bird_speed(const world::Model& model, std::string_view action, double pace) {
  const double height = std::max(model.height(), 0.02F);
  const double leg = model.leg_length > 0 ? model.leg_length : 0.1;
  const BirdHabit habit = bird_habit(model.kind);
  if (action == "fly" || action == "chase" || action == "dive" || action == "rise" ||
      action == "circle_around") {
    return habit.cannot_fly ? 0 : 5.5 * std::sqrt(height) * pace;
  }
  if (action == "take_off" || action == "land") {
    return 3 * std::sqrt(height) * pace;
  }
  if (action == "walk" || action == "march") {
    return habit.hops ? 3.0 * height * pace : std::sqrt(0.18 * 9.81 * leg) * pace;
  }
  if (action == "run") {
    return std::sqrt(1.4 * 9.81 * leg) * pace;
  }
  if (action == "swim" || action == "float") {
    return habit.cannot_fly ? 1.6 * std::sqrt(height) * pace : 0.35 * std::sqrt(height) * pace;
  }
  return 0;
}

std::vector<double> bird_beats(const world::Model& model, std::string_view action,
                               const Manner& manner) {
  std::vector<double> moments;
  const BirdRig rig = bird_rig(model);
  const double end = std::min(manner.seconds, 3600.0);
  const auto every = [&](double first, double period) {
    for (double t = first; t < end; t += period) {
      moments.push_back(t);
    }
  };
  if (is_airborne(action) && !rig.habit.cannot_fly) {
    // A wing strikes as it begins to go down; glides are silent.
    const double period = 1 / (rig.habit.wingbeat * manner.pace);
    for (double t = 0.25 * period; t < end; t += period) {
      if (action == "hover" || wing_bout(rig, t * manner.pace, manner.seed) > 0.5F) {
        moments.push_back(t);
      }
    }
  } else if (action == "walk" || action == "run" || action == "march") {
    const double v =
        std::max(manner.speed > 0.01 ? manner.speed : bird_speed(model, action, manner.pace), 0.02);
    if (rig.habit.hops && action != "run") {
      every(0, std::clamp(1.1 * rig.height / v, 0.18, 0.6));
    } else {
      const auto fr = static_cast<float>(v * v / (9.81 * rig.leg));
      const float half = std::min(0.42F, 0.26F + 0.16F * std::sqrt(fr)) * rig.leg;
      every(0, half / ((fr > 0.6F ? 0.42 : 0.62) * v));
    }
  } else if (action == "jump" || action == "bounce") {
    every(0, 0.8 / manner.pace);
  } else if (action == "eat") {
    every(0.125 / manner.pace, 0.25 / manner.pace);
  }
  return moments;
}

}  // namespace

const Animator& bird_animator() {
  static constexpr Animator kAnimator{perform_bird, bird_speed, bird_beats};
  return kAnimator;
}

}  // namespace kirin::engine::motion::animate
