// Ways to go that are not on foot: swimming, flying, riding, skis and skates.
#include <array>
#include <cmath>

#include "engine/motion/animate/biped_deeds.h"
#include "engine/motion/animate/vehicle_parts.h"

namespace kirin::engine::motion::animate {
namespace {

using world::kPi;
using world::mix;
using world::smooth_step;
using world::Vec3;

/// Stretched out, face ahead; `tilt` from upright.
void lay_forward(Act& a, float tilt, float rise) {
  const float middle = a.rig().rest(Part::hips).y;
  a.offset =
      world::translation({0, rise, 0}) * world::turn_x(tilt) * world::translation({0, -middle, 0});
  a.puppet.turn(Part::neck, -0.35F, 0, 0);
  a.puppet.turn(Part::head, -0.45F, 0, 0);
}

/// The origin is the surface of the water.
void swim(Act& a) {
  Puppet& p = a.puppet;
  const float stroke = 0.75F * a.t;
  const float roll = std::sin(2 * kPi * stroke);
  lay_forward(a, 1.45F, -0.02F * a.rig().height);
  a.offset = a.offset * world::turn_y(0.35F * roll);
  for (const int side : {0, 1}) {
    const float phase = stroke + (side == 0 ? 0.0F : 0.5F);
    const float angle = 2 * kPi * (phase - std::floor(phase));
    // Over the water with a bent elbow, under it straight.
    const float above = std::max(0.0F, -std::sin(angle));
    p.arm(side, kPi - angle, 0.18F + 0.25F * above, 0.5F * above, 0.15F + 1.3F * above);
    const float kick = std::sin(2 * kPi * (3 * stroke + (side == 0 ? 0.0F : 0.5F)));
    p.leg(side, 0.22F * kick, 0.04F, 0.18F + 0.16F * kick, 0.9F);
  }
  // A breath on every other stroke.
  const float breath = smooth_step(0.55F, 0.95F, std::sin(kPi * stroke));
  p.turn(Part::head, -0.30F, 0.9F * breath, 0);
  a.mouth = 0.7F * breath;
}

void dive(Act& a) {
  Puppet& p = a.puppet;
  lay_forward(a, 2.1F, 0);
  p.turn(Part::neck, 0.1F, 0, 0);
  p.turn(Part::head, 0.1F, 0, 0);
  for (const int side : {0, 1}) {
    a.reach(side, 0.03F, 0.97F, 0.12F, {sign_of(side), 0, 0});
    const float kick = a.wave(1.1F, side == 0 ? 0.0F : 0.5F);
    p.leg(side, 0.18F * kick, 0.03F, 0.14F + 0.12F * kick, 0.95F);
  }
}

/// As heroes do: one fist ahead.
void fly(Act& a) {
  Puppet& p = a.puppet;
  lay_forward(a, 1.2F + 0.05F * a.wave(0.3F), 0.5F * a.rig().height);
  a.offset = a.offset * world::turn_y(0.14F * a.wave(0.22F));
  a.reach(1, 0.10F, 0.97F, 0.10F, {-1, 0, 0});
  p.arm(0, -0.25F, 0.22F, 0.3F, 0.25F);
  p.leg(0, -0.10F + 0.03F * a.wave(0.7F), 0.03F, 0.10F, 0.9F);
  p.leg(1, 0.25F + 0.03F * a.wave(0.6F), 0.03F, 0.75F, 0.9F);
}

void hover(Act& a) {
  Puppet& p = a.puppet;
  a.offset = world::translation({0, 0.05F * a.rig().height * a.wave(0.35F), 0}) *
             world::turn_x(0.06F * a.wave(0.21F)) * world::turn_z(0.05F * a.wave(0.27F));
  for (const int side : {0, 1}) {
    const float drift = a.wave(0.3F, side == 0 ? 0.0F : 0.3F);
    p.arm(side, 0.35F + 0.12F * drift, 0.75F + 0.15F * drift, 0.2F, 0.55F);
    p.leg(side, 0.18F + 0.10F * drift, 0.12F, 0.45F - 0.12F * drift, 0.55F);
  }
  p.turn(Part::head, 0.05F * a.wave(0.2F), 0.2F * a.chance(0.3F, 80), 0);
}

/// As ghosts go: over the ground, arms before them.
void haunt(Act& a) {
  a.offset = world::translation({0, (0.10F + 0.05F * a.wave(0.4F)) * a.rig().height, 0}) *
             world::turn_x(a.manner.speed > 0.1 ? 0.16F : 0.03F) *
             world::turn_z(0.06F * a.wave(0.27F));
  a.puppet.turn(Part::spine, 0, 0.10F * a.wave(0.21F), 0.04F * a.wave(0.33F));
  for (const int side : {0, 1}) {
    const float drift = a.wave(0.45F, side == 0 ? 0.0F : 0.35F);
    a.puppet.arm(side, 1.15F + 0.15F * drift, 0.40F, 0.3F, 0.35F + 0.2F * drift);
    a.puppet.hand(side, 0.5F, 0);
  }
  a.mouth = 0.35F + 0.3F * a.chance(0.5F, 110);
}

void fall(Act& a) {
  Puppet& p = a.puppet;
  lay_forward(a, 1.4F, 0.5F * a.rig().height);
  a.offset = a.offset * world::turn_y(1.1F * a.t) * world::turn_x(0.25F * a.wave(0.4F));
  for (const int side : {0, 1}) {
    const float flail = a.wave(1.7F, side == 0 ? 0.0F : 0.4F);
    p.arm(side, 0.7F + 0.5F * flail, 1.5F + 0.25F * flail, 0.1F, 0.6F);
    p.leg(side, 0.2F + 0.3F * flail, 0.3F, 0.7F - 0.2F * flail, 0.6F);
  }
  a.mouth = 0.9F;
  a.brows = 0.8F;
}

/// Astride at the height where it would stand; hands at reins or a wheel.
void ride(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float bob = a.wave(1.9F) * (a.manner.speed > 0.3 ? 1.0F : 0.4F);
  p.move_hips({0, 0.012F * rig.height * bob, 0});
  p.turn(Part::spine, 0.06F + 0.03F * bob, 0, 0);
  p.turn(Part::head, -0.03F * bob, 0.12F * a.chance(0.4F, 81), 0);
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    p.step(side,
           {s * 0.34F * rig.leg, rig.rest(Part::thigh_l).y - 0.66F * rig.leg, 0.20F * rig.leg},
           -0.1F, 0.25F, {s * 0.9F, 0.2F, 1});
    a.reach(side, 0.14F, -0.48F + 0.02F * bob, 0.56F);
    p.hand(side, 0.1F, 0.3F, -0.3F);
  }
}

/// At a wheel: sitting, hands before the chest.
void drive(Act& a) {
  sit_down(a);
  const float steer = 0.10F * a.chance(0.7F, 82);
  for (const int side : {0, 1}) {
    a.reach(side, 0.28F, -0.32F + sign_of(side) * steer, 0.66F);
    a.puppet.hand(side, 0.2F, 0.4F, -0.3F);
  }
}

/// In the saddle, which is where the seat anchor is at rest; feet go round with the pedals of the
/// bicycle. The measures are those of a usual bicycle under a grown rider.
void cycle(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const double seconds = static_cast<double>(a.t) / std::max(a.manner.pace, 1e-3);
  const float crank = crank_angle(a.manner.speed * seconds);
  const float rock = std::sin(crank);
  p.move_hips({0.006F * rig.leg * rock, 0, 0});
  p.turn(Part::hips, 0.22F, 0, 0.02F * rock);
  p.turn(Part::spine, 0.26F, 0, 0);
  p.turn(Part::chest, 0.12F, 0, 0);
  p.turn(Part::neck, -0.25F, 0, 0);
  p.turn(Part::head, -0.30F, 0.06F * a.chance(0.4F, 83), 0);
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    const float at = crank + (side == 0 ? kPi : 0.0F);
    constexpr float kCrank = 0.18F;  // in legs
    p.step(side,
           {s * 0.12F * rig.leg, (0.255F + kCrank * std::cos(at)) * rig.leg,
            (0.165F + kCrank * std::sin(at)) * rig.leg},
           0.12F + 0.16F * std::sin(at + 0.6F), 0, {s * 0.05F, 0.2F, 1});
    p.reach(side, Vec3{s * 0.30F, 0.95F, 0.48F} * rig.leg, {s * 0.7F, -1, -0.3F});
    p.hand(side, 0.1F, 0.3F, 0.2F);
  }
}

