#include "engine/motion/animate/vehicle_parts.h"

#include <array>
#include <cmath>

#include "engine/motion/animate/ballistics.h"
#include "engine/motion/dice.h"

namespace kirin::engine::motion::animate {
namespace {

using world::kPi;
using world::Vec3;

struct Part {
  const world::Model& model;
  const world::Bone& bone;
  std::string_view action;
  double seconds;
  const Manner& manner;

  float t() const { return static_cast<float>(seconds); }
};

void turn_wheel(const Part& p, world::Joint& joint) {
  const double radius = std::max(p.bone.joint.y, 0.01F);
  const double turns = p.manner.speed * p.seconds / radius;
  // Within one turn, where floats are exact enough.
  joint.turn = world::turn_about(
      {1, 0, 0}, static_cast<float>(std::fmod(turns, 4 * static_cast<double>(kPi))));
}

void steer(const Part& p, world::Joint& joint) {
  const float busy = p.manner.speed > 0.1 ? 0.05F : 0;
  joint.turn = world::turn_about({0, 1, 0}, busy * noise1(0.8F * p.t(), p.manner.seed + 3));
}

/// A coupling rod rides on the crank pins, a circle of 0.28 m that is at its lowest at rest.
void move_coupling(const Part& p, world::Joint& joint) {
  constexpr float kCrank = 0.28F;
  const float angle = static_cast<float>(
      std::fmod(p.manner.speed * p.seconds / std::max<double>(p.bone.joint.y, 0.1),
                2 * static_cast<double>(kPi)));
  joint.shift = {0, kCrank * (1 - std::cos(angle)), -kCrank * std::sin(angle)};
}

/// As fast as an eye takes for whirling and a shutter does not freeze; they run up when it starts.
float run_up(const Part& p, float rate) {
  const float up = p.action == "take_off" ? static_cast<float>(eased(p.seconds / 1.5)) : 1;
  return rate * p.t() * up;
}
void turn_rotor(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 1, 0}, std::fmod(run_up(p, 26), 2 * kPi));
}
void turn_tail_rotor(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({1, 0, 0}, std::fmod(run_up(p, 41), 2 * kPi));
}
void turn_propeller(const Part& p, world::Joint& joint) {
  const float rate =
      p.model.kind == "submarine" || p.model.find_anchor("waterline") != nullptr ? 9 : 37;
  joint.turn = world::turn_about({0, 0, 1}, std::fmod(run_up(p, rate), 2 * kPi));
}

/// A stroke: catch, pull through the water, lift, swing back.
void row(const Part& p, world::Joint& joint) {
  const float side = p.bone.name.ends_with("_r") ? -1.0F : 1.0F;
  if (p.manner.speed < 0.01) {
    joint.turn = world::turn_about({0, 0, 1}, side * (0.06F + 0.02F * std::sin(1.1F * p.t())));
    return;
  }
  const float phase = kPi * p.t() * static_cast<float>(std::max(p.manner.pace, 0.2));
  const float sweep = 0.55F * std::cos(phase);
  const float lift = 0.14F - 0.20F * std::sin(phase);
  joint.turn =
      world::turn_about({0, 1, 0}, -side * sweep) * world::turn_about({0, 0, 1}, side * lift);
}

void billow(const Part& p, world::Joint& joint) {
  const float gust = fbm1(0.9F * p.t(), 2, 0.5F, p.manner.seed + 17);
  const float full = 0.75F + 0.5F * p.manner.wind + 0.16F * gust;
  const bool is_square = p.model.skeleton.find("boom") < 0;
  joint.stretch = is_square ? Vec3{1, 1 - 0.03F * gust, full} : Vec3{full, 1, 1};
  joint.turn = world::turn_about({0, 1, 0}, 0.015F * std::sin(7 * p.t()) * (1 + gust));
}

void swing_boom(const Part& p, world::Joint& joint) {
  const float out = 0.16F + 0.12F * p.manner.wind + 0.03F * noise1(0.5F * p.t(), p.manner.seed);
  joint.turn = world::turn_about({0, 1, 0}, -out);
}

void steer_rudder(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 1, 0}, 0.12F * noise1(0.6F * p.t(), p.manner.seed + 2));
}

/// Pedals and cranks turn with a third of the wheels' rate.
void pedal(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({1, 0, 0}, crank_angle(p.manner.speed * p.seconds));
}

void spin_saucer(const Part& p, world::Joint& joint) {
  joint.turn = world::turn_about({0, 1, 0}, 1.6F * p.t());
}

void dig(const Part& p, world::Joint& joint) {
  const float reach = p.action == "work" ? 0.35F : 0.02F;
  const float shift = p.bone.name == "arm_2" ? 1.2F : p.bone.name == "bucket" ? 2.2F : 0;
  joint.turn = world::turn_about({1, 0, 0}, reach * std::sin(1.2F * p.t() - shift));
}

struct Mover {
  std::string_view prefix;
  void (*move)(const Part& part, world::Joint& joint);
};

constexpr std::array kMovers = std::to_array<Mover>({
    {"wheel", turn_wheel},
    {"steer", steer},
    {"coupling", move_coupling},
    {"rotor_tail", turn_tail_rotor},
    {"rotor", turn_rotor},
    {"propeller", turn_propeller},
    {"oar", row},
    {"sail", billow},
    {"boom", swing_boom},
    {"rudder", steer_rudder},
    {"pedal", pedal},
    {"saucer", spin_saucer},
    {"arm_", dig},
    {"bucket", dig},
});

}  // namespace

float crank_angle(double metres) {
  constexpr double kMetresPerRadian = 0.95;
  return static_cast<float>(std::fmod(metres / kMetresPerRadian, 2 * static_cast<double>(kPi)));
}

void move_vehicle_parts(const world::Model& model, std::string_view action, double seconds,
                        const Manner& manner, world::Pose& pose) {
  for (std::size_t i = 0; i < model.skeleton.bones.size(); ++i) {
    const world::Bone& bone = model.skeleton.bones[i];
    for (const Mover& mover : kMovers) {
      if (bone.name.starts_with(mover.prefix)) {
        mover.move({model, bone, action, seconds, manner}, pose.joints[i]);
        break;
      }
    }
  }
}

}  // namespace kirin::engine::motion::animate
