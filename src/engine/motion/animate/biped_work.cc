// What hands do with things: cooking, writing, music, loads.
#include <array>
#include <cmath>

#include "engine/motion/animate/biped_deeds.h"
#include "engine/motion/animate/biped_gait.h"

namespace kirin::engine::motion::animate {
namespace {

using world::kPi;
using world::mix;
using world::smooth_step;
using world::Vec3;

/// Where both eyes look: down at the hands.
void watch_hands(Act& a, float down) {
  a.puppet.turn(Part::neck, 0.35F * down, 0, 0);
  a.puppet.turn(Part::head, 0.45F * down, 0.06F * a.chance(0.4F, 90), 0);
  a.gaze = {0.15F, 0, 0};
}

/// The mouth as a place for the hand, in the model's frame.
Vec3 lips(const Act& a) {
  return a.puppet.now(Part::head,
                      a.rig().rest(Part::mouth) + Vec3{0, -0.035F, 0.045F} * a.rig().height);
}

void cook(Act& a) {
  stand_idly(a);
  watch_hands(a, 0.6F);
  const float at = 2 * kPi * 0.9F * a.t;
  a.reach(1, 0.10F + 0.10F * std::cos(at), -0.42F, 0.60F + 0.08F * std::sin(at));
  a.puppet.hand(1, 0.2F, -0.3F, 0);
  a.reach(0, 0.32F, -0.50F, 0.55F);
  a.puppet.add_turn(Part::spine, 0.06F, 0.02F * std::cos(at), 0);
}

/// Quick strokes of a knife that move along; the other hand holds what is cut.
void chop(Act& a) {
  stand_idly(a);
  watch_hands(a, 0.75F);
  const float along = 0.5F + 0.5F * a.wave(0.16F);
  const float up = std::abs(std::sin(kPi * 2.6F * a.t));
  a.reach(1, 0.12F - 0.10F * along, -0.60F + 0.16F * up, 0.58F);
  a.puppet.hand(1, 0.5F - 0.5F * up, 0, 0);
  a.reach(0, 0.14F - 0.04F * along, -0.60F, 0.56F);
  a.puppet.add_turn(Part::spine, 0.10F + 0.015F * up, 0, 0);
}

void paint(Act& a) {
  stand_idly(a);
  // Strokes over a canvas at arm's length, a palette in the other hand.
  a.reach(1, 0.15F + 0.22F * a.chance(0.8F, 91), 0.02F + 0.22F * a.chance(1.0F, 92),
          0.72F + 0.05F * a.chance(0.6F, 93), {-0.8F, -1, 0});
  a.puppet.hand(1, 0, 0.4F + 0.2F * a.chance(1.4F, 94), 0);
  a.reach(0, 0.20F, -0.45F, 0.40F);
  a.puppet.hand(0, -0.2F, 0.3F, -1.4F);
  a.puppet.turn(Part::head, 0.05F, -0.10F + 0.12F * a.chance(0.5F, 95), 0.08F);
}

void sit_at_table(Act& a) {
  sit_down(a);
  a.puppet.add_turn(Part::spine, 0.12F, 0, 0);
  watch_hands(a, 0.75F);
}

void write(Act& a) {
  sit_at_table(a);
  const float along = a.t * 0.35F - std::floor(a.t * 0.35F);
  a.reach(1, 0.22F - 0.22F * along + 0.012F * a.wave(3.1F), -0.52F + 0.012F * a.wave(3.7F, 0.2F),
          0.55F);
  a.puppet.hand(1, 0.1F, 0.1F, 0.3F);
  a.reach(0, 0.16F, -0.52F, 0.52F);
}

void type(Act& a) {
  sit_at_table(a);
  for (const int side : {0, 1}) {
    const float tap = a.chance(6.0F, salted(96, side));
    a.reach(side, 0.14F + 0.03F * a.chance(1.5F, salted(98, side)), -0.46F + 0.02F * tap, 0.58F);
    a.puppet.hand(side, 0.05F, 0.35F + 0.1F * tap, 1.0F);
  }
}

void read(Act& a) {
  stand_idly(a);
  watch_hands(a, 0.55F);
  for (const int side : {0, 1}) {
    a.reach(side, 0.13F, -0.34F, 0.46F);
    a.puppet.hand(side, 0, 0.5F, -1.1F);
  }
  // A page now and then.
  const float u = a.t / 4.5F - std::floor(a.t / 4.5F);
  const float turn = smooth_step(0.80F, 0.86F, u) - smooth_step(0.92F, 0.98F, u);
  a.reach(1, mix(0.13F, -0.08F, turn), -0.34F + 0.10F * std::sin(kPi * turn), 0.46F);
  a.gaze = {0.18F, 0.12F * a.wave(0.4F), 0};
}

void play_guitar(Act& a) {
  stand_idly(a);
  const float strum = a.wave(2.0F);
  a.reach(0, 0.52F, -0.22F + 0.02F * a.chance(1.1F, 100), 0.42F);
  a.puppet.hand(0, 0.6F, 0.2F, -0.5F);
  a.reach(1, 0.02F, -0.50F + 0.06F * strum, 0.32F);
  a.puppet.hand(1, 0.4F, 0.2F * strum, 0.4F);
  a.puppet.turn(Part::head, 0.14F + 0.06F * a.wave(2.0F, 0.1F), 0.18F, 0.05F);
  a.puppet.add_turn(Part::spine, 0.03F * a.wave(1.0F), 0, 0.03F * a.wave(0.5F));
}

void play_piano(Act& a) {
  sit_down(a);
  watch_hands(a, 0.4F);
  a.puppet.add_turn(Part::spine, 0.10F + 0.05F * a.wave(0.4F), 0, 0.06F * a.chance(0.6F, 101));
  for (const int side : {0, 1}) {
    const auto salt = salted(102, side);
    a.reach(side, 0.26F + 0.22F * a.chance(0.9F, salt),
            -0.42F + 0.035F * a.wave(2.0F, side == 0 ? 0 : 0.5F), 0.62F);
    a.puppet.hand(side, 0.1F, 0.3F, 1.0F);
  }
}

void play_violin(Act& a) {
  stand_idly(a);
  const float bow = a.wave(0.55F);
  a.puppet.turn(Part::head, 0.10F, 0.35F, 0.18F);
  a.reach(0, 0.36F, 0.06F, 0.62F, {0.6F, -1, 0});
  a.puppet.hand(0, 0.4F, 0.3F, -1.2F);
  a.reach(1, 0.10F + 0.18F * bow, 0.02F - 0.08F * bow, 0.46F, {-1, -0.25F, 0});
  a.puppet.hand(1, 0.1F, 0.2F, 0.8F);
  a.puppet.add_turn(Part::spine, 0, 0.05F * bow, 0.04F * a.wave(0.28F));
  a.eyes = 0.55F;
}

void play_drum(Act& a) {
  sit_down(a);
  for (const int side : {0, 1}) {
    const float hit = std::abs(a.wave(1.0F, side == 0 ? 0.0F : 0.25F));
    a.reach(side, 0.20F + 0.08F * a.chance(0.8F, salted(105, side)), -0.48F + 0.32F * hit, 0.52F);
    a.puppet.hand(side, 0.2F, -0.5F + 0.8F * hit, 0.8F);
  }
  a.puppet.add_turn(Part::head, 0.10F * a.wave(2.0F), 0, 0.05F * a.wave(1.0F));
}

/// One hand to the mouth and back, `seconds` a round.
void to_the_mouth(Act& a, float seconds, float tilt) {
  const float u = a.t / seconds - std::floor(a.t / seconds);
  const float up = smooth_step(0.15F, 0.40F, u) - smooth_step(0.62F, 0.85F, u);
  a.puppet.add_turn(Part::head, 0.05F - tilt * up, 0, 0);
  a.puppet.reach(1, mix(a.before(1, 0.15F, -0.50F, 0.50F), lips(a), up), {-0.8F, -1, 0});
  a.puppet.hand(1, 0.35F, 0.3F, -0.3F);
  a.mouth = 0.5F * smooth_step(0.75F, 1.0F, up);
}

void eat(Act& a) {
  stand_idly(a);
  a.reach(0, 0.14F, -0.50F, 0.48F);
  a.puppet.hand(0, 0, 0.3F, -1.2F);
  to_the_mouth(a, 2.2F, 0);
  const float chew = std::abs(a.wave(1.4F));
  a.mouth = std::max(a.mouth, 0.18F * chew);
}

void drink(Act& a) {
  stand_idly(a);
  to_the_mouth(a, 3.4F, 0.22F);
}

void pour(Act& a) {
  stand_idly(a);
  watch_hands(a, 0.6F);
  const float tilt = 0.5F - 0.5F * std::cos(2 * kPi * a.t / 4);
  a.reach(1, 0.18F, -0.18F + 0.06F * tilt, 0.58F);
  a.puppet.hand(1, 0.9F * tilt, 0.2F, 0);
  a.reach(0, 0.10F, -0.50F, 0.50F);
}

void fish(Act& a) {
  stand_idly(a);
  const float jig = std::max(0.0F, a.chance(0.7F, 107)) * a.wave(1.3F);
  a.reach(1, 0.12F, -0.42F + 0.03F * jig, 0.52F);
  a.reach(0, 0.02F, -0.36F + 0.05F * jig, 0.66F);
  for (const int side : {0, 1}) {
    a.puppet.hand(side, 0.1F, 0.4F + 0.1F * jig, 0);
  }
  a.puppet.turn(Part::head, 0.12F, 0.10F * a.chance(0.3F, 108), 0);
}

void hold(Act& a) {
  stand_idly(a);
  a.reach(1, 0.16F, -0.42F + 0.01F * a.wave(0.3F), 0.48F);
  a.puppet.hand(1, 0, 0.4F, 0);
}

void open(Act& a) {
  stand_idly(a);
  const float u = smooth_step(0.3F, 1.6F, a.t);
  for (const int side : {0, 1}) {
    a.reach(side, mix(0.06F, 0.52F, u), -0.25F, mix(0.70F, 0.55F, u));
  }
}

void work(Act& a) {
  stand_idly(a);
  watch_hands(a, 0.6F);
  // Strokes of a tool held in both hands.
  const float u = a.t * 0.8F - std::floor(a.t * 0.8F);
  const float up = smooth_step(0.0F, 0.55F, u) - smooth_step(0.60F, 0.78F, u);
  Puppet& p = a.puppet;
  p.move_hips({0, -0.05F * a.rig().leg, 0});
  p.turn(Part::hips, mix(0.30F, 0.05F, up), 0, 0);
  p.turn(Part::spine, mix(0.25F, 0.0F, up), -0.2F * up, 0);
  p.stand(0.05F * a.rig().leg);
  a.reach(1, mix(0.12F, 0.25F, up), mix(-0.55F, 0.25F, up), mix(0.62F, 0.45F, up));
  a.reach(0, 0.05F, mix(-0.70F, -0.10F, up), mix(0.70F, 0.55F, up));
}

/// Walks, or stands where it goes nowhere.
void go_or_stand(Act& a, float crouch, float lean) {
  if (a.manner.speed < 0.05) {
    stand_idly(a);
    return;
  }
  GaitStyle gait = *gait_of("walk");
  gait.crouch = crouch;
  gait.lean = lean;
  const Stride stride = stride_of(a.rig(), gait, a.manner.pace, a.manner.speed);
  const double seconds = static_cast<double>(a.t) / std::max(a.manner.pace, 1e-3);
  go(a.puppet, gait, stride, seconds * static_cast<double>(stride.frequency));
}

void carry(Act& a) {
  go_or_stand(a, 0.02F, -0.06F);
  for (const int side : {0, 1}) {
    a.reach(side, 0.16F, -0.50F, 0.50F);
    a.puppet.hand(side, 0, 0.2F, -1.0F);
  }
}

void push(Act& a) {
  go_or_stand(a, 0.08F, 0.55F);
  if (a.manner.speed < 0.05) {
    a.puppet.add_turn(Part::spine, 0.25F, 0, 0);
  }
  for (const int side : {0, 1}) {
    // Level ahead however far the trunk leans.
    const Vec3 shoulders = a.before(side, 0.26F, 0, 0);
    a.puppet.reach(side, shoulders + Vec3{0, -0.10F, 0.80F + 0.03F * a.wave(1.0F)} * a.rig().arm,
                   {sign_of(side) * 0.6F, -1, -0.2F});
    a.puppet.hand(side, -0.6F, 0.9F, 0.9F);
  }
}

void pull(Act& a) {
  go_or_stand(a, 0.06F, 0.35F);
  // The rope runs over the shoulder to what follows.
  a.reach(1, 0.10F, -0.10F, 0.22F, {-1, -0.6F, 0.2F});
  a.reach(0, -0.02F, -0.20F, 0.34F, {1, -0.6F, 0.2F});
}

constexpr std::array kDeeds{
    Deed{"cook", cook},
    Deed{"chop", chop, 0, 5.2F},
    Deed{"paint", paint},
    Deed{"write", write},
    Deed{"type", type},
    Deed{"read", read},
    Deed{"play_guitar", play_guitar, 0, 2},
    Deed{"play_piano", play_piano, 0, 2},
    Deed{"play_violin", play_violin},
    Deed{"play_drum", play_drum, 0, 4},
    Deed{"eat", eat},
    Deed{"drink", drink},
    Deed{"pour", pour},
    Deed{"fish", fish},
    Deed{"hold", hold},
    Deed{"open", open},
    Deed{"close", open},
    Deed{"work", work, 0, 0.8F},
    Deed{"carry", carry, 1.1F},
    Deed{"push", push, 0.8F},
    Deed{"pull", pull, 0.8F},
};

}  // namespace

std::span<const Deed> work_deeds() { return kDeeds; }

}  // namespace kirin::engine::motion::animate
