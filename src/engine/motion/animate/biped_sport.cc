// What takes the whole body on the ground: jumping, climbing, throwing, fighting.
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

void spin(Act& a) {
  stand_idly(a);
  for (const int side : {0, 1}) {
    a.reach(side, 0.80F, -0.15F + 0.05F * a.wave(0.8F), 0.15F);
  }
  a.offset = world::turn_y(2.6F * a.t);
  a.mouth = 0.3F;
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
    Deed{"spin", spin},
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
