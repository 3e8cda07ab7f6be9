#include "engine/motion/models/people/head.h"

#include <array>
#include <vector>

#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::person {
namespace {

using world::Affine;
using world::Clay;
using world::Light;
using world::Paint;
using world::Surface;
using world::Vec3;

/// Builds in heads: the head's middle is the origin, chin and crown lie at y = ∓0.5.
struct Face {
  world::Model& model;
  const BodyPlan& plan;
  const Look& look;
  Front front;

  Vec3 at(Vec3 u) const { return plan.face + u * plan.head; }
  /// On the face at (x, y), lifted by `lift`; heads.
  Vec3 on(float x, float y, float lift) const {
    const Vec3 p = at({x, y, 0});
    return {p.x, p.y, front.z(p.x, p.y, at({0, 0, 0.3F}).z) + lift * plan.head};
  }
};

Clay skull(const BodyPlan& plan, const Look& look) {
  const float h = plan.head;
  const Paint skin{look.skin, Surface::skin, kHead};
  const Paint neck{look.skin, Surface::skin, kNeck};
  const auto at = [&](float x, float y, float z) { return plan.face + Vec3{x, y, z} * h; };
  Clay clay;
  clay.blend(0.16F * h);
  clay.ellipsoid(at(0, 0.10F, -0.06F), Vec3{0.385F, 0.40F, 0.42F} * h, skin);
  const float jaw = look.is_baby ? 0.33F : look.is_female || look.is_child ? 0.275F : 0.305F;
  clay.ellipsoid(at(0, -0.19F, 0.03F), Vec3{jaw, 0.30F, 0.31F} * h, skin);
  const float cheeks = look.is_baby ? 0.18F : look.is_child ? 0.17F : 0.145F;
  for (const float side : {1.0F, -1.0F}) {
    clay.ball(at(side * 0.19F, -0.17F, 0.16F), cheeks * h, skin);
  }
  clay.blend(0.08F * h);
  if (!look.is_baby) {
    clay.ball(at(0, -0.41F, 0.19F), (look.is_female || look.is_child ? 0.065F : 0.085F) * h, skin);
  }
  clay.limb(plan.neck - Vec3{0, 0.03F * plan.height(), 0}, at(0, -0.25F, -0.08F), plan.neck_radius,
            plan.neck_radius * 0.94F, neck);
  clay.blend(0.03F * h);
  const float ear = look.is_baby ? 0.415F : 0.395F;
  const float nose = look.is_child ? 0.8F : look.is_female ? 0.9F : 1.15F;
  Light tip = look.skin * Light{1.02F, 0.90F, 0.86F};
  if (look.has_red_nose) {
    tip = {0.75F, 0.03F, 0.03F};
  }
  const float bulb = look.has_red_nose ? 1.7F : 1;
  clay.limb(at(0, 0.02F, 0.325F), at(0, -0.085F, 0.385F), 0.028F * h * nose, 0.045F * h * nose,
            skin);
  clay.ball(at(0, -0.105F, 0.395F), 0.056F * h * nose * bulb, {tip, Surface::skin, kHead});
  for (const float side : {1.0F, -1.0F}) {
    clay.ellipsoid(world::translation(at(side * ear, -0.06F, -0.03F)) *
                       world::turn_y(side * 0.45F) * world::turn_z(-side * 0.12F),
                   Vec3{0.050F, 0.110F, 0.078F} * h, skin);
    if (look.has_pointed_ears) {
      clay.limb(at(side * 0.39F, 0.0F, -0.06F), at(side * 0.50F, 0.22F, -0.12F), 0.05F * h,
                0.008F * h, skin);
    }
  }
  clay.blend(0.015F * h);
  for (const float side : {1.0F, -1.0F}) {
    clay.carve(
        world::translation(at(side * (ear + 0.045F), -0.05F, 0.01F)) * world::turn_y(side * 0.5F),
        Vec3{0.016F, 0.055F, 0.032F} * h,
        {look.skin * Light{0.75F, 0.6F, 0.55F}, Surface::skin, kHead});
  }
  // A blush on the cheeks and warm ears keep the skin alive.
  const Light blush = look.skin * Light{1.04F, 0.80F, 0.76F};
  for (const float side : {1.0F, -1.0F}) {
    clay.stain(world::translation(at(side * 0.23F, -0.20F, 0.30F)), Vec3{0.07F, 0.055F, 0.12F} * h,
               blush);
  }
  return clay;
}

void add_beard(Clay& clay, const BodyPlan& plan, const Look& look) {
  const float h = plan.head;
  const auto at = [&](float x, float y, float z) { return plan.face + Vec3{x, y, z} * h; };
  const Paint hair{look.hair, Surface::hair, kHead};
  clay.blend(0.07F * h);
  if (look.beard) {
    const float drop = *look.beard;
    for (const float side : {1.0F, -1.0F}) {
      clay.limb(at(side * 0.335F, 0.0F, 0.02F), at(side * 0.25F, -0.30F, 0.14F), 0.04F * h,
                0.095F * h, hair);
      clay.limb(at(side * 0.25F, -0.30F, 0.14F), at(0, -0.42F, 0.22F), 0.095F * h, 0.12F * h, hair);
    }
    clay.limb(at(0, -0.42F, 0.22F), at(0, -0.45F - drop, 0.24F + 0.05F * drop), 0.14F * h,
              (drop > 0.3F ? 0.05F : 0.10F) * h, hair);
    if (drop > 0.3F) {
      for (const float side : {1.0F, -1.0F}) {
        clay.limb(at(side * 0.12F, -0.42F, 0.20F), at(side * 0.10F, -0.42F - 0.8F * drop, 0.22F),
                  0.12F * h, 0.04F * h, hair);
      }
    }
  }
  if (look.has_moustache) {
    clay.blend(0.03F * h);
    for (const float side : {1.0F, -1.0F}) {
      clay.limb(at(side * 0.03F, -0.19F, 0.385F), at(side * 0.17F, -0.235F, 0.31F), 0.046F * h,
                0.02F * h, hair);
    }
  }
}

/// A ribbon of dark on the face between two curves of x in [-1, 1], as thick as 2 * `depth`.
template <class Upper, class Lower>
void lay_patch(Face& face, float x0, float half, Upper upper, Lower lower, float depth,
               const Paint& paint) {
  constexpr int kSteps = 12;
  world::Mesh& mesh = face.model.mesh;
  const auto base = static_cast<std::uint32_t>(mesh.vertices.size());
  const auto put = [&](Vec3 p, Vec3 n) {
    world::Vertex v;
    v.position = p;
    v.normal = n;
    v.colour = paint.colour;
    v.surface = paint.surface;
    v.bones[0] = v.bones[1] = static_cast<std::uint8_t>(paint.bone);
    mesh.vertices.push_back(v);
  };
  for (int i = 0; i <= kSteps; ++i) {
    const float t = 2 * static_cast<float>(i) / kSteps - 1;
    const float x = x0 + half * t;
    const Vec3 normal = world::normalized({1.6F * x, 0, 1});
    for (const float y : {upper(t), lower(t)}) {
      const Vec3 p = face.on(x, y, 0);
      put(p + normal * (depth * face.plan.head), normal);
      put(p - normal * (depth * face.plan.head), -normal);
    }
  }
  const auto quad = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
    mesh.indices.insert(mesh.indices.end(),
                        {base + a, base + b, base + c, base + a, base + c, base + d});
  };
  for (std::uint32_t i = 0; i < kSteps; ++i) {
    const std::uint32_t k = 4 * i;  // upper front, upper back, lower front, lower back
    quad(k + 2, k + 6, k + 4, k);
    quad(k + 3, k + 1, k + 5, k + 7);
    quad(k, k + 4, k + 5, k + 1);
    quad(k + 2, k + 3, k + 7, k + 6);
  }
  quad(0, 1, 3, 2);
  constexpr std::uint32_t kEnd = 4 * kSteps;
  quad(kEnd, kEnd + 2, kEnd + 3, kEnd + 1);
}

