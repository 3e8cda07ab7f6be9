// Dances: two beats a second, one style for each seed.
#include <array>
#include <cmath>

#include "engine/motion/animate/biped_deeds.h"

namespace kirin::engine::motion::animate {
namespace {

using world::kPi;
using world::Vec3;

constexpr float kBeat = 2;  // a second

/// Knees give on every beat; the feet stay, or step where `step` puts them (metres, on either
/// side).
void groove(Act& a, float depth, float shift, float twist) {
  Puppet& p = a.puppet;
  const float leg = a.rig().leg;
  const float dip = 0.5F - 0.5F * std::cos(2 * kPi * kBeat * a.t);
  const float side = a.wave(0.5F * kBeat);
  p.move_hips({shift * leg * side, -(0.03F + depth * dip) * leg, 0});
  p.turn(Part::hips, 0, twist * side, 0.10F * side);
  p.turn(Part::spine, 0.04F, -0.8F * twist * side, -0.14F * side);
  p.turn(Part::chest, 0.03F * dip, -0.6F * twist * side, 0.06F * side);
  p.turn(Part::head, 0.10F * dip, 0.15F * side, -0.06F * side);
}

/// A foot's place: steps out to its side and back, up on the off beat.
void side_steps(Act& a, float reach, float lift) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    const float phase = kBeat * 0.5F * a.t + (side == 0 ? 0.0F : 0.5F);
    const float u = phase - std::floor(phase);
    // Moves in the first half of its round, stands in the second.
    const float out = u < 0.5F ? std::sin(kPi * u / 0.5F * 0.5F) : std::cos(kPi * (u - 0.5F));
    const float up = u < 0.5F ? std::sin(kPi * u / 0.5F) : 0;
    const Vec3 home = rig.rest(part_of(Part::foot_l, side));
    const float spread = std::max(out, 0.0F) * reach * rig.leg;
    p.step(side, home + Vec3{s * spread, lift * rig.leg * up, 0.02F * rig.leg * up}, 0.35F * up,
           0.22F, {s * 0.35F, 0, 1});
  }
}

void disco(Act& a) {
  groove(a, 0.035F, 0.05F, 0.22F);
  side_steps(a, 0.14F, 0.10F);
  const float round = a.wave(0.25F * kBeat);
  for (const int side : {0, 1}) {
    // Alternately up to the sky and down across.
    const float up = 0.5F + 0.5F * (side == 0 ? round : -round);
    const float around = 4 * up * (1 - up);  // past the side of the head, not before the face
    a.reach(side, world::mix(-0.12F, 0.48F, up) + 0.40F * around, world::mix(-0.55F, 0.78F, up),
            world::mix(0.42F, 0.22F, up), {sign_of(side), -0.5F, 0});
  }
  a.mouth = 0.3F;
}

void bounce(Act& a) {
  groove(a, 0.055F, 0.03F, 0.12F);
  side_steps(a, 0.08F, 0.14F);
  const float dip = 0.5F - 0.5F * std::cos(2 * kPi * kBeat * a.t);
  for (const int side : {0, 1}) {
    const float swing = a.wave(0.5F * kBeat, side == 0 ? 0.0F : 0.5F);
    a.puppet.arm(side, 0.55F + 0.5F * swing, 0.35F + 0.15F * dip, 0.4F, 1.5F + 0.3F * swing);
    a.puppet.hand(side, 0.2F, 0.1F);
  }
  a.mouth = 0.35F;
}

/// Slow turns with open arms, heels up.
void waltz(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float rise = 0.5F - 0.5F * std::cos(2 * kPi * 0.5F * kBeat * a.t);
  p.move_hips({0.05F * rig.leg * a.wave(0.25F * kBeat), (-0.035F + 0.05F * rise) * rig.leg, 0});
  p.turn(Part::spine, -0.04F, 0, 0.10F * a.wave(0.25F * kBeat));
  p.turn(Part::head, -0.06F, 0.25F, 0.10F * a.wave(0.25F * kBeat));
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    const float mine = std::max(0.0F, s * a.wave(0.25F * kBeat));
    const Vec3 home = rig.rest(part_of(Part::foot_l, side));
    const float pitch = 0.55F * rise;
    const Vec3 raised{0, rig.ball * std::sin(pitch) + 0.05F * rig.leg * mine * rise,
                      rig.ball * (1 - std::cos(pitch))};
    p.step(side,
           home + raised +
               Vec3{s * 0.05F * rig.leg * mine, 0, 0.08F * rig.leg * s * a.wave(0.25F * kBeat)},
           pitch, 0.35F, {s * 0.3F, 0, 1});
    a.reach(side, 0.72F, 0.05F + 0.18F * rise + 0.2F * s * a.wave(0.25F * kBeat), 0.30F,
            {s * 0.4F, -1, -0.3F});
    p.hand(side, -0.3F, 0, 0.5F);
  }
  a.offset = world::turn_y(0.25F * 2 * kPi * 0.5F * a.t);
}

/// On one leg, arms in a crown, turning.
void ballet(Act& a) {
  Puppet& p = a.puppet;
  const BipedRig& rig = a.rig();
  const float cycle = a.t - 4 * std::floor(a.t / 4);
  const float up = world::smooth_step(0.2F, 0.8F, cycle) - world::smooth_step(3.0F, 3.7F, cycle);
  const float pitch = 0.75F * up;
  const float raised = rig.ball * std::sin(pitch);
  p.move_hips({-0.05F * rig.leg * up, -0.012F * rig.leg + raised - 0.02F * rig.leg * (1 - up), 0});
  p.turn(Part::spine, -0.05F, 0, -0.03F * up);
  const Vec3 right = rig.rest(Part::foot_r);
  p.step(1,
         {world::mix(right.x, -0.02F * rig.leg, up), right.y + raised,
          right.z + rig.ball * (1 - std::cos(pitch))},
         pitch, 0.3F, {-0.3F, 0, 1});
  const Vec3 left = rig.rest(Part::foot_l);
  // The other foot to the knee.
  p.step(0, world::mix(left, Vec3{0.03F * rig.leg, 0.46F * rig.leg, 0.05F * rig.leg}, up),
         0.9F * up, 0.3F, {1, 0.2F, 0.35F});
  for (const int side : {0, 1}) {
    const float s = sign_of(side);
    a.reach(side, world::mix(0.55F, 0.14F, up), world::mix(-0.50F, 0.82F, up),
            world::mix(0.35F, 0.20F, up), {s, 0, -0.1F});
    p.hand(side, 0.2F, 0, 0);
  }
  const float turns = 2 * world::smooth_step(0.6F, 3.1F, cycle);
  a.offset = world::turn_y(2 * kPi * turns);
}

void dance(Act& a) {
  switch (a.manner.seed % 4) {
    case 0:
      disco(a);
      break;
    case 1:
      bounce(a);
      break;
    case 2:
      waltz(a);
      break;
    default:
      ballet(a);
      break;
  }
}

constexpr std::array kDeeds{Deed{"dance", dance, 0, kBeat}, Deed{"waltz", waltz, 0, kBeat},
                            Deed{"ballet", ballet, 0, 0}, Deed{"disco", disco, 0, kBeat},
                            Deed{"swing", bounce, 0, kBeat}};

}  // namespace

std::span<const Deed> dance_deeds() { return kDeeds; }

}  // namespace kirin::engine::motion::animate
