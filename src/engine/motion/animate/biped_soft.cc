#include "engine/motion/animate/biped_soft.h"

#include <array>
#include <cmath>

namespace kirin::engine::motion::animate {
namespace {

using world::Turn;
using world::Vec3;

constexpr std::array<float, kSoftMoments> kWeights{0.45F, 0.33F, 0.22F};

struct Cloth {
  Puppet& now;
  world::Affine offset;
  std::span<const Earlier> earlier;
  float drift;
  float seconds;
  const Manner& manner;

  /// Where a point fixed to `part` would be if it came late, in the frame of now.
  Vec3 late(Part part, Vec3 rest) const {
    const world::Affine back = world::inverse(offset);
    Vec3 sum{};
    for (std::size_t i = 0; i < earlier.size(); ++i) {
      const Vec3 then = earlier[i].offset.point(earlier[i].puppet.now(part, rest));
      const Vec3 left_behind{0, 0, -drift * static_cast<float>(i + 1)};
      sum += back.point(then + left_behind) * kWeights[i];
    }
    return sum;
  }

  float flutter(float rate, float phase) const {
    const float t = seconds + static_cast<float>(manner.seed % 64);
    return std::sin(rate * t + phase) + 0.5F * std::sin(1.7F * rate * t + 2 * phase);
  }

