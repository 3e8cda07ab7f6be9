#include "engine/motion/animate/animate.h"

#include <cstddef>

#include "engine/motion/animate/rigs.h"

namespace kirin::engine::motion::animate {
namespace {

const Animator& animator_of(world::Rig rig) {
  switch (rig) {
    case world::Rig::biped:
      return biped_animator();
    case world::Rig::quadruped:
      return quadruped_animator();
    case world::Rig::bird:
      return bird_animator();
    case world::Rig::fish:
    case world::Rig::serpent:
      return fish_animator();
    case world::Rig::insect:
      return insect_animator();
    case world::Rig::vehicle:
      return vehicle_animator();
    case world::Rig::plant:
      return plant_animator();
    case world::Rig::none:
    case world::Rig::other:
      break;
  }
  return thing_animator();
}

world::Affine mix(const world::Affine& a, const world::Affine& b, float amount) {
  return {world::mix(a.x, b.x, amount), world::mix(a.y, b.y, amount), world::mix(a.z, b.z, amount),
          world::mix(a.origin, b.origin, amount)};
}

}  // namespace

Movement perform(const world::Model& model, std::string_view action, double seconds,
                 const Manner& manner) {
  return animator_of(model.rig).perform(model, action, seconds, manner);
}

double natural_speed(const world::Model& model, std::string_view action, double pace) {
  return animator_of(model.rig).natural_speed(model, action, pace);
}

std::vector<double> beats(const world::Model& model, std::string_view action,
                          const Manner& manner) {
  return animator_of(model.rig).beats(model, action, manner);
}

Movement mix(const Movement& a, const Movement& b, float amount) {
  Movement result = a;
  for (std::size_t i = 0; i < a.pose.joints.size() && i < b.pose.joints.size(); ++i) {
    const world::Joint& from = a.pose.joints[i];
    const world::Joint& to = b.pose.joints[i];
    result.pose.joints[i] = {world::mix(from.turn, to.turn, amount),
                             world::mix(from.shift, to.shift, amount),
                             world::mix(from.stretch, to.stretch, amount)};
  }
  result.offset = mix(a.offset, b.offset, amount);
  result.opacity = world::mix(a.opacity, b.opacity, amount);
  result.glow = world::mix(a.glow, b.glow, amount);
  return result;
}

}  // namespace kirin::engine::motion::animate
