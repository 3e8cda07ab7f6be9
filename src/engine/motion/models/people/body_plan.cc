#include "engine/motion/models/people/body_plan.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::Vec3;

constexpr float kArmSlope = 0.42F;  // radians off the vertical at rest: armpits stay clear

}  // namespace

BodyPlan plan_body(const Figure& f) {
  BodyPlan p;
  p.figure = f;
  const float h = f.height;
  p.head = h / f.heads;
  const float chin = h - p.head;
  const float hip = f.legs * h;
  const float shoulder = chin - f.neck * p.head;
  const float trunk = shoulder - hip;
  p.hips = {0, hip + 0.10F * trunk, 0};
  p.spine = {0, hip + 0.34F * trunk, -0.004F * h};
  p.chest = {0, hip + 0.58F * trunk, -0.008F * h};
  p.neck = {0, shoulder + 0.02F * h, -0.012F * h};
  p.skull = {0, chin + 0.14F * p.head, -0.02F * p.head};
  p.face = {0, chin + 0.5F * p.head, 0.06F * p.head};
  p.shoulder = {f.shoulders * h, shoulder, -0.006F * h};
  const Vec3 down{std::sin(kArmSlope), -std::cos(kArmSlope), 0};
  const float arm = 0.30F * h * (0.55F + 0.9F * f.legs);  // short legs go with short arms
  p.elbow = p.shoulder + down * (0.52F * arm);
  p.wrist = p.elbow + down * (0.48F * arm) + Vec3{0, 0, 0.01F * h};
  p.hand = 0.055F * h + 0.18F * p.head;
  p.knuckles = p.wrist + down * (0.5F * p.hand);
  p.hip = {0.52F * f.pelvis * h, hip, 0};
  p.ankle = {0.50F * f.pelvis * h + 0.006F * h, 0.045F * h, -0.012F * h};
  p.knee = world::mix(p.hip, p.ankle, 0.5F) + Vec3{0, 0.004F * h, 0.012F * h};
  p.foot = 0.10F * h + 0.20F * p.head;
  p.ball = {p.ankle.x + 0.004F * h, 0.02F * h, p.ankle.z + 0.50F * p.foot};
  p.pelvis_radii = Vec3{f.pelvis, 0.30F * trunk / h, 0.78F * f.pelvis} * h;
  p.waist_radii = Vec3{f.waist, 0.34F * trunk / h, 0.76F * f.waist} * h;
  p.chest_radii = Vec3{f.chest, 0.40F * trunk / h, 0.72F * f.chest} * h;
  const float thick = h * f.limbs;
  p.thigh = 0.046F * thick;
  p.knee_radius = 0.033F * thick;
  p.ankle_radius = 0.024F * thick;
  p.upper_arm = 0.030F * thick;
  p.elbow_radius = 0.024F * thick;
  p.wrist_radius = 0.0185F * thick;
  p.neck_radius = 0.5F * (0.030F * thick + 0.17F * p.head);
  // Old backs bend: neck and head come forwards.
  p.neck.z += 0.020F * h * f.stoop;
  p.skull.z += 0.038F * h * f.stoop;
  p.face.z += 0.045F * h * f.stoop;
  return p;
}

world::Skeleton make_skeleton(const BodyPlan& p) {
  world::Skeleton s;
  s.add("hips", -1, p.hips);
  s.add("spine", kHips, p.spine);
  s.add("chest", kSpine, p.chest);
  s.add("neck", kChest, p.neck);
  s.add("head", kNeck, p.skull);
  const auto pair = [&](const char* left, const char* right, int parent_left, int parent_right,
                        Vec3 joint) {
    s.add(left, parent_left, joint);
    s.add(right, parent_right, mirrored(joint));
  };
  pair("upper_arm_l", "upper_arm_r", kChest, kChest, p.shoulder);
  pair("fore_arm_l", "fore_arm_r", kUpperArm, kUpperArmRight, p.elbow);
  pair("hand_l", "hand_r", kForeArm, kForeArmRight, p.wrist);
  pair("thigh_l", "thigh_r", kHips, kHips, p.hip);
  pair("shin_l", "shin_r", kThigh, kThighRight, p.knee);
  pair("foot_l", "foot_r", kShin, kShinRight, p.ankle);
  pair("toes_l", "toes_r", kFoot, kFootRight, p.ball);
  pair("eye_l", "eye_r", kHead, kHead, p.face);
  pair("brow_l", "brow_r", kHead, kHead, p.face);
  s.add("jaw", kHead, p.face);  // carries the mouth
  return s;
}

}  // namespace kirin::engine::motion::models::person
