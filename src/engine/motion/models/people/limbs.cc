// Arms with hands, and feet.
#include <array>

#include "engine/motion/models/people/tailor.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::Clay;
using world::Light;
using world::mix;
using world::Paint;
using world::Surface;
using world::Vec3;

void add_hand(Clay& clay, const Tailor& t, int side) {
  const BodyPlan& p = t.plan;
  const float s = p.hand;
  const auto& gloves = t.look.clothes.gloves;
  const Paint paint = gloves ? Paint{*gloves, Surface::cloth, kHand + side} : t.skin(kHand + side);
  // A frame at the wrist: y along the fingers, z to the thumb, x out of the back of the hand.
  const Vec3 along = world::normalized(p.knuckles - p.wrist);
  const Vec3 out = world::normalized(world::cross(along, {0, 0, 1}) * -1.0F);
  const auto at = [&](float x, float y, float z) {
    return on_side(p.wrist + out * (x * s) + along * (y * s) + Vec3{0, 0, z * s}, side);
  };
  const float fat = gloves ? 1.12F : 1;
  clay.blend(0.10F * s);
  clay.limb(at(0, 0.06F, 0), at(0, 0.22F, 0), 0.125F * s * fat, 0.15F * s * fat, paint);
  for (const float z : {-0.10F, 0.0F, 0.10F}) {
    clay.limb(at(0.01F, 0.20F, 0.6F * z), at(0.0F, 0.46F, 1.25F * z), 0.12F * s * fat,
              0.105F * s * fat, paint);
  }
  clay.blend(0.035F * s);
  constexpr std::array<float, 4> kFinger{0.80F, 0.93F, 0.97F, 0.88F};  // little to index
  for (int i = 0; i < 4; ++i) {
    const float z = -0.185F + 0.123F * static_cast<float>(i);
    const float tip = kFinger[static_cast<std::size_t>(i)];
    clay.limb(at(0.0F, 0.48F, z), at(-0.03F, 0.5F * (0.48F + tip) + 0.04F, 1.12F * z),
              0.078F * s * fat, 0.072F * s * fat, paint);
    clay.limb(at(-0.03F, 0.5F * (0.48F + tip) + 0.04F, 1.12F * z), at(-0.10F, tip, 1.08F * z),
              0.072F * s * fat, 0.060F * s * fat, paint);
  }
  clay.blend(0.06F * s);
  clay.limb(at(-0.02F, 0.16F, 0.10F), at(-0.07F, 0.42F, 0.27F), 0.10F * s * fat, 0.082F * s * fat,
            paint);
  clay.limb(at(-0.07F, 0.42F, 0.27F), at(-0.10F, 0.60F, 0.30F), 0.082F * s * fat, 0.065F * s * fat,
            paint);
}

}  // namespace

void add_arm(world::Mesh& mesh, const Tailor& t, int side) {
  const BodyPlan& p = t.plan;
  const Clothes& c = t.look.clothes;
  const Vec3 shoulder = on_side(p.shoulder, side);
  const Vec3 elbow = on_side(p.elbow, side);
  const Vec3 wrist = on_side(p.wrist, side);
  const float covered = c.has_top ? c.sleeve : 0.45F;
  Clay clay;
  clay.blend(0.02F * t.h);
  if (covered < 0.5F) {
    const float from = covered > 0 ? std::max(2 * covered - 0.10F, 0.0F) : 0;
    clay.limb(mix(shoulder, elbow, from), elbow, mix(p.upper_arm, p.elbow_radius, from),
              p.elbow_radius, t.skin(kUpperArm + side));
  }
  if (covered < 1) {
    const float from = std::max((covered - 0.5F) / 0.5F - 0.12F, 0.0F);
    clay.limb(mix(elbow, wrist, from), wrist, mix(p.elbow_radius, p.wrist_radius, from),
              p.wrist_radius, t.skin(kForeArm + side));
  } else {
    clay.limb(mix(elbow, wrist, 0.85F), wrist, 0.8F * p.wrist_radius, 0.8F * p.wrist_radius,
              t.skin(kForeArm + side));
  }
  world::append(mesh, clay.mesh(kCloth * 0.8F * t.h));
  Clay hand;
  const float bare = covered < 0.95F ? 1.04F : 0.88F;
  hand.limb(mix(elbow, wrist, 0.75F), wrist,
            0.93F * bare * mix(p.elbow_radius, p.wrist_radius, 0.75F), bare * p.wrist_radius,
            t.skin(kForeArm + side));
  add_hand(hand, t, side);
  world::append(mesh, hand.mesh(0.080F * p.hand));
}

void add_foot(world::Mesh& mesh, const Tailor& t, int side) {
  const BodyPlan& p = t.plan;
  const Clothes& c = t.look.clothes;
  const float s = p.foot;
  const bool is_bare = c.footwear == Footwear::bare;
  const float w = is_bare ? 0.88F : 1;
  const auto paint = [&](int bone) {
    return is_bare ? t.skin(bone)
                   : Paint{c.shoes,
                           c.top_surface == Surface::metal ? Surface::metal : Surface::matte, bone};
  };
  const Vec3 ankle = on_side(p.ankle, side);
  // Metres beside, above the ground and before the ankle, in foot lengths; toes turn out a little.
  const auto at = [&](float x, float y, float z) {
    const float turned = x + 0.10F * std::max(z, 0.0F);
    return Vec3{ankle.x + (side == 0 ? turned : -turned) * s, y * s, ankle.z + z * s};
  };
  Clay clay;
  clay.blend(0.16F * s);
  const int foot = kFoot + side;
  clay.limb(at(0, 0.145F * w, -0.10F), at(0.0F, 0.13F * w, 0.42F), 0.145F * w * s, 0.13F * w * s,
            paint(foot));
  clay.limb(at(0, 0.22F, -0.02F), at(0, 0.15F, 0.30F), 0.135F * w * s, 0.12F * w * s, paint(foot));
  clay.limb(at(0.045F, 0.115F * w, 0.47F), at(0.03F, 0.11F * w, 0.62F), 0.115F * w * s,
            0.11F * w * s, paint(kToes + side));
  clay.limb(at(-0.06F, 0.115F * w, 0.47F), at(-0.05F, 0.11F * w, 0.63F), 0.115F * w * s,
            0.11F * w * s, paint(kToes + side));
  clay.blend(0.05F * s);
  if (c.footwear == Footwear::boot) {
    const Vec3 knee = on_side(p.knee, side);
    clay.limb(ankle, mix(ankle, knee, 0.55F), p.ankle_radius * 1.30F + 0.012F * t.h,
              p.knee_radius * 1.12F + 0.010F * t.h, paint(kShin + side));
  } else {
    clay.limb(ankle - Vec3{0, 0.02F * t.h, 0}, ankle + Vec3{0, 0.012F * t.h, 0},
              p.ankle_radius * 1.15F + 0.003F * t.h, p.ankle_radius + 0.003F * t.h, paint(foot));
  }
  world::Mesh shoe = clay.mesh(0.085F * s);
  // Soles are flat, and a shade of their own.
  const Light sole = is_bare ? t.look.skin : c.shoes * 0.35F + Light{0.10F, 0.09F, 0.08F};
  for (world::Vertex& v : shoe.vertices) {
    if (v.position.y < 0.045F * s) {
      v.position.y = std::max(v.position.y, 0.0F);
      v.colour = v.position.y < 0.03F * s ? sole : v.colour;
    }
  }
  world::append(mesh, shoe);
}

}  // namespace kirin::engine::motion::models::person
