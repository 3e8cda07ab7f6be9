#include "engine/motion/animate/biped_gait.h"

#include <array>
#include <cmath>

namespace kirin::engine::motion::animate {
namespace {

using world::kPi;
using world::mix;
using world::smooth_step;
using world::Vec3;

constexpr float kGravity = 9.81F;

constexpr std::array kGaits{
    GaitStyle{.action = "walk"},
    GaitStyle{.action = "run",
              .froude = 1.15F,
              .duty = 0.32F,
              .lift = 0.30F,
              .crouch = 0.065F,
              .lean = 0.17F,
              .arm_swing = 0.75F,
              .elbow = 1.55F,
              .bounce = 0.035F,
              .heel_up = 0.95F,
              .toes_up = 0.10F,
              .width = 0.35F},
    GaitStyle{.action = "sneak",
              .froude = 0.045F,
              .duty = 0.60F,
              .lift = 0.22F,
              .crouch = 0.16F,
              .lean = 0.38F,
              .arm_swing = 0.25F,
              .elbow = 1.5F,
              .heel_up = 0.6F,
              .toes_up = -0.25F,
              .width = 0.5F},
    GaitStyle{.action = "march",
              .froude = 0.20F,
              .duty = 0.58F,
              .lift = 0.30F,
              .lean = -0.02F,
              .arm_swing = 0.75F,
              .elbow = 0.12F,
              .heel_up = 0.6F,
              .toes_up = 0.05F,
              .width = 0.8F},
    GaitStyle{.action = "skip",
              .froude = 0.55F,
              .duty = 0.42F,
              .lift = 0.30F,
              .crouch = 0.02F,
              .lean = 0.05F,
              .arm_swing = 0.85F,
              .elbow = 0.5F,
              .bounce = 0.09F,
              .heel_up = 0.9F,
              .toes_up = 0.0F},
};

float unit(double x) { return static_cast<float>(x - std::floor(x)); }

/// Where the ankle is when the sole at `flat_z` (of the level ankle) is pitched: about the ball
/// when the heel is up, about the heel when the toes are.
Vec3 ankle_over(const BipedRig& rig, float x, float flat_z, float lift, float pitch) {
  const float ankle_y = rig.rest(Part::foot_l).y;
  const float pivot = pitch > 0 ? rig.ball : -rig.heel;
  const float c = std::cos(pitch);
  const float s = std::sin(pitch);
  // The vector pivot -> ankle is (ankle_y, -pivot) in (y, z), turned about x.
  return {x, lift + ankle_y * c + pivot * s, flat_z + pivot + ankle_y * s - pivot * c};
}

struct Foot {
  Vec3 ankle;
  float pitch = 0;
  bool stands = false;
};

/// One foot at its own phase: [0, duty) it stands and the ground carries it back.
Foot foot_at(const BipedRig& rig, const GaitStyle& g, const Stride& st, float phase, float x) {
  Foot foot;
  const float half = 0.5F * st.length * g.duty;
  const float home = rig.rest(Part::foot_l).z - (g.duty < 0.5F ? 0.05F * rig.leg : 0);
  // At low speed feet hardly roll.
  const float roll = std::min(1.0F, half / (0.22F * rig.leg));
  float z = 0;
  float lift = 0;
  if (phase < g.duty) {
    const float s = phase / g.duty;
    foot.stands = true;
    z = half * (1 - 2 * s);
    foot.pitch = -g.toes_up * roll * (1 - smooth_step(0.0F, 0.20F, s)) +
                 g.heel_up * roll * smooth_step(0.55F, 1.0F, s);
  } else {
    const float s = (phase - g.duty) / (1 - g.duty);
    // Hermite: leaves and lands at the speed of the ground, so nothing jerks.
    const float slope = -st.length * (1 - g.duty);
    const float s2 = s * s;
    const float s3 = s2 * s;
    z = (2 * s3 - 3 * s2 + 1) * -half + (s3 - 2 * s2 + s) * slope + (-2 * s3 + 3 * s2) * half +
        (s3 - s2) * slope;
    const float hump = std::sin(kPi * std::pow(s, 0.85F));
    lift = rig.leg * g.lift * hump * (0.35F + 0.65F * roll);
    foot.pitch = mix(g.heel_up * roll, -g.toes_up * roll, smooth_step(0.05F, 0.85F, s)) +
                 (g.duty < 0.5F ? 0.35F : 0.1F) * hump;
  }
  foot.ankle = ankle_over(rig, x, home + z, lift, foot.pitch);
  return foot;
}

/// The highest hip joint from which the ankle can still be reached.
float highest_hip(const BipedRig& rig, Vec3 ankle, float hip_x, float hip_z) {
  const float reach = 0.993F * (rig.thigh + rig.shin);
  const float dx = ankle.x - hip_x;
  const float dz = ankle.z - hip_z;
  return ankle.y + std::sqrt(std::max(reach * reach - dx * dx - dz * dz, 0.04F * reach * reach));
}

float smooth_min(float a, float b, float width) {
  const float h = std::max(width - std::abs(a - b), 0.0F) / width;
  return std::min(a, b) - h * h * width * 0.25F;
}

void swing_arms(Puppet& p, const GaitStyle& g, float turn, float amount) {
  for (const int side : {0, 1}) {
    // The left foot lands at phase 0: then the left arm is back.
    const float swing = -sign_of(side) * std::cos(turn - 0.15F);
    const float forwards = amount * g.arm_swing * swing + 0.06F;
    const float bend =
        g.elbow + 0.18F * amount * std::max(swing, 0.0F) + (g.elbow > 1 ? 0.25F * swing : 0);
    p.arm(side, forwards, 0.13F + 0.06F * g.arm_swing, 0.25F + 0.2F * std::max(swing, 0.0F), bend);
    p.hand(side, 0.05F, 0.0F);
  }
}

}  // namespace

const GaitStyle* gait_of(std::string_view action) {
  for (const GaitStyle& gait : kGaits) {
    if (gait.action == action) {
      return &gait;
    }
  }
  return nullptr;
}

double natural_speed(const BipedRig& rig, const GaitStyle& style, double pace) {
  return pace * std::sqrt(style.froude * kGravity * rig.leg);
}

Stride stride_of(const BipedRig& rig, const GaitStyle& style, double pace, double speed) {
  // A body on the spot steps in the cadence it would go with.
  const auto v = static_cast<float>(speed > 1e-3 ? speed : natural_speed(rig, style, pace));
  const float froude = v * v / (kGravity * rig.leg);
  const float length = 2.3F * rig.leg * std::pow(froude, 0.3F) * style.stride;
  Stride stride;
  stride.speed = static_cast<float>(speed);
  stride.frequency = std::min(v / length, 3.2F);
  stride.length = stride.speed / stride.frequency;
  return stride;
}

void go(Puppet& p, const GaitStyle& g, const Stride& st, double phase) {
  const BipedRig& rig = p.rig();
  const float turn = 2 * kPi * unit(phase);
  const float amount = std::min(1.0F, 0.45F + st.length / (2.2F * rig.leg));
  const float track = rig.rest(Part::foot_l).x * g.width;
  const Foot left = foot_at(rig, g, st, unit(phase), track);
  const Foot right = foot_at(rig, g, st, unit(phase + 0.5), -track);
  // Over the standing leg in walking, down on it in running; twice a stride.
  const float middle = 2 * kPi * 0.5F * g.duty;
  const float sway = 0.020F * rig.leg * std::cos(turn - middle) * (g.duty < 0.5F ? 0.5F : 1.0F);
  const float bob = std::cos(2 * (turn - middle)) * (g.duty < 0.5F ? -1.0F : 1.0F);
  const float lowered = g.crouch * rig.leg;
  const Vec3 hip = rig.rest(Part::thigh_l);
  float height = hip.y - lowered + g.bounce * rig.leg * bob;
  const float shift_z = g.duty < 0.5F ? 0.02F * rig.leg : 0;
  // The pendulum's arc is what the legs' length leaves: no higher than either standing foot allows.
  for (const auto& [foot, s] : {std::pair{&left, 1.0F}, std::pair{&right, -1.0F}}) {
    const float limit = highest_hip(rig, foot->ankle, s * hip.x + sway, hip.z + shift_z);
    height =
        smooth_min(height, limit - (foot->stands ? 0.004F : -0.02F) * rig.leg, 0.05F * rig.leg);
  }
  p.move_hips({sway, height - hip.y, shift_z});
  const float yaw = 0.13F * amount * std::cos(turn);
  const float list = 0.055F * amount * std::cos(turn - middle) * (g.duty < 0.5F ? 0.6F : 1);
  p.turn(Part::hips, 0.35F * g.lean, -yaw, 0.6F * list);
  p.turn(Part::spine, 0.35F * g.lean, 0.8F * yaw, -list);
  p.turn(Part::chest, 0.30F * g.lean, 1.3F * yaw, 0.2F * list);
  p.turn(Part::neck, -0.35F * g.lean, -0.5F * yaw, 0.1F * list);
  p.turn(Part::head, -0.45F * g.lean + 0.02F * std::cos(2 * turn), -0.5F * yaw, 0.1F * list);
  p.step(0, left.ankle, left.pitch, 0.10F, {0.08F, 0, 1});
  p.step(1, right.ankle, right.pitch, 0.10F, {-0.08F, 0, 1});
  swing_arms(p, g, turn, amount);
}

std::vector<double> footfalls(const Stride& stride, double phase, double seconds) {
  std::vector<double> falls;
  const double step = 0.5 / static_cast<double>(stride.frequency);
  // The left foot falls at whole phases, the right one halfway between.
  const double first = (std::ceil(2 * phase) - 2 * phase) * step;
  for (double at = first; at < seconds && falls.size() < 10'000; at += step) {
    falls.push_back(at);
  }
  return falls;
}

}  // namespace kirin::engine::motion::animate
