#include "engine/motion/animate/bird_actions.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kirin::engine::motion::animate {
namespace {

using world::Affine;
using world::Vec3;
constexpr float kPi = world::kPi;

float fraction(double x) { return static_cast<float>(x - std::floor(x)); }

/// Wings that beat: the hand lags behind the arm, and folds on the way up.
void flap(BirdDoing& d, double beats, float strength) {
  const float down = wave(beats);
  d.s.spread = 1;
  d.s.wing[0] = world::mix(0.10F, 0.10F + 0.62F * down, strength);
  d.s.wing[1] = world::mix(0.05F, 0.32F * wave(beats - 0.11) - 0.10F, strength);
  d.s.wing[2] = world::mix(0.10F, 0.42F * wave(beats - 0.2), strength);
  d.s.sweep = strength * 0.10F * wave(beats + 0.25);
  d.offset.origin.y += -0.07F * d.rig.height * strength * wave(beats + 0.06);
}

void fly(BirdDoing& d) {
  d.s = bird_at_ease(d.rig, d.t, d.manner);
  d.s.head_yaw *= 0.35F;
  d.s.head_roll *= 0.2F;
  d.s.stands = false;
  d.s.tuck = 1;
  d.s.fold_lift = 0;
  flap(d, d.t * d.rig.habit.wingbeat, wing_bout(d.rig, d.t, d.manner.seed));
  d.s.roll = 0.12F * wander(d.t, 0.12, d.manner.seed + 40);
  d.offset.origin.y += 0.08F * d.rig.height * wander(d.t, 0.25, d.manner.seed + 41);
}

/// From upright on the ground to level in the air.
void level_out(BirdDoing& d, float amount) {
  // Owls and penguins stand upright; in the air all birds lie level.
  d.s.pitch += amount * 0.30F;
  if (d.rig.neck_rise > 0) {
    // Swans, geese, cranes fly with the neck stretched ahead, the head level.
    const float down = amount * (d.rig.neck_rise - 0.45F);
    d.s.neck += 0.7F * down;
    d.s.neck_2 += 0.3F * down;
    d.s.head += -down - 0.25F * amount;
    return;
  }
  d.s.neck += -0.14F * amount;
  d.s.head += -0.14F * amount;
}

void fly_along(BirdDoing& d) {
  fly(d);
  level_out(d, 1);
}

void take_off(BirdDoing& d) {
  const float crouch = std::sin(kPi * eased(d.t, 0, 0.35));
  const float up = eased(d.t, 0.22, 0.5);
  BirdStance ground = bird_at_ease(d.rig, d.t, d.manner);
  Affine away;
  BirdDoing air{d.rig, d.t, d.manner, d.s, away};
  fly(air);
  flap(air, d.t * d.rig.habit.wingbeat * 1.2, 1);
  level_out(air, up);
  d.s.spread = eased(d.t, 0.05, 0.2);
  d.s.pitch -= 0.5F * up * (1 - eased(d.t, 1.2, 0.8));
  if (up < 0.05F) {
    d.s.stands = true;
    d.s.tuck = 0;
    d.s.rise = -0.35F * d.rig.leg * crouch;
  } else {
    d.s.tuck = up;
  }
  d.s.head_yaw = ground.head_yaw * (1 - up);
  d.offset.origin += away.origin * up;
}

void land(BirdDoing& d) {
  const float down = eased(d.t, 0.6, 0.6);
  Affine away;
  BirdDoing air{d.rig, d.t, d.manner, d.s, away};
  fly(air);
  flap(air, d.t * d.rig.habit.wingbeat * 1.15, 1);
  level_out(air, 1 - down);
  d.s.pitch -= 0.45F * std::sin(kPi * down);
  d.s.tail = 0.4F * (1 - down);
  d.s.spread = 1 - eased(d.t, 1.15, 0.25);
  d.s.tuck = 1 - down;
  d.s.stands = down > 0.97F;
  d.offset.origin += away.origin * (1 - down);
}

/// Two feet in turn; the head stays behind in the world and catches up (Frost 1978).
void walk(BirdDoing& d) {
  const BirdRig& rig = d.rig;
  const double v =
      d.manner.speed > 0.01 ? d.manner.speed : 0.9 * std::sqrt(2.0 * rig.leg) * d.manner.pace;
  const float leg = rig.leg;
  const auto fr = static_cast<float>(v * v / (9.81 * leg));
  const float duty = fr > 0.6F ? 0.42F : 0.62F;
  const float half = std::min(0.42F, 0.26F + 0.16F * std::sqrt(fr)) * leg;
  const double period = 2 * half / (duty * v);
  const double time = d.t / d.manner.pace;  // the pace is in the speed
  const double cycle = time / period;
  for (std::size_t i = 0; i < 2; ++i) {
    const float phase = fraction(cycle + (i == 0 ? 0.0 : 0.5));
    if (phase < duty) {
      d.s.feet[i] = {0, 0, half * (1 - 2 * phase / duty)};
    } else {
      const float u = (phase - duty) / (1 - duty);
      const float arc = std::sin(kPi * u);
      d.s.feet[i] = {0, 0.28F * leg * arc, -half * std::cos(kPi * u)};
      d.s.curl[i] = 0.7F * arc;
    }
  }
  d.s.rise = -0.06F * leg + 0.02F * leg * wave(2 * cycle);
  d.s.roll = rig.habit.waddle * wave(cycle + 0.05);
  d.s.yaw = 0.4F * rig.habit.waddle * wave(cycle + 0.3);
  d.s.head_roll = -0.6F * d.s.roll;
  d.s.tail_yaw = 0.8F * rig.habit.waddle * wave(cycle + 0.2);
  // A saw of two teeth a stride: back with the ground, then a quick thrust.
  const float step = fraction(2 * cycle);
  const float saw = step < 0.65F ? 1 - 2 * step / 0.65F : -std::cos(kPi * (step - 0.65F) / 0.35F);
  d.s.head_ahead = rig.habit.head_bob * 0.045F * rig.height * saw;
  d.s.neck = 0.05F * rig.habit.head_bob * saw;
  d.s.head_yaw *= 0.3F;
  if (fr > 1.5F) {
    d.s.pitch += 0.12F;
    d.s.neck -= 0.1F;
    d.s.fold_lift = 0.25F;
  }
}

constexpr double kHopSeconds = 0.34;

/// A hop's height over the ground in [0, 1] and whether the feet are in the air.
float hop_height(double in) {
  const auto u = static_cast<float>((in - 0.3) / 0.7);
  return u > 0 ? 4 * u * (1 - u) : 0;
}

void hop(BirdDoing& d) {
  const double period = d.manner.speed > 0.01
                            ? std::clamp(1.1 * d.rig.height / d.manner.speed, 0.18, 0.6)
                            : kHopSeconds;
  const double cycle = d.t / d.manner.pace / period;
  const double in = cycle - std::floor(cycle);
  const float up = hop_height(in);
  // The feet stay where they are while they stand, so they go back under the moving body.
  const float reach = static_cast<float>(d.manner.speed * period) * 0.5F;
  const auto u = static_cast<float>(in);
  const float z = u < 0.3F ? reach * 0.3F * (1 - 2 * u / 0.3F) * 2 * 0.5F
                           : -reach * 0.3F * std::cos(kPi * (u - 0.3F) / 0.7F);
  for (Vec3& foot : d.s.feet) {
    foot = {0, 0.45F * d.rig.leg * up, z};
  }
  d.s.curl = {0.5F * up, 0.5F * up};
  d.s.rise = 0.55F * d.rig.leg * up - (u < 0.3F ? 0.12F * d.rig.leg * std::sin(kPi * u / 0.3F) : 0);
  d.s.pitch = 0.08F * wave(cycle);
  d.s.tail = -0.15F * up;
  d.s.head_yaw *= 0.5F;
}

void go(BirdDoing& d) { d.rig.habit.hops ? hop(d) : walk(d); }

/// On the water: legs below, the breast in it.
void float_on_water(BirdDoing& d) {
  d.s.stands = false;
  d.s.tuck = 0.5F;
  const float legs = d.rig.leg;
  d.offset.origin.y += -0.72F * legs + 0.03F * legs * wave(0.5 * d.t);
  d.s.pitch = 0.03F * wave(0.5 * d.t + 0.2);
  d.s.roll = 0.03F * wave(0.37 * d.t);
  d.s.tail_yaw = 0.25F * now_and_then(d.t, 3.1, 0.5, 8) * wave(5 * d.t);
}

void dive(BirdDoing& d) {
  fly(d);
  level_out(d, 1);
  d.s.pitch += 0.75F * eased(d.t, 0, 0.4);
  d.s.sweep = 1.05F * eased(d.t, 0, 0.4);
  d.s.wing = {-0.05F, 0.0F, 0.0F};
}

void peck(BirdDoing& d) {
  const float down = eased(d.t, 0, 0.4);
  const double in = d.t / 1.3 - std::floor(d.t / 1.3);
  const float strike = std::pow(std::abs(wave(2.0 * d.t)), 4.0F) * (in < 0.6 ? 1.0F : 0.0F);
  const float low =
      down * (in < 0.6 ? 1.0F : 1 - std::sin(kPi * static_cast<float>((in - 0.6) / 0.4)));
  d.s.pitch = 0.62F * low + 0.06F * strike;
  d.s.neck = 0.55F * low + 0.18F * strike;
  d.s.neck_2 = 0.30F * low;
  d.s.head = 0.25F * low;
  d.s.rise = -0.22F * d.rig.leg * low;
  d.s.beak = 0.3F * (1 - low) * std::abs(wave(3 * d.t)) * down;
  d.s.head_yaw *= 0.3F;
  d.s.tail = -0.2F * low;
}

void drink(BirdDoing& d) {
  const double in = d.t / 2.2 - std::floor(d.t / 2.2);
  const float low = world::smooth_step(0, 0.2F, static_cast<float>(in)) *
                    (1 - world::smooth_step(0.4F, 0.6F, static_cast<float>(in)));
  const float high = world::smooth_step(0.55F, 0.7F, static_cast<float>(in)) *
                     (1 - world::smooth_step(0.85F, 1.0F, static_cast<float>(in)));
  d.s.pitch = 0.55F * low - 0.12F * high;
  d.s.neck = 0.6F * low - 0.3F * high;
  d.s.head = 0.25F * low - 0.55F * high;
  d.s.rise = -0.2F * d.rig.leg * low;
  d.s.beak = 0.1F * high;
}

void sit(BirdDoing& d) {
  const float down = eased(d.t, 0, 0.6);
  d.s.rise = -0.72F * d.rig.leg * down * (d.rig.leg > 0.6F * d.rig.height ? 0.8F : 0.62F);
  d.s.curl = {0.4F * down, 0.4F * down};
  d.s.breath *= 1.5F;
}

void sleep(BirdDoing& d) {
  sit(d);
  const float in = eased(d.t, 0.3, 0.8);
  d.s.head_yaw = 2.4F * in;
  d.s.neck = 0.12F * in;
  d.s.head = 0.25F * in;
  d.s.head_roll = 0;
  d.s.eyes = 1 - in;
  d.s.fold_lift = 0;
  d.s.breath = 2.5F * wave(0.25 * d.t);
}

void look(BirdDoing& d) {
  d.s.head_yaw = 0.9F * wave(0.25 * d.t);
  d.s.head_roll = 0.35F * now_and_then(d.t, 1.9, 0.9, 3);
}

void call(BirdDoing& d) {
  const double in = d.t / 0.9 - std::floor(d.t / 0.9);
  const float voice = in < 0.6 ? std::abs(wave(2.5 * in)) : 0;
  d.s.beak = 0.5F * voice;
  d.s.neck = -0.2F;
  d.s.head = -0.22F - 0.06F * voice;
  d.s.pitch = -0.12F - 0.04F * voice;
  d.s.breath = 3 * voice;
  d.s.tail = -0.12F * voice;
}

void jump(BirdDoing& d) {
  const double in = d.t / 0.8 - std::floor(d.t / 0.8);
  const float up = hop_height(in);
  d.offset.origin.y += 0.9F * d.rig.leg * up;
  d.s.rise =
      -0.25F * d.rig.leg * std::sin(kPi * std::clamp(static_cast<float>(in) / 0.3F, 0.0F, 1.0F));
  d.s.spread = in > 0.3 ? 1.0F : 0.0F;
  d.s.wing = {0.2F + 0.7F * wave(5 * d.t), 0.2F, 0.2F};
}

void dance(BirdDoing& d) {
  const float beat = wave(1.1 * d.t);
  d.s.roll = 0.16F * beat;
  d.s.neck = -0.12F + 0.16F * wave(2.2 * d.t);
  d.s.head_yaw = 0.35F * beat;
  d.s.head_roll = -0.2F * beat;
  d.s.spread = eased(d.t, 0, 0.25);
  d.s.wing = {0.35F + 0.35F * wave(2.2 * d.t + 0.1), 0.25F, 0.2F};
  for (std::size_t i = 0; i < 2; ++i) {
    const float lift = std::max(0.0F, i == 0 ? beat : -beat);
    d.s.feet[i].y = 0.28F * d.rig.leg * lift;
    d.s.curl[i] = 0.5F * lift;
  }
  d.offset = d.offset * world::turn_y(0.35F * wave(0.27 * d.t));
}

void tumble(BirdDoing& d) {
  d.s.stands = false;
  d.s.tuck = 0.3F;
  d.s.spread = 1;
  d.s.wing = {0.9F + 0.25F * wave(3.1 * d.t), 0.3F, 0.5F};
  d.offset = d.offset * world::turn_z(0.4F * wave(0.5 * d.t));
}

void fight(BirdDoing& d) {
  dance(d);
  d.s.beak = 0.35F * std::abs(wave(1.5 * d.t));
  d.s.head_ahead = 0.08F * d.rig.height * std::max(0.0F, wave(1.5 * d.t));
  d.s.wing[0] = 0.7F + 0.35F * wave(3.3 * d.t);
}

void spin(BirdDoing& d) {
  go(d);
  d.offset = d.offset * world::turn_y(-2.6F * static_cast<float>(d.t));
}

struct ActionRow {
  std::string_view action;
  void (*perform)(BirdDoing& doing);
};

constexpr std::array kActions = {ActionRow{"walk", go},
                                 ActionRow{"run", walk},
                                 ActionRow{"march", walk},
                                 ActionRow{"circle_around", fly_along},
                                 ActionRow{"fly", fly_along},
                                 ActionRow{"hover", hover_as_bird},
                                 ActionRow{"chase", fly_along},
                                 ActionRow{"take_off", take_off},
                                 ActionRow{"land", land},
                                 ActionRow{"rise", fly_along},
                                 ActionRow{"swim", float_on_water},
                                 ActionRow{"float", float_on_water},
                                 ActionRow{"dive", dive},
                                 ActionRow{"eat", peck},
                                 ActionRow{"graze", peck},
                                 ActionRow{"drink", drink},
                                 ActionRow{"sit", sit},
                                 ActionRow{"lie", sit},
                                 ActionRow{"sleep", sleep},
                                 ActionRow{"look", look},
                                 ActionRow{"sing", call},
                                 ActionRow{"talk", call},
                                 ActionRow{"bark", call},
                                 ActionRow{"howl", call},
                                 ActionRow{"roar", call},
                                 ActionRow{"jump", jump},
                                 ActionRow{"bounce", jump},
                                 ActionRow{"play", dance},
                                 ActionRow{"dance", dance},
                                 ActionRow{"wave", wave_wing},
                                 ActionRow{"clap", wave_wing},
                                 ActionRow{"fall", tumble},
                                 ActionRow{"roll", tumble},
                                 ActionRow{"fight", fight},
                                 ActionRow{"kick", fight},
                                 ActionRow{"spin", spin},
                                 ActionRow{"shake", wave_wing},
                                 ActionRow{"stretch", wave_wing},
                                 ActionRow{"splash", float_on_water}};

}  // namespace

