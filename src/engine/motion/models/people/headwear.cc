#include <cmath>

#include "engine/motion/models/people/front.h"
#include "engine/motion/models/people/hatter.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::Affine;
using world::Light;
using world::MeshBuilder;
using world::Paint;
using world::Surface;
using world::Vec3;

void add_halo(const Hatter& t) {
  const float h = t.plan.head;
  t.build().torus(
      world::translation(t.plan.face + Vec3{0, 0.72F, -0.06F} * h) * world::turn_x(-0.18F),
      0.30F * h, 0.035F * h, 28, 8, {{1.6F, 1.2F, 0.45F}, Surface::glow, kHead});
}

void add_goggles(const Hatter& t, Light colour) {
  const float h = t.plan.head;
  MeshBuilder build(t.model.mesh);
  const Vec3 left = t.model.skeleton.bones[kEye].joint;
  const Vec3 right = t.model.skeleton.bones[kEyeRight].joint;
  for (const int side : {0, 1}) {
    const float s = side == 0 ? 1.0F : -1.0F;
    const Vec3 eye = (side == 0 ? left : right) + Vec3{0, 0, 0.075F * h};
    build.torus(world::translation(eye) * world::turn_y(0.22F * s) * world::turn_x(world::kPi / 2),
                0.135F * h, 0.035F * h, 24, 8, {colour, Surface::plastic, kHead});
  }
  build.cylinder(left + Vec3{-0.11F, 0, 0.085F} * h, right + Vec3{0.11F, 0, 0.085F} * h, 0.03F * h,
                 0.03F * h, 8, {colour, Surface::plastic, kHead});
  build.torus(world::translation({0, left.y, t.plan.face.z - 0.05F * h}) *
                  world::scaling(Vec3{0.93F, 1, 1}),
              0.435F * h, 0.028F * h, 28, 6, {colour * 0.4F, Surface::cloth, kHead});
}

void add_eye_patch(const Hatter& t) {
  const float h = t.plan.head;
  const Vec3 eye = t.model.skeleton.bones[kEye].joint;
  const Paint black{{0.012F, 0.012F, 0.014F}, Surface::cloth, kHead};
  t.build().ball(world::translation(eye + Vec3{0, 0, 0.05F * h}) * world::turn_y(0.3F),
                 Vec3{0.10F, 0.12F, 0.03F} * h, 8, 14, black);
  t.build().torus(world::translation({0, eye.y + 0.06F * h, t.plan.face.z - 0.06F * h}) *
                      world::turn_z(0.22F) * world::scaling(Vec3{0.93F, 1, 1}),
                  0.425F * h, 0.014F * h, 28, 6, black);
}

void add_glasses(const Hatter& t, Light colour, bool is_dark) {
  const BodyPlan& p = t.plan;
  const float h = p.head;
  MeshBuilder build(t.model.mesh);
  const Paint frame{colour, Surface::plastic, kHead};
  for (const int side : {0, 1}) {
    const float s = side == 0 ? 1.0F : -1.0F;
    const Vec3 eye = t.model.skeleton.bones[side == 0 ? kEye : kEyeRight].joint;
    const Vec3 middle = eye + Vec3{0, -0.005F * h, 0.085F * h};
    const Affine rim =
        world::translation(middle) * world::turn_y(0.16F * s) * world::turn_x(world::kPi / 2);
    build.torus(rim, 0.128F * h, 0.013F * h, 24, 8, frame);
    if (is_dark) {
      build.ball(world::translation(middle) * world::turn_y(0.16F * s),
                 Vec3{0.126F, 0.126F, 0.02F} * h, 8, 20, {colour, Surface::glass, kHead});
    }
    build.cylinder(middle + Vec3{s * 0.12F * h, 0.02F * h, -0.02F * h},
                   p.face + Vec3{s * 0.385F, 0.0F, -0.06F} * h, 0.012F * h, 0.012F * h, 6, frame);
  }
  const Vec3 left = t.model.skeleton.bones[kEye].joint;
  const Vec3 right = t.model.skeleton.bones[kEyeRight].joint;
  build.cylinder(left + Vec3{-0.115F, 0.02F, 0.095F} * h, right + Vec3{0.115F, 0.02F, 0.095F} * h,
                 0.012F * h, 0.012F * h, 6, frame);
}

void add_mask(const Hatter& t, Light colour) {
  const Front front(t.model.mesh);
  const BodyPlan& p = t.plan;
  world::Mesh cloth;
  lay(cloth, front,
      {.low = p.face.y - 0.45F * p.head,
       .high = p.face.y - 0.06F * p.head,
       .left = [&](float u) { return -p.head * (0.16F + 0.15F * std::sin(2.2F * u)); },
       .right = [&](float u) { return p.head * (0.16F + 0.15F * std::sin(2.2F * u)); },
       .lift = 0.022F * p.head,
       .rows = 10,
       .columns = 12},
      {colour, Surface::cloth, kHead});
  world::append(t.model.mesh, cloth);
}

}  // namespace

void add_headwear(world::Model& model, const BodyPlan& plan, const Look& look) {
  const Hatter t{.model = model,
                 .plan = plan,
                 .look = look,
                 .brow = world::translation(plan.face + Vec3{0, 0, -0.05F * plan.head}) *
                         world::turn_x(-0.12F) * world::scaling(plan.head)};
  add_hat(t);
  if (look.clothes.glasses) {
    add_glasses(t, *look.clothes.glasses, false);
  }
  if (look.clothes.sunglasses) {
    add_glasses(t, *look.clothes.sunglasses, true);
  }
  if (look.clothes.goggles) {
    add_goggles(t, *look.clothes.goggles);
  }
  if (look.clothes.eye_patch) {
    add_eye_patch(t);
  }
  if (look.clothes.halo) {
    add_halo(t);
  }
  if (look.clothes.mask) {
    add_mask(t, *look.clothes.mask);
  }
}

}  // namespace kirin::engine::motion::models::person