  /// Turns `part`, which at rest reaches to `tip`: late by `lag`, pulled down by `weight` [0, 1],
  /// lifted by wind.
  void hang(Part part, Part carrier, Vec3 tip, float lag, float weight, float most, float breeze) {
    const Vec3 root = now.rig().rest(part);
    const Puppet::Frame frame = now.frame(parent_of(part));
    const Vec3 stiff = turned(frame.turn, tip - root);
    const float reach = world::length(stiff);
    if (reach < 1e-4F) {
      return;
    }
    const Vec3 behind = (late(carrier, tip) - late(carrier, root) +
                         (late(carrier, root) - now.now(carrier, root))) -
                        (now.now(carrier, tip) - now.now(carrier, root));
    const Vec3 down = world::normalized(world::inverse(offset).direction({0, -1, 0})) * reach;
    const float gust = breeze * (0.2F + manner.wind) * reach;
    Vec3 wish = world::mix(stiff, down, weight) + behind * lag +
                Vec3{gust * flutter(2.3F, 3 * tip.y), 0, gust * 0.7F * flutter(2.9F, 5 * tip.y)};
    Turn swing = turn_between(stiff, wish);
    const float angle = 2 * std::acos(std::clamp(swing.w, -1.0F, 1.0F));
    if (angle > most) {
      swing = world::mix(Turn{}, swing, most / angle);
    }
    now.joint(part).turn = inverse(frame.turn) * swing * frame.turn;
  }
};

/// The steepest of thigh and of the line to the foot, forwards (positive) or backwards, as an angle
/// from the hips' own down.
struct LegSlopes {
  float forwards = 0;
  float backwards = 0;
  float shin = 0;  ///< of the shin, from the hips' down
  float outwards = 0;
};

LegSlopes slopes_of(const Puppet& p, int side) {
  const Puppet::Frame hips = p.frame(Part::hips);
  const Turn back = inverse(hips.turn);
  const Vec3 hip = p.frame(part_of(Part::thigh_l, side)).at;
  const Vec3 knee = turned(back, p.frame(part_of(Part::shin_l, side)).at - hip);
  const Vec3 foot = turned(back, p.frame(part_of(Part::foot_l, side)).at - hip);
  const auto slope = [](Vec3 v) {
    return std::atan2(v.z, std::max(-v.y, 0.05F * world::length(v)));
  };
  LegSlopes s;
  s.forwards = std::max(slope(knee), 0.0F);
  s.backwards = std::min({slope(knee), slope(foot), 0.0F});
  s.shin = slope(foot - knee);
  s.outwards = std::atan2(sign_of(side) * knee.x, std::max(-knee.y, 0.1F * p.rig().thigh));
  return s;
}

void drape_skirt(Cloth& cloth) {
  Puppet& p = cloth.now;
  if (!p.rig().has(Part::skirt_fl)) {
    return;
  }
  const float sway = 0.05F * (0.3F + cloth.manner.wind) * cloth.flutter(2.1F, 0);
  // Cloth trails what the hips do.
  const Vec3 hips = p.rig().rest(Part::hips);
  const Vec3 behind = (cloth.late(Part::hips, hips) - p.now(Part::hips, hips)) *
                      (1.2F / std::max(p.rig().leg, 0.1F));
  for (const int side : {0, 1}) {
    const LegSlopes own = slopes_of(p, side);
    const float s = sign_of(side);
    const float front = own.forwards;
    const float rear = own.backwards;
    const Part fl = side == 0 ? Part::skirt_fl : Part::skirt_fr;
    const Part bl = side == 0 ? Part::skirt_bl : Part::skirt_br;
    const float out = s * 0.8F * std::max(own.outwards - 0.08F, 0.0F);
    const float trail = std::clamp(behind.z, -0.35F, 0.2F);
    const float front_at = front + std::min(0.0F, 0.5F * trail + 0.25F * rear);
    const float back_at =
        std::min(0.0F, rear + trail) + 0.45F * front * (front > 0.9F ? 1.6F : 0.3F);
    p.turn(fl, -front_at + 0.4F * sway, 0, out);
    p.turn(bl, -back_at + 0.4F * sway, 0, out);
    // Below the knees it falls straight again.
    const float low_front = std::max(own.shin, std::min(front_at, 0.25F)) - front_at;
    const float low_back = std::min(0.0F, 0.5F * rear + trail) - back_at;
    const auto lower = [](Part part) { return static_cast<Part>(static_cast<int>(part) + 1); };
    p.turn(lower(fl), -std::clamp(low_front, -1.6F, 0.4F) + 0.6F * sway, 0, 0);
    p.turn(lower(bl), -std::clamp(low_back, -1.6F, 0.9F) + 0.6F * sway, 0, 0);
  }
}

}  // namespace

void hang_softly(Puppet& now, const world::Affine& offset, std::span<const Earlier> earlier,
                 float drift, float seconds, const Manner& manner) {
  Cloth cloth{now, offset, earlier, drift, seconds, manner};
  const BipedRig& rig = now.rig();
  const auto chain = [&](Part first, int count, Part carrier, float lag, float weight, float most,
                         float breeze) {
    for (int i = 0; i < count; ++i) {
      const Part part = part_of(first, i);
      if (!rig.has(part)) {
        return;
      }
      const bool is_last = i + 1 == count || !rig.has(part_of(first, i + 1));
      const Vec3 root = rig.rest(part);
      const Vec3 tip =
          is_last ? root + Vec3{0, -0.10F * rig.height, 0} : rig.rest(part_of(first, i + 1));
      const float later = 1 + 0.5F * static_cast<float>(i);
      cloth.hang(part, carrier, tip, lag * later, weight, most, breeze * later);
    }
  };
  chain(Part::hair_1, 3, Part::head, 0.55F, 0.55F, 0.9F, 0.035F);
  chain(Part::cape_1, 3, Part::chest, 0.42F, 0.45F, 1.0F, 0.05F);
  if (rig.has(Part::tail_1)) {
    // A wave that grows towards the fluke.
    const float rate = manner.speed > 0.2 ? 1.3F : 0.45F;
    for (int i = 0; i < 3; ++i) {
      const auto at = static_cast<float>(i);
      now.turn(
          part_of(Part::tail_1, i),
          (0.14F + 0.10F * at) * std::sin(2 * world::kPi * (rate * seconds - 0.16F * at)) + 0.08F,
          0, 0);
    }
  }
  drape_skirt(cloth);
  if (rig.has(Part::wing_l)) {
    const float beat = std::sin(2 * world::kPi * 1.1F * seconds);
    for (const int side : {0, 1}) {
      now.turn(part_of(Part::wing_l, side), 0, sign_of(side) * (0.15F + 0.25F * beat), 0);
    }
  }
}

}  // namespace kirin::engine::motion::animate
