// Animals on four legs: which motion belongs to which action.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/animate/quadruped_gait.h"
#include "engine/motion/animate/quadruped_rig.h"
#include "engine/motion/animate/rigs.h"

namespace kirin::engine::motion::animate {
namespace {

/// Actions that go somewhere, with the Froude number at which they look natural.
struct Travel {
  std::string_view action;
  double froude;
};

constexpr std::array kTravels = {
    Travel{"walk", 0.20},         Travel{"run", 3.4},    Travel{"trot", 0.9},
    Travel{"canter", 2.2},        Travel{"gallop", 4.5}, Travel{"chase", 3.8},
    Travel{"march", 0.28},        Travel{"carry", 0.18}, Travel{"pull", 0.14},
    Travel{"circle_around", 0.3}, Travel{"crawl", 0.06}, Travel{"drive", 0.5}};

double travel_froude(std::string_view action) {
  for (const Travel& travel : kTravels) {
    if (travel.action == action) {
      return travel.froude;
    }
  }
  return 0;
}

double quadruped_speed(const world::Model& model, std::string_view action, double pace) {
  const double leg = model.leg_length > 0 ? model.leg_length : 0.5;
  if (action == "swim" || action == "dive") {
    return 0.9 * std::sqrt(leg) * pace;
  }
  if (action == "fly") {
    return 3.5 * std::sqrt(leg) * pace;
  }
  double fr = travel_froude(action);
  const QuadrupedHabit habit = habit_of(model.kind);
  if (habit.is_heavy) {
    fr = std::min(fr, 1.0);
  } else if (habit.sprawls) {
    fr = std::min(fr, 0.5);
  } else if (habit.hops && fr > 0) {
    fr = std::max(0.6 * fr, 0.5);
  }
  return std::sqrt(fr * 9.81 * leg) * pace;
}

/// The speed the legs show: what carries the body, or the natural one on the spot.
double shown_speed(const world::Model& model, std::string_view action, const Manner& manner) {
  return manner.speed > 0.02 ? manner.speed : quadruped_speed(model, action, manner.pace);
}

Movement perform_quadruped(const world::Model& model, std::string_view action, double seconds,
                           const Manner& manner) {
  const QuadrupedRig rig = quadruped_rig(model);
  Movement movement;
  Stance stance;
  if (travel_froude(action) > 0) {
    const Gait gait = gait_at(model, rig, shown_speed(model, action, manner));
    stance = stride(rig, gait, seconds, manner);
  } else if (!act(rig, action, seconds, manner, stance, movement.offset)) {
    stance = at_ease(rig, seconds, manner);
    // What no animal does is done by the whole body: grow, melt, glow.
    const Movement whole = thing_animator().perform(model, action, seconds, manner);
    movement.offset = whole.offset;
    movement.opacity = whole.opacity;
    movement.glow = whole.glow;
  }
  movement.pose = settle(model, rig, stance);
  return movement;
}

std::vector<double> quadruped_beats(const world::Model& model, std::string_view action,
                                    const Manner& manner) {
  std::vector<double> moments;
  const double end = std::min(manner.seconds, 3600.0);
  const auto every = [&](double first, double period) {
    for (double t = first; t < end; t += period) {
      moments.push_back(t);
    }
  };
  if (travel_froude(action) > 0) {
    const QuadrupedRig rig = quadruped_rig(model);
    const Gait gait = gait_at(model, rig, shown_speed(model, action, manner));
    for (std::size_t i = 0; i < (rig.habit.is_upright ? 2U : 4U); ++i) {
      every(static_cast<double>(gait.strikes[i]) * gait.period, gait.period);
    }
  } else if (action == "jump") {
    every(1.0 / manner.pace, 1.1 / manner.pace);
  } else if (action == "bounce") {
    every(0.6 / manner.pace, 0.7 / manner.pace);
  } else if (action == "dance") {
    every(0.5 / manner.pace, 0.5 / manner.pace);
  } else if (action == "bark") {
    every(0.1 / manner.pace, 0.55 / manner.pace);
  } else if (action == "fly" && !model.skeleton.bones.empty() &&
             model.skeleton.find("wing_l_1") >= 0) {
    every(0.25 / (1.15 * manner.pace), 1 / (1.15 * manner.pace));
  }
  std::sort(moments.begin(), moments.end());
  return moments;
}

}  // namespace

const Animator& quadruped_animator() {
  static constexpr Animator kAnimator{perform_quadruped, quadruped_speed, quadruped_beats};
  return kAnimator;
}

}  // namespace kirin::engine::motion::animate