void add_eye(Face& face, int side) {
  const Look& look = face.look;
  const float h = face.plan.head;
  const float sign = side == 0 ? 1.0F : -1.0F;
  const float big = look.is_baby ? 1.12F : look.is_child ? 1.12F : look.is_female ? 1.05F : 0.95F;
  const float x = 0.158F * sign;
  const float y = look.is_child ? -0.03F : 0.0F;
  const Vec3 radii = Vec3{0.078F, 0.098F, 0.05F} * (h * big);
  const Vec3 skin = face.on(x, y, 0);
  const Vec3 middle = skin - Vec3{0, 0, 0.60F * radii.z};
  const int bone = kEye + side;
  face.model.skeleton.bones[static_cast<std::size_t>(bone)].joint = middle;
  // The eye lies in the face's round: its front is turned outwards a little.
  const Affine socket = world::translation(middle) * world::turn_y(0.30F * sign);
  world::MeshBuilder build(face.model.mesh);
  build.ball(socket, radii, 8, 16, {{0.86F, 0.86F, 0.84F}, Surface::eye, bone});
  const Vec3 gaze{-0.012F * h * sign, 0.0F, 0};  // both look ahead although the sockets do not
  const float iris = 0.060F * h * big;
  const Affine front = socket * world::translation(gaze + Vec3{0, 0, 0.74F * radii.z});
  build.ball(front, {iris, 1.12F * iris, 0.40F * radii.z}, 6, 14, {look.eyes, Surface::eye, bone});
  const Affine centre = socket * world::translation(gaze + Vec3{0, 0, 0.88F * radii.z});
  build.ball(centre, {0.60F * iris, 0.68F * iris, 0.36F * radii.z}, 6, 12,
             {{0.008F, 0.006F, 0.006F}, Surface::eye, bone});
  build.ball(socket * world::translation(gaze + Vec3{0.38F * iris, 0.46F * iris, 1.14F * radii.z}),
             Vec3{0.24F, 0.24F, 0.14F} * iris, 5, 8, {{1.1F, 1.1F, 1.1F}, Surface::glow, bone});
  // The upper lid's line, heavier where there are lashes.
  const float lash = look.is_female ? 0.020F : 0.012F;
  std::vector<Vec3> path;
  std::vector<float> thick;
  for (int i = 0; i <= 8; ++i) {
    const float t = static_cast<float>(i) / 8;
    const float angle = world::kPi * (0.10F + 0.80F * t);
    const float outward = side == 0 ? 1 - t : t;
    path.push_back(socket.point({1.03F * radii.x * std::cos(angle),
                                 1.03F * radii.y * std::sin(angle), 0.42F * radii.z}) +
                   Vec3{0, 0, 0.10F * radii.z});
    thick.push_back(lash * h * (i == 0 || i == 8 ? 0.0F : 0.55F + 0.6F * outward));
  }
  build.tube(path, thick, 6, {look.hair * 0.25F, Surface::matte, bone});
}

