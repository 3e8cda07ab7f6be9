// What takes the whole body: jumping, swimming, flying, riding, fighting.
#include <array>
#include <cmath>

#include "engine/motion/animate/biped_deeds.h"

namespace kirin::engine::motion::animate {
namespace {

using world::kPi;
using world::mix;
using world::smooth_step;
using world::Vec3;

float cycle_of(const Act& a, float seconds) { return a.t / seconds - std::floor(a.t / seconds); }

/// Both feet `lift` above their places, knees `bent` forwards.
void feet_under(Act& a, float lift, float pitch) {
  const BipedRig& rig = a.rig();
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    const Vec3 home = rig.rest(part_of(Part::foot_l, side));
    const Vec3 heel{0, rig.ball * std::sin(pitch), rig.ball * (1 - std::cos(pitch))};
    a.puppet.step(side, home + heel + Vec3{0, lift, 0}, pitch, 0.1F, {s * 0.25F, 0, 1});
  }
}

/// One jump lasts 1.15 s: down, off, through the air as a ball flies, down again.
void jump(Act& a) {
  Puppet& p = a.puppet;
  const float leg = a.rig().leg;
  const float u = cycle_of(a, 1.15F);
  const float crouch = smooth_step(0.0F, 0.22F, u) - smooth_step(0.22F, 0.34F, u) +
                       smooth_step(0.72F, 0.80F, u) - smooth_step(0.80F, 1.0F, u);
  const float air = std::clamp((u - 0.34F) / 0.38F, 0.0F, 1.0F);
  const float height = 4 * air * (1 - air) * 0.42F * leg;
  const float tuck = std::sin(kPi * air);
  p.move_hips({0, height - 0.24F * leg * crouch - 0.012F * leg, -0.08F * leg * crouch});
  p.turn(Part::hips, 0.35F * crouch, 0, 0);
  p.turn(Part::spine, 0.22F * crouch - 0.06F * tuck, 0, 0);
  p.turn(Part::head, -0.30F * crouch, 0, 0);
  feet_under(a, height * (air > 0 && air < 1 ? 1.0F : 0.0F) + 0.10F * leg * tuck * tuck,
             0.75F * tuck);
  const float swing = smooth_step(0.14F, 0.44F, u) - smooth_step(0.58F, 1.0F, u);
  for (const int side : {0, 1}) {
    p.arm(side, mix(-0.55F * crouch, 2.6F, swing), 0.2F, 0.2F, 0.35F + 0.3F * crouch);
  }
  a.mouth = 0.45F * tuck;
}

void hop(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float u = cycle_of(a, 0.55F);
  const float air = std::clamp((u - 0.25F) / 0.75F, 0.0F, 1.0F);
  const float height = 4 * air * (1 - air) * 0.13F * rig.leg;
  const float crouch = 1 - smooth_step(0.0F, 0.25F, std::abs(u - 0.12F) * 2);
  p.move_hips({-0.03F * rig.leg, height - (0.03F + 0.06F * crouch) * rig.leg, 0});
  const Vec3 right = rig.rest(Part::foot_r);
  p.step(1, {0.3F * right.x, right.y + height, right.z}, 0.4F * std::sin(kPi * air), 0);
  p.step(0, {rig.rest(Part::foot_l).x, 0.35F * rig.leg + height, -0.30F * rig.leg}, 0.9F, 0);
  for (const int side : {0, 1}) {
    p.arm(side, 0.2F, 0.55F + 0.35F * air, 0.2F, 0.5F);
  }
}

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

void spin(Act& a) {
  stand_idly(a);
  for (const int side : {0, 1}) {
    a.reach(side, 0.80F, -0.15F + 0.05F * a.wave(0.8F), 0.15F);
  }
  a.offset = world::turn_y(2.6F * a.t);
  a.mouth = 0.3F;
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

/// In the saddle; feet go round with the pedals, 5 m in a turn.
void cycle(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const auto speed = static_cast<float>(a.manner.speed);
  const float turns = speed > 0.1F ? a.t * std::min(speed / 4.0F, 1.8F) : 1.1F * a.t;
  p.move_hips({0.008F * rig.leg * std::sin(2 * kPi * turns), 0.06F * rig.leg, -0.22F * rig.leg});
  p.turn(Part::hips, 0.30F, 0, 0.02F * std::sin(2 * kPi * turns));
  p.turn(Part::spine, 0.30F, 0, 0);
  p.turn(Part::chest, 0.12F, 0, 0);
  p.turn(Part::neck, -0.30F, 0, 0);
  p.turn(Part::head, -0.35F, 0.06F * a.chance(0.4F, 83), 0);
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    const float at = 2 * kPi * (turns + (side == 0 ? 0.0F : 0.5F));
    constexpr float kCrank = 0.19F;  // in legs
    p.step(side,
           {s * 0.11F * rig.leg, (0.37F + kCrank * std::cos(at)) * rig.leg,
            (0.02F + kCrank * std::sin(at)) * rig.leg},
           0.18F + 0.22F * std::sin(at + 0.6F), 0, {s * 0.05F, 0.2F, 1});
    a.reach(side, 0.36F, -0.42F, 0.78F);
    p.hand(side, 0.1F, 0.5F, 0.2F);
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

void climb(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float phase = 0.7F * a.t;
  p.turn(Part::spine, 0.08F, 0, 0.06F * std::sin(2 * kPi * phase));
  p.turn(Part::head, -0.35F, 0, 0);
  p.move_hips({0.03F * rig.leg * std::sin(2 * kPi * phase), -0.06F * rig.leg, 0});
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    const float mine = std::sin(2 * kPi * phase + (side == 0 ? 0 : kPi));
    a.reach(side, 0.34F, 0.45F + 0.34F * mine, 0.42F, {s, -0.5F, -0.3F});
    p.hand(side, -0.3F, 0.3F, 0.9F);
    p.step(side,
           {s * 0.16F * rig.leg, (0.22F - 0.20F * mine) * rig.leg + rig.rest(Part::foot_l).y,
            0.24F * rig.leg},
           0.2F, 0.2F, {s * 0.6F, 0.2F, 1});
  }
}

/// On hands and knees.
void crawl(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float phase = 0.8F * a.t;
  const float hip = 1.02F * rig.thigh + 0.04F * rig.height;
  p.move_hips({0.02F * rig.leg * std::sin(2 * kPi * phase), hip - rig.rest(Part::thigh_l).y,
               -0.25F * rig.height});
  p.turn(Part::hips, 1.30F, 0, 0);
  p.turn(Part::spine, 0.10F, 0, 0.05F * std::sin(2 * kPi * phase));
  p.turn(Part::neck, -0.55F, 0, 0);
  p.turn(Part::head, -0.65F, 0.1F * a.chance(0.4F, 84), 0);
  const float reach = 0.16F * rig.leg;
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    const float mine = 2 * kPi * phase + (side == 0 ? 0 : kPi);
    const Vec3 hips = p.frame(part_of(Part::thigh_l, side)).at;
    p.step(side,
           {s * 0.10F * rig.leg, 0.07F * rig.leg + 0.03F * rig.leg * std::max(0.0F, std::sin(mine)),
            hips.z - 0.92F * rig.shin + reach * std::cos(mine)},
           1.35F, 0, {s * 0.1F, -1, 0.5F});
    const Vec3 shoulder = p.frame(part_of(Part::upper_arm_l, side)).at;
    p.reach(side,
            {s * 0.14F * rig.height,
             0.03F * rig.height + 0.03F * rig.height * std::max(0.0F, -std::sin(mine)),
             shoulder.z + 0.05F * rig.height - reach * std::cos(mine)},
            {s, -0.2F, -1});
    p.hand(side, 0, 1.2F, 0);
  }
}

/// Wind up, throw, follow through, in 1.6 s.
void throw_it(Act& a) {
  stand_idly(a);
  Puppet& p = a.puppet;
  const float u = cycle_of(a, 1.6F);
  const float back = smooth_step(0.0F, 0.30F, u) - smooth_step(0.38F, 0.56F, u);
  const float out = smooth_step(0.38F, 0.58F, u) - smooth_step(0.70F, 1.0F, u);
  p.turn(Part::hips, 0, -0.45F * back + 0.30F * out, 0);
  p.turn(Part::spine, -0.10F * back + 0.25F * out, -0.35F * back + 0.25F * out, 0);
  p.stand(0.08F * a.rig().leg);
  const float rest = 1 - std::min(back + out, 1.0F);
  const float over = 4 * back * out;  // past the ear, not through the shoulder
  a.reach(1, 0.30F * rest + 0.55F * back + 0.10F * out + 0.15F * over,
          -0.85F * rest + 0.35F * back - 0.15F * out + 0.45F * over,
          0.06F * rest - 0.35F * back + 0.90F * out, {-1, -0.4F, -0.3F});
  a.reach(0, 0.32F, -0.85F * (1 - back) - 0.05F * back, 0.10F + 0.65F * back);
}

void catch_it(Act& a) {
  stand_idly(a);
  const float u = cycle_of(a, 1.8F);
  const float got = smooth_step(0.35F, 0.45F, u) - smooth_step(0.75F, 1.0F, u);
  a.puppet.move_hips({0, -0.05F * a.rig().leg, 0});
  a.puppet.stand(0.06F * a.rig().leg);
  for (const int side : {0, 1}) {
    a.reach(side, mix(0.20F, 0.08F, got), mix(0.10F, -0.38F, got), mix(0.75F, 0.35F, got));
    a.puppet.hand(side, 0.2F, 0.2F, -0.5F);
  }
}

void kick(Act& a) {
  stand_idly(a);
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float u = cycle_of(a, 1.5F);
  const float back = smooth_step(0.05F, 0.28F, u) - smooth_step(0.36F, 0.46F, u);
  const float out = smooth_step(0.38F, 0.50F, u) - smooth_step(0.58F, 0.90F, u);
  p.move_hips({0.04F * rig.leg * (back + out), -0.02F * rig.leg, 0});
  p.turn(Part::spine, 0.12F * back - 0.20F * out, 0.2F * out - 0.2F * back, 0);
  p.step(0, rig.rest(Part::foot_l), 0, 0.15F);
  const Vec3 home = rig.rest(Part::foot_r);
  p.step(1,
         home + Vec3{0, (0.22F * back + 0.40F * out) * rig.leg,
                     (-0.45F * back + 0.72F * out) * rig.leg},
         0.7F * back - 0.1F * out, 0.1F);
  p.arm(0, 0.3F * back + 0.5F * out, 0.5F * (back + out) + 0.15F, 0.2F, 0.4F);
  p.arm(1, 0.3F * back - 0.5F * out, 0.4F * (back + out) + 0.15F, 0.2F, 0.4F);
}

/// A guard, and now and then a blow from either side.
void fight(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float bounce = a.wave(1.6F);
  const float u = cycle_of(a, 1.3F);
  const float jab = smooth_step(0.10F, 0.20F, u) - smooth_step(0.24F, 0.40F, u);
  const float cross = smooth_step(0.52F, 0.63F, u) - smooth_step(0.67F, 0.88F, u);
  p.move_hips({0, (-0.08F + 0.012F * bounce) * rig.leg, 0.05F * rig.leg * (jab + cross)});
  p.turn(Part::hips, 0.05F, -0.35F + 0.5F * cross - 0.1F * jab, 0);
  p.turn(Part::spine, 0.14F, 0.35F * cross - 0.25F * jab, 0);
  p.turn(Part::head, 0.05F, 0.30F - 0.55F * cross + 0.3F * jab, 0);
  p.step(0, rig.rest(Part::foot_l) + Vec3{0.03F, 0, 0.20F} * rig.leg, 0, 0.1F);
  const Vec3 rear = rig.rest(Part::foot_r) + Vec3{-0.05F, 0, -0.18F} * rig.leg;
  p.step(1, rear + Vec3{0, rig.ball * std::sin(0.3F), 0}, 0.3F, 0.5F);
  a.reach(0, mix(0.14F, 0.05F, jab), mix(0.02F, 0.08F, jab), mix(0.45F, 0.97F, jab));
  a.reach(1, mix(0.12F, -0.12F, cross), mix(-0.04F, 0.08F, cross), mix(0.36F, 0.97F, cross));
  for (const int side : {0, 1}) {
    p.hand(side, 0.9F, 0, 0);
  }
  a.brows = -0.6F;
}

void exercise(Act& a) {
  Puppet& p = a.puppet;
  const float down = 0.5F - 0.5F * std::cos(2 * kPi * 0.45F * a.t);
  const float leg = a.rig().leg;
  p.move_hips({0, -(0.02F + 0.36F * down) * leg, -0.16F * leg * down});
  p.turn(Part::hips, 0.45F * down, 0, 0);
  p.turn(Part::spine, 0.12F * down, 0, 0);
  p.turn(Part::head, -0.40F * down, 0, 0);
  p.stand(0.07F * leg, 0.3F);
  for (const int side : {0, 1}) {
    a.reach(side, 0.30F, mix(-0.85F, -0.02F, down), mix(0.1F, 0.85F, down));
  }
}

constexpr std::array kDeeds{
    Deed{"jump", jump, 0, 0.87F},
    Deed{"bounce", jump, 0, 0.87F},
    Deed{"hop", hop, 1.1F, 1.82F},
    Deed{"swim", swim, 1.1F, 1.5F},
    Deed{"dive", dive, 1.2F},
    Deed{"fly", fly, 6.0F},
    Deed{"hover", hover},
    Deed{"haunt", haunt, 0.9F},
    Deed{"fall", fall},
    Deed{"spin", spin},
    Deed{"ride", ride},
    Deed{"drive_car", drive},
    Deed{"cycle", cycle, 4.0F},
    Deed{"skate", skate, 5.0F, 1.1F},
    Deed{"ski", ski, 6.0F},
    Deed{"surf", surf, 4.5F},
    Deed{"row", row, 1.5F, 0.45F},
    Deed{"climb", climb},
    Deed{"crawl", crawl, 0.45F},
    Deed{"throw", throw_it, 0, 0.62F},
    Deed{"catch", catch_it, 0, 0.55F},
    Deed{"kick", kick, 0, 0.66F},
    Deed{"fight", fight, 0, 1.5F},
    Deed{"work_out", exercise},
};

}  // namespace

std::span<const Deed> sport_deeds() { return kDeeds; }

}  // namespace kirin::engine::motion::animate
