/// \file
/// The measures of a body: where its joints lie and how thick its parts are.
///
/// Stylised as animated films do it: heads a quarter larger than life, hands and feet a little
/// larger, waists clear. Proportions change with age as in Loomis (1943): a baby is under four
/// heads tall, a child five, an adult six (in life seven and a half).
#pragma once

#include "engine/motion/world/model.h"

namespace kirin::engine::motion::models::person {

/// What tells one body from another. Lengths are fractions of the height.
struct Figure {
  float height = 1.75F;      ///< metres, without hair and hats
  float heads = 6;           ///< how many heads tall
  float legs = 0.50F;        ///< hip joint above the ground
  float shoulders = 0.118F;  ///< half the distance of the shoulder joints
  float chest = 0.092F;      ///< half its width
  float waist = 0.078F;
  float pelvis = 0.088F;
  float limbs = 1;  ///< thickness of arms and legs; 1: an adult's
  float belly = 0;  ///< how far it stands out
  float bust = 0;
  float neck = 0.26F;  ///< from shoulders to chin, heads
  float stoop = 0;     ///< [0, 1], of old backs
};

/// Joints of the left side lie at +x; the right side mirrors them.
struct BodyPlan {
  Figure figure;
  float head = 0;  ///< chin to crown, metres
  world::Vec3 hips, spine, chest, neck, skull;
  world::Vec3 shoulder, elbow, wrist, knuckles;
  world::Vec3 hip, knee, ankle, ball;
  world::Vec3 pelvis_radii, waist_radii, chest_radii;
  world::Vec3 face;  ///< middle of the head
  float thigh = 0, knee_radius = 0, ankle_radius = 0;
  float upper_arm = 0, elbow_radius = 0, wrist_radius = 0, neck_radius = 0;
  float hand = 0;  ///< wrist to finger tips
  float foot = 0;  ///< heel to toes

  float height() const { return figure.height; }
};

BodyPlan plan_body(const Figure& figure);

/// The bones every person has, in the order of their indices; `right` of a pair is `left` + 1.
enum BoneId : int {
  kHips,
  kSpine,
  kChest,
  kNeck,
  kHead,
  kUpperArm,
  kUpperArmRight,
  kForeArm,
  kForeArmRight,
  kHand,
  kHandRight,
  kThigh,
  kThighRight,
  kShin,
  kShinRight,
  kFoot,
  kFootRight,
  kToes,
  kToesRight,
  kEye,
  kEyeRight,
  kBrow,
  kBrowRight,
  kMouth,
  kBoneCount
};

/// Hips to mouth; face bones are put where they belong by whoever makes the face.
world::Skeleton make_skeleton(const BodyPlan& plan);

constexpr world::Vec3 mirrored(world::Vec3 p) { return {-p.x, p.y, p.z}; }
/// `p` on the left side (0) or mirrored to the right (1).
constexpr world::Vec3 on_side(world::Vec3 p, int side) { return side == 0 ? p : mirrored(p); }

}  // namespace kirin::engine::motion::models::person
