// What is carried, strapped on or pinned on.
#include <array>
#include <vector>

#include "engine/motion/models/people/fitting.h"
#include "engine/motion/models/people/front.h"
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

}  // namespace

void add_backpack(Fitting& f) {
  const BodyPlan& p = f.plan;
  const Light colour = *f.clothes().backpack;
  const Paint paint{colour, Surface::cloth, kChest};
  const float back = -p.chest_radii.z - 0.01F * f.h;
  Clay clay;
  clay.blend(0.01F * f.h);
  clay.block(world::translation({0, mix(p.spine.y, p.neck.y, 0.48F), back - 0.042F * f.h}),
             Vec3{0.080F, 0.105F, 0.045F} * f.h, 0.035F * f.h, paint);
  clay.block(world::translation({0, mix(p.spine.y, p.neck.y, 0.28F), back - 0.088F * f.h}),
             Vec3{0.058F, 0.045F, 0.020F} * f.h, 0.018F * f.h,
             {colour * 0.75F, Surface::cloth, kChest});
  world::append(f.model.mesh, clay.mesh(0.015F * f.h));
  MeshBuilder build(f.model.mesh);
  for (const int side : {0, 1}) {
    const float x = 0.62F * p.shoulder.x;
    const float r = p.upper_arm * 1.25F + f.clothes().thickness * f.h;
    std::vector<Vec3> path;
    std::vector<float> radii;
    for (int i = 0; i <= 12; ++i) {
      const float a = world::kPi * (1.15F - 1.45F * static_cast<float>(i) / 12);
      path.push_back(on_side({x, p.shoulder.y - 0.025F * f.h + (r + 0.012F * f.h) * std::sin(a),
                              -0.006F * f.h + (p.chest_radii.z + 0.012F * f.h) * std::cos(a)},
                             side));
      radii.push_back(i == 0 || i == 12 ? 0 : 0.010F * f.h);
    }
    build.tube(path, radii, 8, {colour * 0.6F, Surface::cloth, kChest});
  }
}

void add_wings(Fitting& f) {
  const BodyPlan& p = f.plan;
  for (const int side : {0, 1}) {
    const Vec3 root =
        on_side({0.035F * f.h, mix(p.chest.y, p.neck.y, 0.45F), -p.chest_radii.z}, side);
    const int bone = f.model.skeleton.add(side == 0 ? "wing_l" : "wing_r", kChest, root);
    MeshBuilder build(f.model.mesh);
    const Paint paint{*f.clothes().wings, Surface::feathers, bone};
    const Vec3 wrist = on_side({0.17F * f.h, p.neck.y + 0.10F * f.h, -0.15F * f.h}, side);
    const std::array<Vec3, 4> path{root, mix(root, wrist, 0.5F) + Vec3{0, 0.02F * f.h, 0}, wrist,
                                   mix(wrist, root, -0.25F)};
    const std::array<float, 4> radii{0, 0.026F * f.h, 0.024F * f.h, 0};
    build.tube(path, radii, 10, paint);
    // Three rows of feathers, the longest below.
    for (int row = 0; row < 3; ++row) {
      const int count = 9 - row;
      for (int i = 0; i < count; ++i) {
        const float t = static_cast<float>(i) / static_cast<float>(count - 1);
        const Vec3 from = mix(wrist, root, 0.85F * t);
        const Vec3 end = on_side(
            {mix(0.36F, 0.07F, t) * f.h,
             mix(p.neck.y + 0.04F * f.h, p.hips.y - 0.03F * f.h, std::sin(0.5F * world::kPi * t)),
             mix(-0.22F, -0.10F, t) * f.h},
            side);
        const Vec3 tip = mix(from, end, 1 - 0.30F * static_cast<float>(row));
        const world::Affine frame = world::pointing(mix(from, tip, 0.5F), tip);
        // Flat towards the viewer behind.
        const Vec3 flat = world::normalized(world::cross(frame.y, {0, 0, 1}));
        build.ball({flat, frame.y, world::cross(flat, frame.y),
                    frame.origin - Vec3{0, 0, 0.007F * f.h * static_cast<float>(row)}},
                   {0.027F * f.h, 0.56F * world::length(tip - from), 0.007F * f.h}, 8, 8, paint);
      }
    }
  }
}

void add_badge(Fitting& f) {
  const BodyPlan& p = f.plan;
  const bool is_hero = f.clothes().cape.has_value();
  const float x = is_hero ? 0 : 0.042F * f.h;
  const float y = mix(p.chest.y, p.neck.y, 0.35F);
  const Front front(f.model.mesh);
  const float z = front.z(x, y, p.chest_radii.z);
  const float r = (is_hero ? 0.034F : 0.015F) * f.h;
  MeshBuilder build(f.model.mesh);
  if (is_hero) {
    const std::array<world::Point2, 5> shield{{{0, -1.2F * r},
                                               {1.15F * r, 0.1F * r},
                                               {0.8F * r, 0.9F * r},
                                               {-0.8F * r, 0.9F * r},
                                               {-1.15F * r, 0.1F * r}}};
    build.extrude(world::translation({x, y, z}), shield, 0.006F * f.h,
                  {*f.clothes().badge, Surface::plastic, kChest});
  } else {
    build.ball(world::translation({x, y, z}), {r, 1.1F * r, 0.4F * r}, 6, 10,
               {*f.clothes().badge, Surface::metal, kChest});
  }
}

