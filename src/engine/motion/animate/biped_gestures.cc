// What hands and heads say.
#include <array>
#include <cmath>

#include "engine/motion/animate/biped_deeds.h"

namespace kirin::engine::motion::animate {
namespace {

using world::mix;
using world::smooth_step;
using world::Vec3;

/// 0, up to 1 over the first `seconds`, and there it stays.
float begun(const Act& a, float seconds) { return smooth_step(0.0F, seconds, a.t); }

/// A syllable's worth of mouth: words come and go.
float speaking(const Act& a) {
  const float words = smooth_step(-0.35F, 0.15F, a.chance(1.1F, 40));
  const float syllable = 0.5F + 0.5F * a.wave(4.3F) * a.chance(5.0F, 41);
  return words * (0.15F + 0.6F * syllable);
}

void wave(Act& a) {
  stand_idly(a);
  const float up = begun(a, 0.45F);
  const float swing = a.wave(1.6F);
  a.reach(1, mix(0.30F, 0.70F + 0.16F * swing * up, up), mix(-0.9F, 0.46F, up),
          mix(0.05F, 0.20F, up), {-1.0F, -0.7F, -0.15F});
  a.puppet.hand(1, -0.25F * swing * up, 0, 1.2F * up);
  a.puppet.add_turn(Part::spine, 0, 0, 0.04F * up);
  a.mouth = 0.3F * up;
  a.brows = 0.3F * up;
}

void talk(Act& a) {
  stand_idly(a);
  // Hands underline what is said, now one, now both.
  for (const int side : {0, 1}) {
    const auto salt = salted(50, 3 * side);
    const float up = smooth_step(-0.30F, 0.35F, a.chance(0.55F, salt));
    a.reach(side, mix(0.30F, 0.34F + 0.12F * a.chance(1.3F, salt + 1), up),
            mix(-0.93F, -0.42F + 0.14F * a.chance(1.6F, salt + 2), up),
            mix(0.06F, 0.50F + 0.08F * a.chance(1.2F, salt + 7), up));
    a.puppet.hand(side, -0.15F * up, 0.15F, -0.9F * up);
  }
  a.puppet.add_turn(Part::head, 0.07F * a.chance(1.8F, 60), 0.10F * a.chance(0.7F, 61),
                    0.06F * a.chance(0.8F, 62));
  a.mouth = speaking(a);
  a.brows = 0.35F * a.chance(0.8F, 63);
}

void sing(Act& a) {
  stand_idly(a);
  a.puppet.add_turn(Part::spine, 0, 0, 0.05F * a.wave(0.5F));
  a.puppet.add_turn(Part::head, -0.10F + 0.06F * a.wave(1.0F), 0.08F * a.wave(0.25F), 0);
  const float swell = 0.5F + 0.5F * a.wave(0.25F);
  a.reach(1, 0.10F, -0.10F, 0.36F);  // at the microphone, or at the heart
  a.puppet.hand(1, 0.3F, 0.3F, -0.6F);
  a.reach(0, 0.45F + 0.25F * swell, -0.45F + 0.35F * swell, 0.55F);
  a.puppet.hand(0, -0.2F, 0, -1.2F);
  a.mouth = 0.35F + 0.55F * std::max(0.0F, a.wave(0.8F)) * (0.7F + 0.3F * a.chance(3, 64));
  a.eyes = swell > 0.85F ? 0.15F : 1;
  a.brows = 0.5F * swell;
}

void bow(Act& a) {
  stand_idly(a);
  const float cycle = a.t - 3.2F * std::floor(a.t / 3.2F);
  const float down = smooth_step(0.1F, 0.9F, cycle) - smooth_step(1.6F, 2.5F, cycle);
  Puppet& p = a.puppet;
  p.move_hips({0, -0.01F * a.rig().leg * down, -0.11F * a.rig().leg * down});
  p.turn(Part::hips, 0.45F * down, 0, 0);
  p.turn(Part::spine, 0.30F * down, 0, 0);
  p.turn(Part::chest, 0.18F * down, 0, 0);
  p.turn(Part::head, 0.22F * down, 0, 0);
  p.stand();
  for (const int side : {0, 1}) {
    p.arm(side, 0.04F + 0.55F * down, 0.12F, 0.2F, 0.12F);
  }
}

void clap(Act& a) {
  stand_idly(a);
  // Two claps a second; the hands meet in the middle of each round.
  const float apart = 0.5F + 0.5F * a.wave(2.0F, 0.25F);
  for (const int side : {0, 1}) {
    a.reach(side, 0.045F + 0.20F * apart, -0.22F, 0.52F, {sign_of(side), -0.7F, -0.2F});
    a.puppet.hand(side, 0.25F * (1 - apart), 0.5F, 0);
  }
  a.mouth = 0.35F;
  a.brows = 0.4F;
}

void cheer(Act& a) {
  stand_idly(a);
  const float hop = std::max(0.0F, a.wave(1.4F));
  a.puppet.move_hips({0, 0.03F * a.rig().leg * (hop - 0.6F), 0});
  a.puppet.stand(0.03F * a.rig().leg);
  for (const int side : {0, 1}) {
    a.reach(side, 0.38F + 0.06F * a.wave(1.4F, 0.2F), 0.86F + 0.10F * hop, 0.10F,
            {sign_of(side), 0, 0.2F});
  }
  a.puppet.add_turn(Part::head, -0.15F, 0, 0);
  a.mouth = 0.75F;
  a.brows = 0.7F;
}

void cry(Act& a) {
  stand_idly(a);
  const float sob = a.wave(1.7F) * (0.6F + 0.4F * a.chance(0.5F, 70));
  a.puppet.add_turn(Part::spine, 0.18F + 0.02F * sob, 0, 0);
  a.puppet.add_turn(Part::chest, 0.10F + 0.03F * sob, 0, 0);
  a.puppet.turn(Part::head, 0.30F + 0.04F * sob, 0.04F * a.chance(0.4F, 71), 0);
  for (const int side : {0, 1}) {
    a.reach(side, 0.10F, 0.24F + 0.015F * sob, 0.38F, {sign_of(side), -0.9F, 0.2F});
    a.puppet.hand(side, 0.3F, 0.4F, 0.5F);
  }
  a.eyes = 0.25F;
  a.brows = -0.6F;
  a.mouth = 0.25F + 0.15F * sob;
}

void laugh(Act& a) {
  stand_idly(a);
  const float shake = a.wave(4.0F) * smooth_step(-0.5F, 0.2F, a.chance(0.6F, 72));
  a.puppet.add_turn(Part::spine, -0.08F + 0.03F * shake, 0, 0);
  a.puppet.turn(Part::head, -0.22F + 0.03F * shake, 0.1F * a.chance(0.4F, 73), 0.05F);
  a.reach(0, 0.12F, -0.55F, 0.30F);
  a.reach(1, 0.20F, -0.52F + 0.01F * shake, 0.28F);
  a.eyes = 0.35F;
  a.brows = 0.5F;
  a.mouth = 0.75F + 0.2F * shake;
}

void look(Act& a) {
  stand_idly(a);
  const float yaw = 0.85F * std::sin(0.9F * a.t + a.chance(0.2F, 74));
  a.puppet.add_turn(Part::chest, 0, 0.25F * yaw, 0);
  a.puppet.turn(Part::head, -0.06F + 0.08F * a.chance(0.4F, 75), 0.7F * yaw, 0);
  a.gaze = {0, 0.22F * std::cos(0.9F * a.t), 0};
  // A hand over the eyes.
  const float up = begun(a, 0.6F);
  const Vec3 brow = a.puppet.now(
      Part::head, a.rig().rest(Part::eye_r) + Vec3{-0.085F, 0.035F, 0.055F} * a.rig().height);
  const Vec3 hanging = a.before(1, 0.3F, -0.9F, 0.05F);
  a.puppet.reach(1, mix(hanging, brow, up), {-1, -0.25F, 0.1F});
  a.puppet.hand(1, 0.2F, 0, 1.2F * up);
}

void nod(Act& a) {
  stand_idly(a);
  a.puppet.turn(Part::head, 0.10F + 0.20F * a.wave(1.5F), 0, 0);
  a.puppet.add_turn(Part::neck, 0.06F * a.wave(1.5F), 0, 0);
}

void shake(Act& a) {
  stand_idly(a);
  a.puppet.turn(Part::head, 0.05F, 0.42F * a.wave(1.2F), 0);
  a.brows = -0.2F;
}

void tremble(Act& a) {
  stand_idly(a);
  const float fast = a.wave(9.0F);
  a.puppet.add_turn(Part::spine, 0.12F, 0.012F * fast, 0.01F * fast);
  a.puppet.add_turn(Part::head, 0.05F, 0.015F * fast, 0);
  for (const int side : {0, 1}) {
    a.reach(side, -0.10F, -0.28F + 0.01F * fast, 0.28F);
  }
  a.brows = 0.5F;
}

void point(Act& a) {
  stand_idly(a);
  const float up = begun(a, 0.5F);
  a.reach(1, mix(0.3F, 0.30F, up), mix(-0.9F, -0.02F + 0.02F * a.wave(0.6F), up),
          mix(0.05F, 0.92F, up), {-0.5F, -1, 0});
  a.puppet.hand(1, 0, 0, -0.8F * up);
  a.puppet.turn(Part::head, 0.02F, -0.12F * up, 0);
  a.brows = 0.3F;
}

void salute(Act& a) {
  stand_idly(a);
  const float up = begun(a, 0.4F);
  a.puppet.turn(Part::spine, -0.05F, 0, 0);
  const Vec3 brow = a.puppet.now(
      Part::head, a.rig().rest(Part::eye_r) + Vec3{-0.095F, 0.010F, 0.0F} * a.rig().height);
  a.puppet.reach(1, mix(a.before(1, 0.3F, -0.9F, 0.05F), brow, up), {-1, -0.3F, 0.05F});
  a.puppet.hand(1, 0.35F * up, 0, 0.9F * up);
  a.puppet.arm(0, 0, 0.10F, 0.2F, 0.05F);
  a.puppet.turn(Part::head, 0, 0, 0);
}

void pray(Act& a) {
  stand_idly(a);
  a.puppet.turn(Part::head, 0.26F + 0.02F * a.wave(0.2F), 0, 0);
  for (const int side : {0, 1}) {
    a.reach(side, 0.035F, -0.26F, 0.38F, {sign_of(side), -0.8F, -0.1F});
    a.puppet.hand(side, -0.35F, 0.9F, 0);
  }
  a.eyes = 0;
}

void hug(Act& a) {
  stand_idly(a);
  const float close = begun(a, 0.9F);
  a.puppet.add_turn(Part::spine, 0.08F * close, 0, 0.04F * a.wave(0.3F));
  for (const int side : {0, 1}) {
    a.reach(side, mix(0.70F, 0.05F, close), -0.14F - 0.10F * static_cast<float>(side),
            mix(0.45F, 0.52F, close), {sign_of(side) * 1.2F, -0.35F, 0});
    a.puppet.hand(side, 0.5F * close, 0, 0);
  }
  a.puppet.turn(Part::head, 0.10F, 0.15F * close, 0.12F * close);
  a.eyes = mix(1.0F, 0.1F, close);
}

void stretch(Act& a) {
  stand_idly(a);
  const float up = 0.5F - 0.5F * std::cos(2 * world::kPi * a.t / 4.5F);
  a.puppet.add_turn(Part::spine, -0.10F * up, 0, 0.12F * up * a.wave(0.12F));
  a.puppet.add_turn(Part::head, -0.20F * up, 0, 0);
  for (const int side : {0, 1}) {
    a.reach(side, mix(0.30F, 0.22F, up), mix(-0.85F, 0.97F, up), mix(0.1F, 0.0F, up),
            {sign_of(side), 0, 0.4F});
  }
  a.mouth = 0.8F * up * up;
  a.eyes = 1 - 0.9F * up * up;
}

void think(Act& a) {
  stand_idly(a);
  const Vec3 chin = a.puppet.now(
      Part::head, a.rig().rest(Part::mouth) + Vec3{-0.01F, -0.045F, 0.01F} * a.rig().height);
  a.puppet.turn(Part::head, 0.02F, 0.16F, 0.10F);
  a.puppet.reach(1, chin, {-0.6F, -1, 0.2F});
  a.puppet.hand(1, 0.2F, 0.5F, 0);
  a.reach(0, -0.12F, -0.52F, 0.30F);
  a.gaze = {-0.15F, 0.12F, 0};
}

constexpr std::array kDeeds{
    Deed{"wave", wave},   Deed{"talk", talk},       Deed{"sing", sing},
    Deed{"bow", bow},     Deed{"clap", clap, 0, 2}, Deed{"cheer", cheer, 0, 1.4F},
    Deed{"cry", cry},     Deed{"laugh", laugh},     Deed{"look", look},
    Deed{"nod", nod},     Deed{"shake", shake},     Deed{"tremble", tremble},
    Deed{"point", point}, Deed{"salute", salute},   Deed{"pray", pray},
    Deed{"hug", hug},     Deed{"stretch", stretch}, Deed{"think", think},
    Deed{"blow", sing},   Deed{"hide", tremble},
};

}  // namespace

std::span<const Deed> gesture_deeds() { return kDeeds; }

}  // namespace kirin::engine::motion::animate