/// Down a slope in long turns; knees and trunk lean into them.
void ski(Act& a) {
  Puppet& p = a.puppet;
  const float leg = a.rig().leg;
  const float turn = a.wave(0.32F);
  p.move_hips({0, (-0.16F - 0.05F * std::abs(turn)) * leg, -0.05F * leg});
  p.turn(Part::hips, 0.35F, 0, 0);
  p.turn(Part::spine, 0.28F, -0.15F * turn, 0.10F * turn);
  p.turn(Part::head, -0.45F, 0, 0);
  p.stand(0.03F * leg, 0);
  for (const int side : {0, 1}) {
    a.reach(side, 0.50F, -0.58F + 0.10F * sign_of(side) * turn, 0.42F);
    p.hand(side, 0.1F, -0.4F, 0);
  }
  a.offset = world::turn_z(0.24F * turn) * world::turn_y(0.25F * a.wave(0.32F, 0.25F));
}

/// On skates feet glide: one carries, the other pushes out and back and is brought home.
void skate(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float phase = 0.55F * a.t;
  const float sway = std::sin(2 * kPi * phase);
  p.move_hips({0.10F * rig.leg * sway, -0.15F * rig.leg, 0});
  p.turn(Part::hips, 0.40F, 0.12F * sway, 0.06F * sway);
  p.turn(Part::spine, 0.32F, -0.25F * sway, -0.06F * sway);
  p.turn(Part::head, -0.50F, 0, 0);
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    const float u =
        phase + (side == 0 ? 0.25F : 0.75F) - std::floor(phase + (side == 0 ? 0.25F : 0.75F));
    const float out = smooth_step(0.45F, 0.78F, u) - smooth_step(0.80F, 1.0F, u);
    const float lift = smooth_step(0.74F, 0.84F, u) - smooth_step(0.90F, 1.0F, u);
    p.step(side,
           rig.rest(part_of(Part::foot_l, side)) +
               Vec3{s * 0.34F * out, 0.12F * lift, -0.30F * out} * rig.leg,
           0.25F * lift, 0.15F + 0.45F * out, {s * (0.2F + 0.5F * out), 0, 1});
    p.arm(side, 0.15F - 0.7F * s * sway, 0.28F, 0.3F, 0.55F);
  }
}

