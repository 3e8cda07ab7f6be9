// What four-legged animals do on the spot.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/motion/animate/quadruped_doing.h"

namespace kirin::engine::motion::animate {
namespace {

using world::Affine;
using world::Vec3;

constexpr float kPi = world::kPi;

void look(Doing& d) {
  const float aim = wave(0.22 * d.t);
  d.stance.neck_yaw = 0.35F * aim;
  d.stance.head_yaw = 0.45F * aim;
  d.stance.neck += -0.12F * eased(d.t, 0, 0.5);
  d.stance.head_roll = 0.22F * now_and_then(d.t, 2.7, 1.2, 3);
  d.stance.ears = -0.15F;
}

/// Voice: the head goes up or jerks, the mouth opens.
void call_out(Doing& d, double every, float tilt, float open, float jerk) {
  const double in = d.t / every - std::floor(d.t / every);
  const float voice = in < 0.45 ? std::sin(kPi * static_cast<float>(in / 0.45)) : 0;
  const float raised = eased(d.t, 0, 0.3);
  d.stance.neck += raised * -0.35F * tilt - jerk * voice * 0.10F;
  d.stance.head += raised * -0.55F * tilt - jerk * voice * 0.12F;
  d.stance.head_yaw *= 0.4F;
  d.stance.jaw = open * voice;
  d.stance.trunk += 0.75F * std::max(voice, 0.4F * raised);
  d.stance.chest += -0.04F * voice * (1 + tilt);
  d.stance.breath = 2 * voice;
  d.stance.advance += 0.02F * d.leg * jerk * voice;
  d.stance.ears = 0.2F * voice;
}

/// A leap on the spot: crouch, spring, flight, landing.
void jump(Doing& d, double every, float height) {
  const double in = (d.t / every - std::floor(d.t / every)) * every;
  const double flight = 2 * std::sqrt(2.0 * height / 9.81);
  const double takes_off = std::max(0.12, 0.5 * (every - flight) * 0.8);
  const auto u = static_cast<float>((in - takes_off) / flight);
  const float air = u > 0 && u < 1 ? 4 * u * (1 - u) : 0;
  const float crouch = in < takes_off ? std::sin(kPi * static_cast<float>(in / takes_off))
                       : u >= 1       ? std::exp(-7 * (u - 1)) * std::min(1.0F, 12 * (u - 1))
                                      : 0;
  d.offset.origin.y += height * air;
  d.stance.rise += -0.26F * d.leg * crouch;
  const bool flies = u > 0 && u < 1;
  d.stance.pitch += flies ? 0.42F * (2 * u - 1) : -0.10F * crouch;
  const float tuck = flies ? std::sin(kPi * u) : 0;
  for (std::size_t i = 0; i < 4; ++i) {
    d.stance.feet[i].y += 0.32F * d.leg * tuck;
    d.stance.feet[i].z += (i < 2 ? -0.30F : 0.28F) * d.leg * tuck;
    d.stance.curl[i] += (i < 2 ? 0.5F : 0.9F) * tuck;
  }
  d.stance.ears += 0.5F * tuck;
  d.stance.tail_lift += 0.3F * tuck;
  d.stance.neck += -0.10F * tuck;
}

/// Front down, hind up, tail wagging, with little hops between.
void play(Doing& d) {
  const double in = d.t / 2.4 - std::floor(d.t / 2.4);
  const float bow = world::smooth_step(0.0F, 0.12F, static_cast<float>(in)) *
                    (1 - world::smooth_step(0.48F, 0.58F, static_cast<float>(in)));
  if (in > 0.58) {
    Doing hop{d.rig, (in - 0.58) * 2.4, d.leg, d.stance, d.offset};
    jump(hop, 0.504, 0.22F * d.leg);
    d.offset = d.offset * world::turn_y(0.3F * wave(in / 0.42));
  }
  d.stance.pitch += 0.26F * bow;
  d.stance.rise += -0.06F * d.leg * bow;
  d.stance.chest += 0.10F * bow;
  d.stance.neck += -0.30F * bow;
  for (const std::size_t i : {kForeLeft, kForeRight}) {
    d.stance.feet[i].z += 0.36F * d.leg * bow;
    d.stance.curl[i] += -0.55F * bow;
  }
  d.stance.tail_lift += 0.45F * bow;
  for (std::size_t i = 0; i < 4; ++i) {
    d.stance.tail_swing[i] += 0.30F * wave(3.2 * d.t - 0.1 * static_cast<double>(i));
  }
  d.stance.jaw = 0.22F + 0.08F * wave(2.2 * d.t);
}

/// Upright on the hind legs by `how` much.
void rear_up(Doing& d, float how) {
  d.stance.pitch += -0.85F * how;
  d.stance.rise += -0.05F * d.leg * how;
  d.stance.advance += -0.05F * d.leg * how;
  d.stance.neck += 0.20F * how;
  d.stance.head += 0.30F * how;
  d.stance.tail_lift += 0.7F * how;
  for (const std::size_t i : {kHindLeft, kHindRight}) {
    d.stance.feet[i].z += 0.12F * d.leg * how;
    d.stance.curl[i] += 0.45F * how;
  }
  for (const std::size_t i : {kForeLeft, kForeRight}) {
    d.stance.feet[i] = d.stance.feet[i] + Vec3{0, 0.92F, -0.05F} * (d.leg * how);
    d.stance.curl[i] += 1.1F * how;
    d.stance.toes[i] += 0.8F * how;
  }
}

void dance(Doing& d) {
  const float beat = wave(1.0 * d.t);
  const float up = std::abs(wave(1.0 * d.t));
  rear_up(d, (0.75F + 0.08F * up) * eased(d.t, 0, 0.6));
  d.offset.origin.y += 0.05F * d.leg * up;
  d.stance.yaw += 0.25F * beat;
  d.stance.roll += 0.10F * beat;
  d.stance.head_roll += 0.20F * wave(d.t + 0.2);
  for (const std::size_t i : {kForeLeft, kForeRight}) {
    const float side = i == kForeLeft ? 1.0F : -1.0F;
    d.stance.feet[i].y += 0.14F * d.leg * side * beat;
  }
  for (const std::size_t i : {kHindLeft, kHindRight}) {
    const float lift = std::max(0.0F, (i == kHindLeft ? beat : -beat));
    d.stance.feet[i].y += 0.16F * d.leg * lift;
  }
}

/// Sits and lifts a paw.
void wave_paw(Doing& d) {
  sit(d);
  const float up = eased(d.t, 0.7, 0.4);
  d.stance.feet[kForeLeft] =
      d.stance.feet[kForeLeft] + Vec3{0.12F, 0.72F + 0.10F * wave(1.8 * d.t), 0.42F} * (d.leg * up);
  d.stance.curl[kForeLeft] = up * (-0.5F + 0.45F * wave(1.8 * d.t));
  d.stance.toes[kForeLeft] = -0.8F * up;
  d.stance.head_roll += 0.18F * up;
}

/// Turtles row with their fore feet as with wings; crocodiles lay their legs back and let the tail
/// do it.
void swim_flat(Doing& d) {
  const double beat = 0.55 * d.t;
  for (std::size_t i = 0; i < 4; ++i) {
    const float side = i % 2 == 0 ? 1.0F : -1.0F;
    const bool rows = d.rig.habit.has_flippers && i >= 2;
    const Vec3 to =
        rows ? Vec3{0.95F * side, 0.42F + 0.52F * wave(beat), 0.10F + 0.30F * wave(beat + 0.25)}
        : d.rig.habit.has_flippers ? Vec3{0.10F * side, 0.34F + 0.08F * wave(beat + 0.4), -0.42F}
                                   : Vec3{-0.25F * side, 0.30F, -0.55F};
    d.stance.feet[i] = to * d.leg;
    d.stance.toes[i] = rows ? 0.2F : 0.9F;
  }
  d.stance.follow = 0.9F;
  if (d.rig.habit.has_flippers) {
    d.stance.pitch += -0.06F + 0.05F * wave(beat + 0.1);
    d.stance.neck += 0.14F;
    d.offset.origin.y += 0.06F * d.leg * wave(beat - 0.2);
    return;
  }
  d.stance.bend = 0.13F * wave(1.1 * d.t);
  for (std::size_t i = 0; i < 4; ++i) {
    d.stance.tail_swing[i] = -0.34F * wave(1.1 * d.t - 0.14 * static_cast<double>(i + 1));
  }
}

/// Paddling: the legs run below, the head is kept high.
void swim(Doing& d) {
  if (d.rig.habit.sprawls) {
    swim_flat(d);
    return;
  }
  for (std::size_t i = 0; i < 4; ++i) {
    const double cycle = 1.3 * d.t + (i == kHindLeft || i == kForeRight ? 0.5 : 0.0);
    d.stance.feet[i] = Vec3{0, 0.16F + 0.14F * wave(cycle + 0.25),
                            0.30F * wave(cycle) + (i < 2 ? -0.25F : 0.05F)} *
                       d.leg;
    d.stance.curl[i] = 0.45F * wave(cycle + 0.3);
    d.stance.toes[i] = 0.4F;
  }
  d.stance.pitch += -0.12F + 0.03F * wave(1.3 * d.t);
  d.stance.neck += -0.10F;
  d.offset.origin.y += 0.02F * d.leg * wave(0.7 * d.t);
  for (std::size_t i = 0; i < 4; ++i) {
    d.stance.tail_swing[i] = 0.15F * wave(1.3 * d.t - 0.15 * static_cast<double>(i));
  }
}

/// Legs stretched out, as dreams have it; with wings, it flies.
void fly(Doing& d) {
  const bool has_wings = d.rig.wings[0][0] >= 0;
  for (std::size_t i = 0; i < 4; ++i) {
    d.stance.feet[i] =
        Vec3{0, 0.26F,
             (i < 2 ? -0.42F : 0.20F) + 0.04F * wave(0.6 * d.t + 0.25 * static_cast<double>(i))} *
        d.leg;
    d.stance.curl[i] = i < 2 ? 0.5F : 0.9F;
    d.stance.toes[i] = 0.6F;
  }
  d.stance.pitch += -0.05F;
  d.stance.tail_lift += 0.25F + 0.12F * wave(0.8 * d.t);
  if (has_wings) {
    const double beat = 1.15 * d.t;
    d.stance.wings_fold = 1 - eased(d.t, -0.3, 0.5);
    d.stance.wings_up = 0.18F + 0.62F * wave(beat);
    d.offset.origin.y += -0.07F * d.leg * wave(beat + 0.08);
  } else {
    d.offset.origin.y += 0.05F * d.leg * wave(0.4 * d.t);
  }
}

void fight(Doing& d) {
  const double in = d.t / 1.5 - std::floor(d.t / 1.5);
  const float up = std::sin(kPi * static_cast<float>(in));
  rear_up(d, 0.62F * up * up);
  for (const std::size_t i : {kForeLeft, kForeRight}) {
    d.stance.feet[i].z += 0.35F * d.leg * up * wave(2.4 * d.t + (i == kForeLeft ? 0 : 0.5));
  }
  d.stance.jaw = 0.35F * up;
  d.stance.ears = 0.7F;
  d.stance.head_yaw = 0.25F * wave(1.7 * d.t);
  d.offset.origin.z += 0.10F * d.leg * up;
}

void climb(Doing& d) {
  d.stance.pitch += -0.95F;
  d.stance.neck += 0.1F;
  for (std::size_t i = 0; i < 4; ++i) {
    const float pull = wave(0.9 * d.t + (i == kHindLeft || i == kForeRight ? 0.5 : 0.0));
    d.stance.feet[i] =
        Vec3{0, (i < 2 ? 0.10F : 1.05F) + 0.22F * pull, i < 2 ? 0.30F : 0.28F} * d.leg;
    d.stance.curl[i] = 0.5F;
    d.stance.toes[i] = -0.9F;
  }
  d.stance.tail_lift += 0.3F;
}

void tumble(Doing& d) {
  for (std::size_t i = 0; i < 4; ++i) {
    d.stance.feet[i] = Vec3{0.10F * (i % 2 == 0 ? 1.0F : -1.0F),
                            0.22F + 0.12F * wave(1.7 * d.t + 0.3 * static_cast<double>(i)),
                            0.15F * wave(1.4 * d.t + 0.25 * static_cast<double>(i))} *
                       d.leg;
  }
  d.stance.ears = -0.5F;
  d.stance.tail_lift += 0.4F;
  const float spin = 0.35F * wave(0.45 * d.t);
  d.offset = d.offset * world::translation({0, 0.8F * d.leg, 0}) * world::turn_z(spin) *
             world::turn_x(0.3F * wave(0.3 * d.t)) * world::translation({0, -0.8F * d.leg, 0});
}

/// On its back and over, as dogs do in the grass.
void roll_over(Doing& d) {
  const float over = 2 * kPi * eased(d.t / 2.6 - std::floor(d.t / 2.6), 0.15, 0.7);
  const Stance down = lying(d.rig);
  d.stance = mix(d.stance, down, eased(d.t, 0, 0.5));
  const float on_back = 0.5F - 0.5F * std::cos(over);
  for (std::size_t i = 0; i < 4; ++i) {
    d.stance.feet[i].y += -0.1F * d.leg * on_back +
                          0.1F * d.leg * on_back * wave(2 * d.t + 0.25 * static_cast<double>(i));
  }
  const float axis = 0.42F * d.leg;
  d.offset = d.offset * world::translation({0, axis, 0}) * world::turn_z(over) *
             world::translation({0, -axis, 0});
}

void shake_off(Doing& d) {
  const double in = d.t / 1.6 - std::floor(d.t / 1.6);
  const float on = std::sin(kPi * static_cast<float>(in));
  const float twist = on * wave(6.5 * d.t);
  d.stance.roll += 0.10F * twist;
  d.stance.head_roll += -0.45F * on * wave(6.5 * d.t - 0.15);
  d.stance.bend += 0.06F * twist;
  for (std::size_t i = 0; i < 2; ++i) {
    d.stance.ear_flick[i] += (i == 0 ? 0.8F : -0.8F) * on * wave(6.5 * d.t - 0.3);
  }
  for (std::size_t i = 0; i < 4; ++i) {
    d.stance.tail_swing[i] += 0.35F * on * wave(6.5 * d.t - 0.12 * static_cast<double>(i));
  }
}

void stretch_out(Doing& d) {
  const float on = std::pow(std::sin(kPi * eased(d.t / 3 - std::floor(d.t / 3), 0.0, 1.0)), 2.0F);
  d.stance.pitch += 0.24F * on;
  d.stance.chest += 0.06F * on;
  d.stance.neck += -0.25F * on;
  d.stance.head += -0.12F * on;
  d.stance.jaw = 0.5F * on * on;
  d.stance.eyes = 1 - 0.9F * on;
  d.stance.tail_lift += 0.4F * on;
  for (const std::size_t i : {kForeLeft, kForeRight}) {
    d.stance.feet[i].z += 0.42F * d.leg * on;
    d.stance.curl[i] += -0.6F * on;
  }
}

void nod(Doing& d) { d.stance.head += 0.25F * wave(1.1 * d.t); }

void spin(Doing& d) {
  // Round and round after its own tail.
  d.offset = d.offset * world::turn_y(-2.6F * static_cast<float>(d.t));
  d.stance.bend += -0.22F;
  d.stance.neck_yaw = -0.5F;
  d.stance.head_yaw = -0.3F;
  for (std::size_t i = 0; i < 4; ++i) {
    const float lift =
        std::max(0.0F, wave(2 * d.t + (i == kHindLeft || i == kForeRight ? 0.5 : 0)));
    d.stance.feet[i].y += 0.12F * d.leg * lift;
  }
}

void hide(Doing& d) {
  go_to(d, lying(d.rig), 0.5);
  d.stance.ears = 0.8F;
  d.stance.neck += 0.18F;
}

struct ActionRow {
  std::string_view action;
  void (*perform)(Doing& doing);
};

constexpr std::array kActions = {
    ActionRow{"sit", sit},
    ActionRow{"lie", lie},
    ActionRow{"sleep", sleep},
    ActionRow{"eat", graze},
    ActionRow{"graze", graze},
    ActionRow{"drink", drink},
    ActionRow{"look", look},
    ActionRow{"jump", [](Doing& d) { jump(d, 1.1, 0.75F * d.leg); }},
    ActionRow{"bounce", [](Doing& d) { jump(d, 0.7, 0.35F * d.leg); }},
    ActionRow{"play", play},
    ActionRow{"catch", play},
    ActionRow{"dance", dance},
    ActionRow{"clap", dance},
    ActionRow{"wave", wave_paw},
    ActionRow{"point", wave_paw},
    ActionRow{"bark", [](Doing& d) { call_out(d, 0.55, 0.15F, 0.45F, 1); }},
    ActionRow{"talk", [](Doing& d) { call_out(d, 0.42, 0.05F, 0.28F, 0.25F); }},
    ActionRow{"sing", [](Doing& d) { call_out(d, 1.6, 0.6F, 0.4F, 0.2F); }},
    ActionRow{"howl", [](Doing& d) { call_out(d, 3.2, 1, 0.42F, 0); }},
    ActionRow{"roar", [](Doing& d) { call_out(d, 2.6, 0.2F, 0.62F, 0.5F); }},
    ActionRow{"swim", swim},
    ActionRow{"float", swim},
    ActionRow{"dive", swim},
    ActionRow{"splash", swim},
    ActionRow{"fly", fly},
    ActionRow{"hover", fly},
    ActionRow{"take_off", fly},
    ActionRow{"land", fly},
    ActionRow{"fight", fight},
    ActionRow{"kick", fight},
    ActionRow{"push", fight},
    ActionRow{"climb", climb},
    ActionRow{"fall", tumble},
    ActionRow{"roll", roll_over},
    ActionRow{"shake", shake_off},
    ActionRow{"stretch", stretch_out},
    ActionRow{"nod", nod},
    ActionRow{"bow", stretch_out},
    ActionRow{"spin", spin},
    ActionRow{"hide", hide},
    ActionRow{"rise", [](Doing& d) { rear_up(d, eased(d.t, 0, 0.8)); }},
    ActionRow{"hug", [](Doing& d) { rear_up(d, 0.8F * eased(d.t, 0, 0.8)); }}};

}  // namespace

bool act(const QuadrupedRig& rig, std::string_view action, double seconds, const Manner& manner,
         Stance& stance, Affine& offset) {
  for (const ActionRow& row : kActions) {
    if (row.action == action) {
      stance = at_ease(rig, seconds, manner);
      Doing doing{.rig = rig,
                  .t = seconds * manner.pace,
                  .leg = rig.leg,
                  .stance = stance,
                  .offset = offset};
      row.perform(doing);
      return true;
    }
  }
  return false;
}

}  // namespace kirin::engine::motion::animate