void add_armour(Fitting& f) {
  const BodyPlan& p = f.plan;
  const Light colour = *f.clothes().armour;
  const float thick = f.clothes().thickness * f.h;
  MeshBuilder build(f.model.mesh);
  for (const int side : {0, 1}) {
    const float s = side == 0 ? 1.0F : -1.0F;
    const auto plate = [&](Vec3 at, float r, int bone, Vec3 shape) {
      build.ball(world::translation(at), shape * r, 10, 16, {colour, Surface::metal, bone});
    };
    const Vec3 shoulder = on_side(p.shoulder, side);
    plate(shoulder + Vec3{s * 0.010F * f.h, 0.012F * f.h, 0}, p.upper_arm * 1.75F + thick,
          kUpperArm + side, {1, 0.78F, 1.05F});
    plate(shoulder + Vec3{s * 0.026F * f.h, -0.026F * f.h, 0}, p.upper_arm * 1.50F + thick,
          kUpperArm + side, {0.9F, 0.7F, 1.0F});
    plate(on_side(p.elbow, side) - Vec3{0, 0, 0.006F * f.h}, p.elbow_radius * 1.35F + thick,
          kForeArm + side, {1, 0.9F, 1});
    plate(on_side(p.knee, side) + Vec3{0, 0, 0.008F * f.h}, p.knee_radius * 1.30F + 0.6F * thick,
          kShin + side, {1, 0.95F, 1});
  }
  Clay clay;
  clay.blend(0.02F * f.h);
  clay.ellipsoid(mix(p.chest, p.neck, 0.28F) + Vec3{0, 0, 0.006F * f.h},
                 p.chest_radii + Vec3{0.6F, 0.1F, 1.1F} * (thick + 0.006F * f.h),
                 {colour * 1.15F, Surface::metal, kChest});
  world::append(f.model.mesh, clay.mesh(0.018F * f.h));
}

void add_limb_bands(Fitting& f, const Light& colour) {
  const BodyPlan& p = f.plan;
  const float thick = f.clothes().thickness * f.h;
  MeshBuilder build(f.model.mesh);
  for (const int side : {0, 1}) {
    const Vec3 arm = on_side(mix(p.shoulder, p.elbow, 0.55F), side);
    build.torus(world::pointing(arm, on_side(p.elbow, side)), p.upper_arm + 0.92F * thick,
                0.009F * f.h, 20, 8, {colour, Surface::cloth, kUpperArm + side});
    const Vec3 leg = on_side(mix(p.knee, p.ankle, 0.35F), side);
    build.torus(world::pointing(leg, on_side(p.ankle, side)),
                mix(p.knee_radius, p.ankle_radius, 0.35F) + f.clothes().trouser_width * f.h * 1.15F,
                0.009F * f.h, 20, 8, {colour, Surface::cloth, kShin + side});
  }
}

void add_life_support(Fitting& f) {
  const BodyPlan& p = f.plan;
  const Light colour = *f.clothes().life_support;
  const bool is_space = f.clothes().hat == Hat::space;
  const float thick = f.clothes().thickness * f.h;
  const float back = -p.chest_radii.z - thick;
  const float middle = mix(p.spine.y, p.neck.y, 0.52F);
  MeshBuilder build(f.model.mesh);
  if (is_space) {
    Clay clay;
    clay.block(world::translation({0, middle, back - 0.038F * f.h}),
               Vec3{0.105F, 0.150F, 0.050F} * f.h, 0.022F * f.h,
               {colour, Surface::plastic, kChest});
    clay.block(world::translation(
                   {0, mix(p.spine.y, p.chest.y, 0.8F), p.chest_radii.z + thick + 0.008F * f.h}),
               Vec3{0.058F, 0.034F, 0.018F} * f.h, 0.010F * f.h,
               {colour * 0.85F, Surface::plastic, kChest});
    world::append(f.model.mesh, clay.mesh(0.015F * f.h));
    constexpr std::array<std::uint32_t, 3> kLights{0xD93A2E, 0x3AA84A, 0x2E7BD9};
    for (int i = 0; i < 3; ++i) {
      build.ball(
          world::translation({(static_cast<float>(i) - 1) * 0.030F * f.h,
                              mix(p.spine.y, p.chest.y, 0.8F) + 0.008F * f.h,
                              p.chest_radii.z + thick + 0.027F * f.h}),
          Vec3{0.009F, 0.009F, 0.005F} * f.h, 5, 10,
          {world::from_srgb(kLights[static_cast<std::size_t>(i)]), Surface::plastic, kChest});
    }
    add_limb_bands(f, world::from_srgb(0xC8472E));
    return;
  }
  for (const float s : {1.0F, -1.0F}) {
    const std::array<world::Point2, 6> tank{{{0, 0},
                                             {0.030F * f.h, 0.01F * f.h},
                                             {0.034F * f.h, 0.03F * f.h},
                                             {0.034F * f.h, 0.20F * f.h},
                                             {0.016F * f.h, 0.235F * f.h},
                                             {0, 0.24F * f.h}}};
    build.lathe(world::translation({s * 0.036F * f.h, middle - 0.11F * f.h, back - 0.036F * f.h}),
                tank, 16, {colour, Surface::paint, kChest});
  }
}

}  // namespace kirin::engine::motion::models::person
