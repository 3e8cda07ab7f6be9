#include "engine/motion/animate/quadruped_gait.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion::animate {
namespace {

constexpr float kGravity = 9.81F;

Gait named_gait(const QuadrupedHabit& habit, float fr) {
  Gait gait;
  if (habit.hops) {
    gait.name = habit.is_upright ? GaitName::hop : GaitName::bound;
    gait.strikes = {0, 0.0F, 0.52F, 0.58F};
    gait.duty = habit.is_upright ? 0.34F : 0.3F;
    return gait;
  }
  if (fr < 0.45F || habit.sprawls) {
    gait.name = GaitName::walk;  // lateral sequence
    gait.duty = std::clamp(0.70F - 0.3F * fr, 0.55F, 0.72F);
    if (habit.sprawls) {
      gait.strikes = {0, 0.5F, 0.5F, 0};
      gait.duty = 0.55F;
    }
    return gait;
  }
  if (habit.is_heavy) {
    gait.name = GaitName::amble;  // the walk's order, faster (Hutchinson et al. 2003)
    gait.duty = std::clamp(0.60F - 0.1F * fr, 0.40F, 0.6F);
    return gait;
  }
  if (fr < 1.6F) {
    gait.name = GaitName::trot;  // diagonal pairs
    gait.strikes = {0, 0.5F, 0.5F, 0};
    gait.duty = std::clamp(0.52F - 0.06F * fr, 0.4F, 0.5F);
    return gait;
  }
  if (habit.is_hoofed && fr < 3) {
    gait.name = GaitName::canter;  // one hind, the other with its diagonal, the leading fore
    gait.strikes = {0, 0.30F, 0.30F, 0.58F};
    gait.duty = 0.38F;
    return gait;
  }
  gait.name = GaitName::gallop;
  gait.strikes = habit.is_hoofed ? std::array{0.0F, 0.12F, 0.42F, 0.55F}   // transverse
                                 : std::array{0.0F, 0.10F, 0.58F, 0.48F};  // rotary
  gait.duty = std::clamp(0.34F - 0.02F * fr, 0.22F, 0.3F);
  return gait;
}

float fraction(double x) { return static_cast<float>(x - std::floor(x)); }

/// Puts feet and body of `s` where the gait has them after `cycle` strides.
void carry(const QuadrupedRig& rig, const Gait& gait, double cycle, Stance& s) {
  const float leg = rig.leg;
  for (std::size_t i = 0; i < 4; ++i) {
    if (rig.habit.is_upright && i >= 2) {
      s.curl[i] = 0.3F;
      continue;
    }
    const float phase = fraction(cycle - gait.strikes[i]);
    if (phase < gait.duty) {
      s.feet[i].z = gait.half_step * (1 - 2 * phase / gait.duty);
      continue;
    }
    const float t = (phase - gait.duty) / (1 - gait.duty);
    const float arc = std::sin(world::kPi * t);
    s.feet[i].z = -gait.half_step * std::cos(world::kPi * t);
    s.feet[i].y = gait.lift * std::pow(arc, 1.25F) * (i < 2 ? 0.75F : 0.95F);
    s.curl[i] = arc * (i < 2 ? 0.4F : 0.95F) * std::min(1.0F, 4 * gait.lift / leg);
    s.toes[i] = 0.7F * arc * (1 - t) * (1 - t) + 0.2F * arc;
  }
  const float once = wave(cycle);
  const float quarter = wave(cycle + 0.25);
  const float twice = wave(2 * cycle + 0.15);
  s.rise = -gait.crouch + gait.bob * twice;
  s.tail_lift += 0.1F * twice;
  switch (gait.name) {
    case GaitName::walk:
    case GaitName::amble:
      s.neck += 0.035F * twice;
      s.head += -0.02F * twice;
      s.bend = 0.035F * once;
      break;
    case GaitName::trot:
      s.neck += 0.03F * twice - 0.05F;
      s.tail_lift += 0.25F;
      s.ears += 0.12F * twice;
      break;
    case GaitName::canter:
    case GaitName::gallop: {
      // The back bends as the hind feet come under, and stretches as they push.
      const float gather = wave(cycle + 0.30);
      s.rise = -gait.crouch + gait.bob * quarter;
      s.pitch = 0.055F * wave(cycle + 0.10);
      s.spine = 0.16F * rig.habit.spine * gather;
      s.chest = -0.12F * rig.habit.spine * gather;
      s.neck += 0.12F + 0.10F * wave(cycle + 0.55);
      s.head += -0.16F - 0.08F * wave(cycle + 0.55);
      s.tail_lift += 0.35F + 0.25F * wave(cycle - 0.1);
      s.ears += 0.35F + 0.2F * wave(cycle + 0.2);
      break;
    }
    case GaitName::bound:
    case GaitName::hop: {
      // The leap: from the push of the hind feet until the next feet come down.
      const float lands = rig.habit.is_upright ? 1.0F : gait.strikes[kForeLeft];
      const float u = (fraction(cycle) - gait.duty) / (lands - gait.duty);
      const float flight = u > 0 && u < 1 ? 4 * u * (1 - u) : 0;
      s.rise = -gait.crouch + 0.18F * leg * flight * (rig.habit.is_upright ? 2 : 1);
      s.pitch = rig.habit.is_upright ? 0.28F - 0.25F * flight : 0.06F * wave(cycle + 0.05);
      s.spine = rig.habit.is_upright ? 0 : 0.07F * wave(cycle + 0.3);
      s.ears += 0.25F * wave(cycle + 0.1) + 0.1F;
      s.tail_lift += rig.habit.is_upright ? -0.15F + 0.3F * flight : 0.2F;
      s.neck += rig.habit.is_upright ? -0.12F + 0.12F * flight : 0;
      break;
    }
  }
  if (rig.habit.sprawls) {
    s.bend = 0.16F * quarter;
    s.yaw = -0.10F * quarter;
    for (std::size_t i = 0; i < 4; ++i) {
      s.tail_swing[i] = -0.22F * wave(cycle + 0.25 - 0.13 * static_cast<double>(i + 1));
    }
  } else {
    for (std::size_t i = 0; i < 4; ++i) {
      s.tail_swing[i] =
          0.6F * s.tail_swing[i] + 0.09F * wave(cycle - 0.12 * static_cast<double>(i));
    }
  }
}

/// The most by which a foot misses the ground in its stance; stops at the first that misses.
float first_miss(const world::Model& model, const QuadrupedRig& rig, const Gait& gait) {
  for (std::size_t leg = 0; leg < (rig.habit.is_upright ? 2U : 4U); ++leg) {
    for (const float phase : {0.005F, 0.995F, 0.5F, 0.25F, 0.75F}) {
      Stance stance;
      carry(rig, gait, 1 + gait.strikes[leg] + phase * gait.duty, stance);
      const float miss = miss_of(model, rig, stance, leg);
      if (miss > 0.004F * rig.leg) {
        return miss;
      }
    }
  }
  return 0;
}

/// The farthest half step, at most `wanted`, with which every foot reaches the ground.
float reachable(const world::Model& model, const QuadrupedRig& rig, Gait gait, float wanted) {
  gait.half_step = wanted;
  for (int i = 0; i < 12; ++i) {
    const float miss = first_miss(model, rig, gait);
    if (miss <= 0) {
      break;
    }
    gait.half_step -= std::clamp(1.2F * miss, 0.06F * gait.half_step, 0.3F * gait.half_step);
  }
  return gait.half_step;
}

}  // namespace

