// Things without limbs: the whole body moves.
#include <cmath>

#include "engine/motion/animate/rigs.h"

namespace kirin::engine::motion::animate {
namespace {

Movement perform_thing(const world::Model& model, std::string_view action, double seconds,
                       const Manner& manner) {
  Movement movement{.pose = world::Pose::at_rest(model.skeleton)};
  const auto t = static_cast<float>(seconds * manner.pace);
  if (action == "spin") {
    movement.offset = world::turn_y(2.2F * t);
  } else if (action == "swing") {
    movement.offset = world::turn_z(0.35F * std::sin(2.4F * t));
  }
  return movement;
}

double no_speed(const world::Model&, std::string_view, double) { return 0; }
std::vector<double> no_beats(const world::Model&, std::string_view, const Manner&) { return {}; }

}  // namespace

const Animator& thing_animator() {
  static constexpr Animator kAnimator{perform_thing, no_speed, no_beats};
  return kAnimator;
}

// Until each rig's own animator takes over.
const Animator& insect_animator() { return thing_animator(); }
const Animator& vehicle_animator() { return thing_animator(); }
const Animator& plant_animator() { return thing_animator(); }

}  // namespace kirin::engine::motion::animate
