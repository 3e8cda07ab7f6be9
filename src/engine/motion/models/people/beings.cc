#include "engine/motion/models/people/beings.h"

#include <array>

#include "engine/motion/dice.h"
#include "engine/motion/models/people/body.h"
#include "engine/motion/models/people/drape.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::Clay;
using world::Light;
using world::MeshBuilder;
using world::mix;
using world::Paint;
using world::Surface;
using world::Vec3;

/// One machine part after another, each stiff on its bone.
struct Workshop {
  world::Model& model;
  const BodyPlan& plan;
  Light shell;
  float h;

  Paint panel(int bone) const { return {shell, Surface::paint, bone}; }
  Paint joint(int bone) const { return {{0.045F, 0.048F, 0.055F}, Surface::metal, bone}; }
  Paint trim(int bone) const { return {{0.50F, 0.52F, 0.55F}, Surface::metal, bone}; }

  void block(Vec3 middle, Vec3 half, float rounding, const Paint& paint) const {
    Clay clay;
    clay.block(world::translation(middle), half, rounding, paint);
    world::append(model.mesh, clay.mesh(std::max(0.010F * h, 0.16F * std::min(half.x, half.z))));
  }
  void limb(Vec3 a, Vec3 b, float ra, float rb, const Paint& paint) const {
    const std::array<Vec3, 6> path{
        a, mix(a, b, 0.03F), mix(a, b, 0.12F), mix(a, b, 0.88F), mix(a, b, 0.97F), b};
    const std::array<float, 6> radii{0, 0.75F * ra, ra, rb, 0.75F * rb, 0};
    MeshBuilder(model.mesh).tube(path, radii, 16, paint);
  }
  void ball(Vec3 middle, float radius, const Paint& paint) const {
    MeshBuilder(model.mesh).ball(world::translation(middle), Vec3{1, 1, 1} * radius, 8, 14, paint);
  }
};

void add_robot_head(const Workshop& w) {
  const BodyPlan& p = w.plan;
  const float s = p.head;
  const auto at = [&](float x, float y, float z) { return p.face + Vec3{x, y, z} * s; };
  MeshBuilder build(w.model.mesh);
  w.block(at(0, 0.02F, 0), Vec3{0.47F, 0.38F, 0.40F} * s, 0.17F * s, w.panel(kHead));
  w.block(at(0, 0.0F, 0.20F), Vec3{0.39F, 0.28F, 0.225F} * s, 0.13F * s, w.joint(kHead));
  for (const int side : {0, 1}) {
    const float x = side == 0 ? 1.0F : -1.0F;
    const Vec3 eye = at(x * 0.17F, 0.06F, 0.41F);
    const int bone = kEye + side;
    w.model.skeleton.bones[static_cast<std::size_t>(bone)].joint = eye;
    build.ball(world::translation(eye), Vec3{0.085F, 0.105F, 0.035F} * s, 8, 16,
               {{0.25F, 1.15F, 1.35F}, Surface::glow, kEye + side});
    build.cylinder(at(x * 0.46F, 0.02F, 0), at(x * 0.56F, 0.02F, 0), 0.15F * s, 0.12F * s, 18,
                   w.trim(kHead));
  }
  w.model.skeleton.bones[kMouth].joint = at(0, -0.15F, 0.425F);
  build.ball(world::translation(at(0, -0.15F, 0.415F)), Vec3{0.12F, 0.022F, 0.022F} * s, 6, 16,
             {{0.25F, 1.15F, 1.35F}, Surface::glow, kMouth});
  build.cylinder(at(0, 0.38F, 0), at(0, 0.56F, 0), 0.022F * s, 0.018F * s, 10, w.trim(kHead));
  build.ball(world::translation(at(0, 0.60F, 0)), Vec3{0.06F, 0.06F, 0.06F} * s, 8, 12,
             {{1.3F, 0.25F, 0.15F}, Surface::glow, kHead});
  w.limb(p.neck - Vec3{0, 0.03F * w.h, 0}, at(0, -0.30F, 0), 0.16F * s, 0.14F * s, w.joint(kNeck));
}

void add_robot_trunk(const Workshop& w) {
  const BodyPlan& p = w.plan;
  const Vec3 chest = mix(p.chest, p.neck, 0.28F);
  w.block(chest, Vec3{1.10F * p.chest_radii.x, 0.62F * p.chest_radii.y, 1.05F * p.chest_radii.z},
          0.05F * w.h, w.panel(kChest));
  w.limb(p.hips, p.chest, 0.78F * p.waist_radii.x, 0.78F * p.waist_radii.x, w.joint(kSpine));
  w.block(p.hips,
          Vec3{0.98F * p.pelvis_radii.x, 0.50F * p.pelvis_radii.y, 0.95F * p.pelvis_radii.z},
          0.035F * w.h, w.panel(kHips));
  const float front = chest.z + 1.04F * p.chest_radii.z;
  w.block({0, chest.y + 0.01F * w.h, front}, Vec3{0.055F, 0.036F, 0.010F} * w.h, 0.008F * w.h,
          w.joint(kChest));
  MeshBuilder build(w.model.mesh);
  constexpr std::array<Light, 3> kLamps{
      {{1.2F, 0.25F, 0.15F}, {1.2F, 0.9F, 0.15F}, {0.2F, 1.1F, 0.35F}}};
  for (int i = 0; i < 3; ++i) {
    build.ball(world::translation({(static_cast<float>(i) - 1) * 0.030F * w.h,
                                   chest.y + 0.01F * w.h, front + 0.011F * w.h}),
               Vec3{0.010F, 0.010F, 0.006F} * w.h, 6, 10,
               {kLamps[static_cast<std::size_t>(i)], Surface::glow, kChest});
  }
}