BirdAction find_bird_action(std::string_view action) {
  const auto* row = std::find_if(kActions.begin(), kActions.end(),
                                 [&](const ActionRow& own) { return own.action == action; });
  return row != kActions.end() ? row->perform : nullptr;
}

BirdStance bird_at_ease(const BirdRig& rig, double t, const Manner& manner) {
  const std::uint64_t seed = manner.seed * 151;
  BirdStance s;
  s.breath = wave(0.6 * t);
  s.eyes = 1 - now_and_then(t, 2.8, 0.16, seed + 1);
  // Birds look in jerks: the head rests, then is elsewhere.
  const auto look = [&](double rate, std::uint64_t salt) {
    const double step = t * rate;
    const double whole = std::floor(step);
    const float from = wander(whole * 7.3, 1, seed + salt);
    const float to = wander((whole + 1) * 7.3, 1, seed + salt);
    return world::mix(from, to, world::smooth_step(0.0F, 0.22F, static_cast<float>(step - whole)));
  };
  s.head_yaw = 0.55F * look(0.7, 3);
  s.head = 0.12F * look(0.5, 4);
  s.head_roll = 0.22F * look(0.4, 5);
  s.tail = 0.10F * now_and_then(t, 1.9, 0.25, seed + 6);
  s.fold_lift = 0.16F * now_and_then(t, 5.2, 0.5, seed + 7);
  if (rig.habit.head_bob <= 0 && !rig.habit.hops) {
    s.head_roll *= 0.5F;
  }
  return s;
}

