// Four-legged animals at rest: sitting, lying, asleep, grazing, or just standing there.
#include <algorithm>
#include <cmath>

#include "engine/motion/animate/quadruped_doing.h"

namespace kirin::engine::motion::animate {
namespace {

Stance sitting(const QuadrupedRig& rig) {
  const float leg = rig.leg;
  Stance s;
  s.rise = -0.55F * leg;
  s.advance = -0.10F * leg;
  s.pitch = -0.62F;
  s.spine = 0.08F;
  s.chest = 0.10F;
  s.neck = 0.16F;
  s.head = 0.22F;
  s.follow = 0.25F;
  for (const std::size_t i : {kHindLeft, kHindRight}) {
    s.feet[i] = {(i == kHindLeft ? 1.0F : -1.0F) * 0.10F * leg, 0, 0.22F * leg};
    s.curl[i] = -0.55F;
  }
  for (const std::size_t i : {kForeLeft, kForeRight}) {
    s.feet[i] = {0, 0, -0.22F * leg};
  }
  s.tail_lift = 0.75F;
  return s;
}

/// The neck reaches down until the mouth is at the ground.
Stance grazing(const QuadrupedRig& rig) {
  Stance s;
  // Long necks reach down by themselves; the others bow.
  const bool has_long_neck = rig.habit.is_hoofed;
  s.chest = has_long_neck ? 0.08F : 0.16F;
  s.pitch = has_long_neck ? 0.04F : 0.12F;
  s.rise = has_long_neck ? 0 : -0.05F * rig.leg;
  s.neck = has_long_neck ? 0.66F : 0.58F;
  s.head = has_long_neck ? -0.30F : -0.50F;
  for (const std::size_t i : {kForeLeft, kForeRight}) {
    s.feet[i].z = (i == kForeLeft ? 0.16F : -0.06F) * rig.leg;
  }
  s.trunk = -0.06F;
  return s;
}

void keep_rhythms(const Stance& ease, Stance& s) {
  s.breath = ease.breath;
  s.eyes = std::min(s.eyes, ease.eyes);
  s.ear_flick = ease.ear_flick;
  for (std::size_t i = 0; i < 4; ++i) {
    s.tail_swing[i] += ease.tail_swing[i];
  }
}

}  // namespace

Stance lying(const QuadrupedRig& rig) {
  const float leg = rig.leg;
  Stance s;
  s.rise = -0.56F * leg;
  s.follow = 0.3F;
  for (const std::size_t i : {kHindLeft, kHindRight}) {
    s.feet[i] = {(i == kHindLeft ? 1.0F : -1.0F) * 0.14F * leg, 0, 0.32F * leg};
    s.curl[i] = -0.95F;
  }
  for (const std::size_t i : {kForeLeft, kForeRight}) {
    s.feet[i] = {(i == kForeLeft ? 1.0F : -1.0F) * 0.05F * leg, 0, 0.62F * leg};
    s.curl[i] = -0.9F;
    s.toes[i] = 0.1F;
  }
  s.tail_lift = 0.3F;
  s.neck = -0.08F;
  return s;
}

void go_to(Doing& d, const Stance& there, double length) {
  Stance target = there;
  keep_rhythms(d.stance, target);
  target.neck_yaw += d.stance.neck_yaw;
  target.head_yaw += 0.6F * d.stance.head_yaw;
  d.stance = mix(d.stance, target, eased(d.t, 0, length));
}

void sit(Doing& d) { go_to(d, sitting(d.rig), 0.8); }
void lie(Doing& d) { go_to(d, lying(d.rig), 1.1); }

void sleep(Doing& d) {
  Stance s = lying(d.rig);
  const bool has_trunk = d.rig.trunk[0] >= 0;
  s.neck = has_trunk ? 0.10F : 0.44F;
  s.head = has_trunk ? 0 : -0.10F;
  s.trunk = has_trunk ? 0.42F : 0;
  s.head_roll = 0.12F;
  s.eyes = 0;
  s.ears = 0.35F;
  s.tail_lift = 0.15F;
  for (std::size_t i = 0; i < 4; ++i) {
    s.tail_swing[i] = 0.55F;  // curled along the body
  }
  const float breath = wave(0.22 * d.t);
  s = mix(d.stance, s, eased(d.t, 0, 1.2));
  s.breath = 2.6F * breath;
  s.rise += 0.012F * d.leg * breath;
  s.eyes = 1 - eased(d.t, 0.2, 0.8);
  s.ear_flick[0] = 0.5F * now_and_then(d.t, 4.1, 0.25, 77);
  d.stance = s;
}

void graze(Doing& d) {
  if (d.rig.trunk[0] >= 0) {  // a trunk picks from the ground and brings to the mouth
    const float to_mouth = 0.5F - 0.5F * wave(0.3 * d.t + 0.25);
    const float on = eased(d.t, 0, 0.8);
    d.stance.neck += 0.10F * on;
    d.stance.trunk = on * world::mix(0.06F, -0.62F, world::smooth_step(0.25F, 0.75F, to_mouth));
    d.stance.jaw = on * 0.10F * to_mouth;
    return;
  }
  go_to(d, grazing(d.rig), 0.9);
  const float down = eased(d.t, 0.5, 0.6);
  d.stance.jaw = down * 0.16F * (0.5F + 0.5F * wave(1.6 * d.t));
  d.stance.head += down * (0.03F * wave(0.8 * d.t) + 0.10F * now_and_then(d.t, 2.3, 0.6, 5));
  d.stance.head_yaw += down * 0.18F * wander(d.t, 0.4, 12);
}

void drink(Doing& d) {
  if (d.rig.trunk[0] >= 0) {
    graze(d);
    return;
  }
  go_to(d, grazing(d.rig), 0.9);
  const float down = eased(d.t, 0.7, 0.4);
  d.stance.jaw = down * 0.10F * (0.5F + 0.5F * wave(2.4 * d.t));
  d.stance.neck += down * 0.025F * wave(2.4 * d.t);
  d.stance.head_yaw *= 1 - down;
}

Stance at_ease(const QuadrupedRig& rig, double seconds, const Manner& manner) {
  const std::uint64_t seed = manner.seed * 131;
  Stance s;
  s.breath = wave(0.33 * seconds + 0.01 * static_cast<double>(manner.seed % 97));
  s.eyes = 1 - now_and_then(seconds, 3.3, 0.22, seed + 1);
  for (std::size_t i = 0; i < 2; ++i) {
    s.ear_flick[i] = 0.5F * now_and_then(seconds, 2.6, 0.3, seed + 2 + i);
  }
  s.head_yaw = 0.30F * wander(seconds, 0.22, seed + 5);
  s.neck_yaw = 0.22F * wander(seconds, 0.16, seed + 6);
  s.head = 0.06F * wander(seconds, 0.2, seed + 7);
  s.head_roll = 0.08F * wander(seconds, 0.15, seed + 8);
  for (std::size_t i = 0; i < 4; ++i) {
    s.tail_swing[i] = rig.habit.tail_wag * (0.35F + 0.18F * static_cast<float>(i)) *
                      wave(rig.habit.tail_rate * seconds - 0.11 * static_cast<double>(i));
  }
  s.trunk_swing = 0.05F * wave(0.3 * seconds);
  s.trunk = 0.10F * wander(seconds, 0.2, seed + 9);
  return s;
}

}  // namespace kirin::engine::motion::animate