void add_robot_limbs(const Workshop& w, int side) {
  const BodyPlan& p = w.plan;
  const auto on = [&](Vec3 v) { return on_side(v, side); };
  const Vec3 shoulder = on(p.shoulder);
  const Vec3 elbow = on(p.elbow);
  const Vec3 wrist = on(p.wrist);
  w.ball(shoulder, 1.55F * p.upper_arm, w.trim(kUpperArm + side));
  w.limb(shoulder, mix(shoulder, elbow, 0.98F), 1.0F * p.upper_arm, 0.9F * p.upper_arm,
         w.panel(kUpperArm + side));
  w.ball(elbow, 1.15F * p.upper_arm, w.joint(kForeArm + side));
  w.limb(mix(elbow, wrist, 0.08F), mix(elbow, wrist, 0.95F), 0.95F * p.upper_arm,
         1.40F * p.upper_arm, w.panel(kForeArm + side));
  const Vec3 along = world::normalized(p.knuckles - p.wrist);
  w.ball(on(p.wrist + along * (0.22F * p.hand)), 0.22F * p.hand, w.joint(kHand + side));
  for (const float z : {-0.16F, 0.0F, 0.16F}) {
    w.limb(on(p.wrist + along * (0.30F * p.hand) + Vec3{0, 0, z * p.hand}),
           on(p.wrist + along * (0.80F * p.hand) + Vec3{0, 0, 1.2F * z * p.hand}), 0.085F * p.hand,
           0.07F * p.hand, w.trim(kHand + side));
  }
  w.limb(on(p.wrist + along * (0.15F * p.hand) + Vec3{0, 0, 0.15F * p.hand}),
         on(p.wrist + along * (0.50F * p.hand) + Vec3{0, 0, 0.36F * p.hand}), 0.085F * p.hand,
         0.07F * p.hand, w.trim(kHand + side));
  const Vec3 hip = on(p.hip);
  const Vec3 knee = on(p.knee);
  const Vec3 ankle = on(p.ankle);
  w.ball(hip, 1.05F * p.thigh, w.joint(kThigh + side));
  w.limb(mix(hip, knee, 0.08F), mix(hip, knee, 0.97F), 0.95F * p.thigh, 0.80F * p.thigh,
         w.panel(kThigh + side));
  w.ball(knee, 1.15F * p.knee_radius, w.joint(kShin + side));
  w.limb(mix(knee, ankle, 0.07F), mix(knee, ankle, 1.0F), 1.0F * p.knee_radius,
         1.55F * p.knee_radius, w.panel(kShin + side));
  const float s = p.foot;
  w.block(Vec3{ankle.x, 0.145F * s, ankle.z + 0.10F * s}, Vec3{0.22F, 0.145F, 0.36F} * s, 0.10F * s,
          w.trim(kFoot + side));
  w.block(Vec3{ankle.x, 0.11F * s, ankle.z + 0.52F * s}, Vec3{0.20F, 0.11F, 0.20F} * s, 0.08F * s,
          w.panel(kToes + side));
}

}  // namespace

Figure robot_figure() {
  return {.height = 1.72F,
          .heads = 4.7F,
          .legs = 0.47F,
          .shoulders = 0.140F,
          .chest = 0.104F,
          .waist = 0.070F,
          .pelvis = 0.090F,
          .limbs = 1.12F};
}

void add_robot(world::Model& model, const BodyPlan& plan, Light colour, std::uint64_t) {
  const Workshop w{model, plan, colour, plan.height()};
  add_robot_trunk(w);
  add_robot_head(w);
  for (const int side : {0, 1}) {
    add_robot_limbs(w, side);
  }
}

Figure ghost_figure() {
  return {.height = 1.55F,
          .heads = 3.9F,
          .legs = 0.42F,
          .shoulders = 0.125F,
          .chest = 0.115F,
          .waist = 0.120F,
          .pelvis = 0.125F,
          .limbs = 1.25F};
}