/// Sideways on a board, arms out for balance.
void surf(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float carve = a.wave(0.3F);
  p.move_hips({0, (-0.20F - 0.05F * carve) * rig.leg, 0});
  p.turn(Part::hips, 0.15F, 1.1F, 0);
  p.turn(Part::spine, 0.18F, -0.25F, 0.10F * carve);
  p.turn(Part::chest, 0.05F, -0.35F, 0);
  p.turn(Part::head, -0.1F, -0.45F, 0);
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    p.step(side, {0.02F * rig.leg, rig.rest(Part::foot_l).y, -s * 0.30F * rig.leg}, 0, s * 1.2F,
           {0.9F, 0, -0.35F * s});
    a.reach(side, 0.78F, -0.10F + 0.22F * s * carve, 0.05F, {0, -1, -0.4F});
  }
  a.offset = world::turn_z(0.16F * carve);
}

void row(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float u = 0.5F - 0.5F * std::cos(2 * kPi * 0.45F * a.t);  // 0: reaching out, 1: pulled
  const float lift = std::sin(2 * kPi * 0.45F * a.t) < 0 ? 0.10F : 0;
  const float hip = 0.22F * rig.leg + 0.03F * rig.height;
  p.move_hips({0, hip - rig.rest(Part::thigh_l).y, -0.15F * rig.leg});
  const float lean = mix(0.45F, -0.30F, u);
  p.turn(Part::hips, 0.4F * lean, 0, 0);
  p.turn(Part::spine, 0.6F * lean, 0, 0);
  p.turn(Part::head, -0.5F * lean, 0, 0);
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    p.step(side, {s * rig.rest(Part::foot_l).x, rig.rest(Part::foot_l).y, 0.52F * rig.leg}, -0.3F,
           0.1F, {s * 0.1F, 1, 0.4F});
    a.reach(side, 0.20F, -0.42F - lift * smooth_step(0.0F, 1.0F, u), mix(0.88F, 0.22F, u));
  }
}

constexpr std::array kDeeds{
    Deed{"swim", swim, 1.1F, 1.5F},
    Deed{"dive", dive, 1.2F},
    Deed{"fly", fly, 6.0F},
    Deed{"hover", hover},
    Deed{"haunt", haunt, 0.9F},
    Deed{"fall", fall},
    Deed{"ride", ride},
    Deed{"drive_car", drive},
    Deed{"cycle", cycle, 4.0F},
    Deed{"skate", skate, 5.0F, 1.1F},
    Deed{"ski", ski, 6.0F},
    Deed{"surf", surf, 4.5F},
    Deed{"row", row, 1.5F, 0.45F},
};

}  // namespace

std::span<const Deed> travel_deeds() { return kDeeds; }

}  // namespace kirin::engine::motion::animate
