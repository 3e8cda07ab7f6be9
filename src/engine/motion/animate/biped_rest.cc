// Being there: standing, sitting, lying, kneeling.
#include <array>
#include <cmath>

#include "engine/motion/animate/biped_deeds.h"

namespace kirin::engine::motion::animate {
namespace {

using world::kPi;

/// Breath in the chest and the shoulders, `per_second` times.
void breathe(Act& a, float per_second, float depth) {
  const float breath = a.wave(per_second);
  a.puppet.add_turn(Part::chest, -0.022F * depth * breath, 0, 0);
  a.puppet.add_turn(Part::neck, 0.016F * depth * breath, 0, 0);
  for (const int side : {0, 1}) {
    a.puppet.joint(part_of(Part::upper_arm_l, side)).shift.y +=
        0.004F * a.rig().height * depth * breath;
  }
  a.puppet.joint(Part::chest).stretch = {1 + 0.006F * depth * breath, 1,
                                         1 + 0.018F * depth * breath};
}

void look_about(Act& a, float amount) {
  // Eyes go first, the head follows.
  const float yaw = a.chance(0.35F, 11);
  const float ahead = a.chance(0.35F, 11);
  a.puppet.add_turn(Part::head, 0.06F * amount * a.chance(0.3F, 12), 0.34F * amount * yaw,
                    0.05F * amount * a.chance(0.25F, 13));
  a.gaze = {0.05F * a.chance(0.6F, 14), 0.16F * amount * ahead, 0};
}

void idle(Act& a) { stand_idly(a); }

void sit(Act& a) {
  sit_down(a);
  look_about(a, 0.9F);
}

/// On what is as high as its own hips: the seat anchor stays where it is at rest, shins hang.
void sit_aloft(Act& a) {
  sit(a);
  const BipedRig& rig = a.rig();
  a.offset = world::translation(
      {0, rig.rest(Part::thigh_l).y - seat_height(rig) - 0.055F * rig.height, 0.35F * rig.thigh});
}

/// Legs crossed on the ground.
void sit_on_ground(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float hip = rig.rest(Part::thigh_l).y;
  p.move_hips({0, 0.10F * rig.leg - hip + 0.02F * rig.height, -0.15F * rig.leg});
  p.turn(Part::hips, -0.05F, 0, 0);
  p.turn(Part::spine, 0.12F, 0, 0);
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    const float front = side == 0 ? 0.38F : 0.26F;
    p.step(side, {-s * 0.14F * rig.leg, 0.10F * rig.leg, front * rig.leg}, 0.5F, -0.9F,
           {s * 1.0F, 0.15F, 0.35F});
    a.reach(side, 0.42F, -0.80F, 0.42F);
  }
  breathe(a, 0.24F, 1);
}

void sit_low(Act& a) {
  sit_on_ground(a);
  look_about(a, 0.8F);
}

void meditate(Act& a) {
  sit_on_ground(a);
  a.eyes = 0;
  for (const int side : {0, 1}) {
    a.puppet.hand(side, 0, 0, -1.5F);
  }
  breathe(a, 0.14F, 1.2F);
}

/// On the back, head away from where it looked.
void lie_down(Act& a) {
  const BipedRig& rig = a.rig();
  for (const int side : {0, 1}) {
    a.puppet.arm(side, 0.10F, 0.40F, 0.3F, 0.25F);
    a.puppet.leg(side, 0.03F, 0.12F, 0.06F, 0.35F);
  }
  a.puppet.turn(Part::head, 0.12F, 0, 0);
  a.offset =
      world::translation({0, 0.085F * rig.height, 0.5F * rig.height}) * world::turn_x(-0.5F * kPi);
  breathe(a, 0.22F, 1);
}

void lie(Act& a) {
  lie_down(a);
  look_about(a, 0.4F);
}

void sleep(Act& a) {
  lie_down(a);
  a.eyes = 0;
  a.puppet.turn(Part::head, 0.10F, 0.35F, 0);
  a.puppet.leg(0, 0.35F, 0.20F, 0.60F, 0.3F);
  a.reach(1, -0.02F, -0.58F, 0.24F);
  breathe(a, 0.16F, 2.2F);
}

void kneel(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float down = rig.thigh * 1.02F + 0.05F * rig.height - rig.rest(Part::thigh_l).y;
  p.move_hips({0, down, 0});
  // One knee on the ground, the other foot before it.
  p.step(0, {rig.rest(Part::foot_l).x, rig.rest(Part::foot_l).y, 0.9F * rig.thigh}, 0, 0.1F);
  p.step(1, {-rig.rest(Part::foot_l).x, 0.11F * rig.leg, -0.95F * rig.shin}, 1.1F, 0,
         {0, -1, 0.6F});
  a.reach(0, 0.25F, -0.62F, 0.42F);
  p.arm(1, 0.05F, 0.15F, 0.3F, 0.3F);
  breathe(a, 0.25F, 1);
  look_about(a, 0.5F);
}

constexpr std::array kDeeds{
    Deed{"idle", idle},         Deed{"stand", idle},         Deed{"wait", idle},
    Deed{"sit", sit},           Deed{"sit_ground", sit_low}, Deed{"sit_aloft", sit_aloft},
    Deed{"lie", lie},           Deed{"sleep", sleep},        Deed{"kneel", kneel},
    Deed{"meditate", meditate},
};

}  // namespace

void stand_idly(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  // Weight goes from leg to leg every few seconds; hips out over the one that carries.
  const float weight = std::tanh(2.2F * a.chance(0.22F, 1));
  p.move_hips({0.026F * rig.leg * weight, -0.0035F * rig.leg - 0.004F * rig.leg * std::abs(weight),
               0.004F * rig.leg * a.chance(0.3F, 2)});
  p.turn(Part::hips, 0, 0.03F * weight, 0.035F * weight);
  p.turn(Part::spine, 0, -0.01F * weight, -0.045F * weight);
  p.turn(Part::chest, 0.01F, -0.02F * weight, 0.01F * weight);
  p.stand(0.012F * rig.leg);
  for (const int side : {0, 1}) {
    const float drift = a.chance(0.3F, 5 + static_cast<std::uint64_t>(side));
    p.arm(side, 0.04F + 0.03F * drift, 0.14F, 0.25F, 0.22F + 0.05F * drift);
    p.hand(side, 0.10F, 0.05F);
  }
  breathe(a, 0.26F, 1);
  look_about(a, 0.8F);
}

float seat_height(const BipedRig& rig) {
  return rig.height > 1.4F ? 0.45F : std::min(0.45F, rig.shin + 0.03F * rig.height);
}

void sit_down(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  // The hip joint lies a thigh's half thickness above the seat.
  const float hip = seat_height(rig) + 0.055F * rig.height;
  p.move_hips({0, hip - rig.rest(Part::thigh_l).y, -0.35F * rig.thigh});
  p.turn(Part::hips, -0.08F, 0, 0);
  p.turn(Part::spine, 0.10F, 0, 0.015F * a.chance(0.2F, 2));
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    p.step(side,
           {s * 1.15F * rig.rest(Part::foot_l).x, rig.rest(Part::foot_l).y,
            0.62F * rig.thigh + 0.02F * s * rig.leg},
           0, 0.1F, {s * 0.12F, 0.4F, 1});
    a.reach(side, 0.24F, -0.74F, 0.42F);
    p.hand(side, 0, 0.35F, -0.8F);
  }
  breathe(a, 0.25F, 1);
}

std::span<const Deed> rest_deeds() { return kDeeds; }

}  // namespace kirin::engine::motion::animate