void add_ghost(world::Model& model, const BodyPlan& p, Light colour) {
  const float h = p.height();
  const auto cloth = [&](int bone) { return Paint{colour, Surface::cloth, bone}; };
  Clay clay;
  clay.blend(0.10F * h);
  clay.ellipsoid(p.face, Vec3{0.47F, 0.48F, 0.46F} * p.head, cloth(kHead));
  clay.limb(p.neck, p.spine, 0.115F * h, 0.150F * h, cloth(kChest));
  clay.limb(p.spine, p.hip * Vec3{0, 0.9F, 0}, 0.148F * h, 0.135F * h, cloth(kHips));
  clay.blend(0.05F * h);
  for (const int side : {0, 1}) {
    clay.limb(on_side(p.shoulder, side), on_side(p.elbow, side), 0.055F * h, 0.050F * h,
              cloth(kUpperArm + side));
    clay.limb(on_side(p.elbow, side), on_side(mix(p.wrist, p.knuckles, 0.6F), side), 0.050F * h,
              0.034F * h, cloth(kForeArm + side));
  }
  world::append(model.mesh, clay.mesh(0.020F * h));
  const SkirtBones bones = skirt_bones(model, p);
  Drape d;
  for (int i = 0; i <= 10; ++i) {
    const float t = static_cast<float>(i) / 10;
    const float r = mix(i == 0 ? 0.140F : 0.153F, 0.190F, t) * h;
    d.rings.push_back(
        {.y = mix(p.spine.y, 0.008F * h, t), .side = r, .depth = r, .fold = 0.030F * h * t * t});
  }
  d.columns = 56;
  d.folds = 8;
  d.hold = [bones](float angle, float y) { return bones.hold(angle, y); };
  add_drape(model.mesh, d, cloth(kHips));
  MeshBuilder build(model.mesh);
  const float z = p.face.z + 0.425F * p.head;
  for (const int side : {0, 1}) {
    const Vec3 eye = on_side({0.15F * p.head, p.face.y + 0.05F * p.head, z}, side);
    const int bone = kEye + side;
    model.skeleton.bones[static_cast<std::size_t>(bone)].joint = eye;
    build.ball(world::translation(eye), Vec3{0.075F, 0.115F, 0.05F} * p.head, 8, 14,
               {{0.008F, 0.008F, 0.012F}, Surface::eye, kEye + side});
  }
  const Vec3 mouth{0, p.face.y - 0.18F * p.head, z + 0.01F * p.head};
  model.skeleton.bones[kMouth].joint = mouth;
  build.ball(world::translation(mouth), Vec3{0.07F, 0.05F, 0.05F} * p.head, 8, 14,
             {{0.02F, 0.012F, 0.016F}, Surface::matte, kMouth});
}

void add_fish_tail(world::Model& model, const BodyPlan& p, const Look& look, Light colour) {
  const float h = p.height();
  const std::array<float, 4> heights{p.hip.y, mix(p.hip.y, p.knee.y, 0.75F),
                                     mix(p.knee.y, p.ankle.y, 0.35F), 0.11F * h};
  std::array<int, 3> bones{};
  int parent = kHips;
  for (std::size_t i = 0; i < 3; ++i) {
    parent = bones[i] =
        model.skeleton.add("tail_" + std::to_string(i + 1), parent, {0, heights[i], 0});
  }
  const auto scales = [&](int bone) { return Paint{colour, Surface::scales, bone}; };
  Clay clay;
  clay.blend(0.03F * h);
  const Girth hips = girth_at(p, look, p.hips.y);
  clay.ellipsoid(p.hips, Vec3{hips.side + 0.004F * h, p.pelvis_radii.y, 1.02F * hips.front},
                 scales(kHips));
  clay.limb(p.hips, {0, heights[1], 0}, 0.9F * hips.side, 0.062F * h, scales(bones[0]));
  clay.limb({0, heights[1], 0}, {0, heights[2], 0}, 0.062F * h, 0.040F * h, scales(bones[1]));
  clay.limb({0, heights[2], 0}, {0, heights[3], 0}, 0.040F * h, 0.020F * h, scales(bones[2]));
  world::append(model.mesh, clay.mesh(0.017F * h));
  MeshBuilder build(model.mesh);
  for (const float s : {1.0F, -1.0F}) {
    for (int i = 0; i < 3; ++i) {
      const float spread = 0.35F + 0.34F * static_cast<float>(i);
      const Vec3 root{0, heights[3], 0};
      const Vec3 tip =
          root + Vec3{s * std::sin(spread), -0.55F * std::cos(spread), 0} * (0.17F * h);
      const world::Affine frame = world::pointing(mix(root, tip, 0.5F), tip);
      const Vec3 flat = world::normalized(world::cross(frame.y, {0, 0, 1}));
      build.ball({flat, frame.y, world::cross(flat, frame.y), frame.origin},
                 {0.036F * h, 0.58F * world::length(tip - root), 0.009F * h}, 8, 12,
                 {colour * 1.25F, Surface::scales, bones[2]});
    }
  }
  // A frill where skin begins.
  build.torus(world::translation({0, p.spine.y - 0.02F * h, 0.5F * (hips.front - hips.back)}) *
                  world::scaling(Vec3{1, 1, 0.82F}),
              girth_at(p, look, p.spine.y).side * 1.02F, 0.012F * h, 28, 8,
              {colour * 1.25F, Surface::scales, kHips});
}

}  // namespace kirin::engine::motion::models::person