double froude(double speed, double leg) { return speed * speed / (kGravity * leg); }

Gait gait_at(const world::Model& model, const QuadrupedRig& rig, double speed) {
  const auto v = static_cast<float>(std::max(speed, 0.02));
  const auto fr = static_cast<float>(froude(v, rig.leg));
  Gait gait = named_gait(rig.habit, fr);
  const float relative_stride = 2.35F * std::pow(fr, 0.32F);  // Alexander 1989
  const bool is_fast = gait.name != GaitName::walk && gait.name != GaitName::amble;
  gait.crouch = (gait.name == GaitName::bound ? 0.12F : is_fast ? 0.085F : 0.035F) * rig.leg;
  gait.bob = (gait.name == GaitName::walk    ? 0.010F
              : gait.name == GaitName::amble ? 0.015F
              : gait.name == GaitName::trot  ? 0.022F
                                             : 0.035F) *
             rig.leg;
  gait.lift = (gait.name == GaitName::walk    ? 0.13F
               : gait.name == GaitName::amble ? 0.10F
               : gait.name == GaitName::trot  ? 0.24F
                                              : 0.32F) *
              rig.leg;
  const float wanted =
      std::min(0.5F * gait.duty * relative_stride * rig.leg, (is_fast              ? 0.52F
                                                              : rig.habit.is_heavy ? 0.30F
                                                                                   : 0.40F) *
                                                                 rig.leg);
  gait.half_step =
      rig.habit.sprawls ? std::min(wanted, 0.35F * rig.leg) : reachable(model, rig, gait, wanted);
  gait.period = 2 * gait.half_step / (gait.duty * v);
  return gait;
}

Stance stride(const QuadrupedRig& rig, const Gait& gait, double seconds, const Manner& manner) {
  Stance s = at_ease(rig, seconds, manner);
  s.head_yaw *= 0.3F;
  s.neck_yaw *= 0.3F;
  carry(rig, gait, seconds / gait.period, s);
  return s;
}

}  // namespace kirin::engine::motion::animate