void add_brow(Face& face, int side) {
  const Look& look = face.look;
  if (look.is_baby) {
    return;
  }
  const float sign = side == 0 ? 1.0F : -1.0F;
  float inner = 0;
  float outer = 0;
  switch (look.mood) {
    case Mood::calm:
      break;
    case Mood::happy:
      inner = outer = 0.02F;
      break;
    case Mood::sad:
      inner = 0.045F;
      outer = -0.03F;
      break;
    case Mood::angry:
      inner = -0.055F;
      outer = 0.035F;
      break;
  }
  std::vector<Vec3> path;
  std::vector<float> thick;
  const float weight = look.is_female ? 0.018F : look.is_child ? 0.017F : 0.027F;
  for (int i = 0; i <= 6; ++i) {
    const float t = static_cast<float>(i) / 6;
    const float arch = 0.03F * std::sin(world::kPi * (0.25F + 0.7F * t));
    path.push_back(
        face.on(sign * (0.075F + 0.165F * t), 0.135F + arch + world::mix(inner, outer, t), 0.006F));
    thick.push_back(face.plan.head * (i == 0 || i == 6 ? 0.0F : weight * (1.15F - 0.6F * t)));
  }
  const int bone = kBrow + side;
  face.model.skeleton.bones[static_cast<std::size_t>(bone)].joint = path[3];
  world::MeshBuilder(face.model.mesh)
      .tube(path, thick, 7, {look.hair * (look.is_old ? 0.9F : 0.7F), Surface::hair, bone});
}

void add_mouth(Face& face) {
  const Look& look = face.look;
  const float y = look.beard || look.has_moustache ? -0.275F : -0.265F;
  const float half = look.is_baby ? 0.07F : look.is_female || look.is_child ? 0.105F : 0.12F;
  float curve = 0.045F;  // corners above the middle
  float open = 0.016F;
  switch (look.mood) {
    case Mood::calm:
      break;
    case Mood::happy:
      curve = 0.07F;
      open = 0.055F;
      break;
    case Mood::sad:
      curve = -0.05F;
      break;
    case Mood::angry:
      curve = -0.025F;
      break;
  }
  face.model.skeleton.bones[kMouth].joint = face.on(0, y, 0);
  const auto upper = [&](float t) { return y + curve * t * t; };
  if (look.lips) {
    const auto lip_top = [&](float t) {
      return y + curve * t * t + 0.026F * (1 - t * t) * (0.8F + 0.4F * t * t);
    };
    const auto lip_low = [&](float t) { return y + curve * t * t - (open + 0.034F) * (1 - t * t); };
    lay_patch(face, 0, half * 0.92F, lip_top, lip_low, 0.010F, {*look.lips, Surface::skin, kMouth});
  }
  const auto lower = [&](float t) { return y + curve * t * t - open * (1 - t * t) - 0.004F; };
  lay_patch(face, 0, half, upper, lower, 0.016F, {{0.10F, 0.018F, 0.018F}, Surface::matte, kMouth});
  if (look.mood == Mood::happy) {  // teeth
    lay_patch(
        face, 0, 0.72F * half, [&](float t) { return y + 0.75F * curve * t * t - 0.004F; },
        [&](float t) { return y + 0.75F * curve * t * t - 0.020F; }, 0.021F,
        {{0.85F, 0.85F, 0.82F}, Surface::ceramic, kMouth});
  }
}

}  // namespace

void add_head(world::Model& model, const BodyPlan& plan, const Look& look) {
  const world::Mesh bare = skull(plan, look).mesh(0.066F * plan.head);
  world::append(model.mesh, bare);
  if (look.beard || look.has_moustache) {
    Clay beard;
    add_beard(beard, plan, look);
    world::append(model.mesh, beard.mesh(0.050F * plan.head));
  }
  Face face{model, plan, look, Front(bare)};
  for (const int side : {0, 1}) {
    add_eye(face, side);
    add_brow(face, side);
  }
  add_mouth(face);
}

}  // namespace kirin::engine::motion::models::person
