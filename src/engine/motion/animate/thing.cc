// Things without limbs: the whole body moves, and the parts that move by themselves.
#include <array>
#include <cmath>

#include "engine/motion/animate/ballistics.h"
#include "engine/motion/animate/rigs.h"
#include "engine/motion/animate/thing_actions.h"
#include "engine/motion/animate/thing_parts.h"

namespace kirin::engine::motion::animate {
namespace {

Movement perform_thing(const world::Model& model, std::string_view action, double seconds,
                       const Manner& manner) {
  Movement movement{.pose = world::Pose::at_rest(model.skeleton)};
  move_parts(model, seconds, manner, 1, movement.pose);
  if (!perform_thing_action(model, action, seconds, manner, movement) && model.flies) {
    perform_thing_action(model, "float", seconds, manner, movement);
  }
  return movement;
}

double thing_speed(const world::Model& model, std::string_view action, double pace) {
  const auto size = static_cast<double>(std::max(model.height(), 0.05F));
  if (action == "roll") {
    return pace * std::clamp(1.4 * std::sqrt(size / 0.25), 0.4, 3.0);
  }
  if (action == "rise" || action == "take_off") {
    return model.flies || action == "rise" ? pace * std::clamp(0.55 + 0.3 * size, 0.5, 4.0) : 0;
  }
  if (action == "set" || (action == "fall" && model.flies)) {
    return pace * std::clamp(0.35 + 0.3 * size, 0.3, 2.0);
  }
  if (action == "fly") {
    return model.kind == "kite" ? 0 : pace * std::clamp(1.2 * std::sqrt(size), 0.4, 3.0);
  }
  if (action == "float" || action == "swim") {
    return pace * 0.25 * std::clamp(std::sqrt(size), 0.3, 2.0);
  }
  return 0;
}

std::vector<double> every(double first, double period, double end) {
  std::vector<double> moments;
  for (double t = first; t < end && moments.size() < 4096; t += period) {
    moments.push_back(t);
  }
  return moments;
}

std::vector<double> thing_beats(const world::Model& model, std::string_view action,
                                const Manner& manner) {
  const double end = std::min(manner.seconds, 3600.0);
  std::vector<double> moments;
  if (action == "fall" && !is_light(model) && !model.flies) {
    const double rate = std::sqrt(std::max(manner.pace, 0.05));
    for (const double hit : Drop{drop_height(model), restitution_of(model)}.impacts()) {
      if (hit / rate < end) {
        moments.push_back(hit / rate);
      }
    }
  } else if (action == "bounce" || action == "jump") {
    const double period = Hops{hop_height(model, manner.pace)}.period();
    moments = every(period, period, end);
  } else if (action == "ring") {
    const double period =
        pendulum_period(std::max(0.6 * static_cast<double>(model.height()), 0.15));
    moments = every(0.25 * period, 0.5 * period, end);
  } else if (action == "explode") {
    moments = every(std::min(0.7, 0.25 * std::max(manner.seconds, 0.4)), 1e9, end);
  } else if (action.empty() && model.skeleton.find("hand_second") >= 0) {
    moments = every(0, 1, end);
  } else if (action == "dance") {
    moments = every(0, 0.5 / std::max(manner.pace, 0.1), end);
  }
  return moments;
}

}  // namespace

const Animator& thing_animator() {
  static constexpr Animator kAnimator{perform_thing, thing_speed, thing_beats};
  return kAnimator;
}

}  // namespace kirin::engine::motion::animate