/// How strongly the wings beat at `t`: in bouts with glides between.
float wing_bout(const BirdRig& rig, double t, std::uint64_t seed) {
  if (rig.habit.glide <= 0) {
    return 1;
  }
  const double length = 6 / rig.habit.wingbeat + 1.2;
  const float in = fraction(t / length + 0.37 * static_cast<double>(seed % 11));
  const float beating = 1 - rig.habit.glide;
  return 1 - world::smooth_step(beating - 0.08F, beating, in) + world::smooth_step(0.94F, 1.0F, in);
}

void hover_as_bird(BirdDoing& d) {
  fly(d);
  const double beats = d.t * std::max(d.rig.habit.wingbeat, 3.0);
  flap(d, beats, 1);
  d.s.wing[0] = 0.75F * wave(beats);
  d.s.sweep = 0.45F * wave(beats + 0.25);
  d.s.pitch = d.rig.habit.hovers ? -0.35F : -0.15F;
  d.s.tail = 0.25F + 0.08F * wave(0.7 * d.t);
  d.s.tuck = 0.6F;
  d.offset.origin.y = 0.10F * d.rig.height * wave(0.45 * d.t);
  d.offset.origin.x += 0.10F * d.rig.height * wander(d.t, 0.3, d.manner.seed + 50);
}

/// Penguins and the like below the surface: the wings row.
void row_under_water(BirdDoing& d) {
  d.s.stands = false;
  d.s.tuck = 1;
  d.s.pitch = 1.05F;
  d.s.neck = -0.5F;
  d.s.head = -0.55F;
  flap(d, 1.6 * d.t, 0.9F);
}

void wave_wing(BirdDoing& d) {
  d.s.spread = eased(d.t, 0, 0.25);
  d.s.wing = {0.65F + 0.3F * wave(1.6 * d.t), 0.3F * wave(1.6 * d.t - 0.1),
              0.25F * wave(1.6 * d.t - 0.2)};
  d.s.pitch = -0.15F;
  d.s.head = 0.1F;
}

}  // namespace kirin::engine::motion::animate
