// Skull, snout, jaw, ears, eyes and horns.
#include <array>
#include <cmath>
#include <string>

#include "engine/motion/models/animals/quadruped.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {
namespace {

constexpr float kDegree = world::kPi / 180;

/// The direction of an azimuth from ahead to the side and an elevation, in degrees.
Vec3 aimed(float sign, float azimuth, float elevation) {
  const float a = azimuth * kDegree;
  const float e = elevation * kDegree;
  return {sign * std::sin(a) * std::cos(e), std::sin(e), std::cos(a) * std::cos(e)};
}

struct HeadShape {
  Vec3 skull;  ///< radii, metres
  Vec3 snout_root, snout_tip;
  float unit = 0;
};

HeadShape shape_of(const QuadrupedBuild& b) {
  const QuadrupedRow& row = b.row;
  HeadShape shape;
  shape.unit = b.size * b.head_size;
  shape.skull = Vec3{row.skull.w, row.skull.h, row.skull.l} * shape.unit;
  const float drop = row.snout_drop * kDegree;
  const Vec3 ahead{0, -std::sin(drop), std::cos(drop)};
  shape.snout_root = b.skull + Vec3{0, -0.28F * row.skull.h, 0.35F * row.skull.l} * shape.unit;
  shape.snout_tip =
      shape.snout_root + ahead * ((row.snout + 0.65F * row.skull.l - row.snout_tip) * shape.unit);
  return shape;
}

void add_ears(QuadrupedBuild& b, const HeadShape& shape) {
  const Ear& ear = b.row.ear;
  world::Skeleton& bones = b.model->skeleton;
  int side_index = 0;
  on_both_sides([&](const std::string& side, float sign) {
    const Vec3 d = aimed(sign, ear.azimuth, ear.elevation);
    const Vec3 root = b.skull + d * shape.skull * 0.9F;
    b.ear[side_index] = bones.add("ear" + side, b.head, root);
    const int bone = b.ear[side_index++];
    if (ear.shape == EarShape::none) {
      return;
    }
    const float lean = ear.lean * kDegree;
    const float forward = ear.forward * kDegree;
    const Vec3 up{sign * std::sin(lean), std::cos(lean) * std::cos(forward),
                  std::cos(lean) * std::sin(forward)};
    // The opening looks ahead and outwards.
    const Vec3 face =
        world::normalized(Vec3{sign * 0.45F, 0, 1} - up * world::dot({sign * 0.45F, 0, 1}, up));
    const Affine frame{world::cross(up, face), up, face, root};
    const float l = ear.length * shape.unit;
    const float w = ear.width * shape.unit;
    const Paint outside{b.palette.accent(b.row.ear_tip), b.row.surface, bone};
    const Paint inside{
        ear.lean > 120 ? b.palette.accent(b.row.ear_inner) : b.palette.mark(b.row.ear_inner),
        b.row.surface, bone};
    world::Clay clay;
    clay.blend(0.2F * w);
    if (ear.shape == EarShape::cone) {
      // A three-sided cup: a flat cone that is hollowed in front.
      constexpr int kSlices = 5;
      for (int i = 0; i < kSlices; ++i) {
        const float t = static_cast<float>(i) / (kSlices - 1);
        const float r = w * (1 - 0.86F * t);
        clay.ellipsoid(frame * world::translation({0, l * (0.05F + 0.82F * t), 0}),
                       {r, 0.26F * l, 0.34F * r + 0.12F * w}, outside);
      }
      clay.carve(frame * world::translation({0, 0.36F * l, 0.42F * w}),
                 {0.6F * w, 0.42F * l, 0.36F * w}, inside);
    } else {
      clay.ellipsoid(frame * world::translation({0, 0.42F * l, 0}), {w, 0.58F * l, 0.36F * w},
                     outside);
      clay.carve(frame * world::translation({0, 0.44F * l, 0.42F * w}),
                 {0.66F * w, 0.42F * l, 0.32F * w}, inside);
    }
    world::append(b.mesh(), clay.mesh(std::max({0.2F * w, 0.035F * l, 0.012F * shape.unit})));
  });
}

void add_eyes(QuadrupedBuild& b, const HeadShape& shape) {
  const QuadrupedRow& row = b.row;
  world::Skeleton& bones = b.model->skeleton;
  int side_index = 0;
  on_both_sides([&](const std::string& side, float sign) {
    const Vec3 d = aimed(sign, row.eye_azimuth, row.eye_elevation);
    const Vec3 at = b.skull + d * shape.skull * 0.985F;
    const Vec3 outward{d.x / shape.skull.x, d.y / shape.skull.y, d.z / shape.skull.z};
    const int bone = bones.add("eye" + side, b.head, at);
    b.eye[side_index++] = bone;
    add_eye(b.mesh(), at, world::normalized(outward) + Vec3{0, 0, 0.35F}, row.eye * shape.unit,
            row.iris, bone);
  });
}

void add_whiskers(const QuadrupedBuild& b, Vec3 tip, float u) {
  const float r = b.row.snout_tip;
  world::MeshBuilder build(b.mesh());
  for (const float sign : {1.0F, -1.0F}) {
    for (int i = 0; i < 3; ++i) {
      const float fan = 0.35F * (static_cast<float>(i) - 1);
      const Vec3 root =
          tip +
          Vec3{sign * r * (b.row.snout_wide - 0.15F), (0.05F - 0.12F * fan) * r, -0.55F * r} * u;
      const Vec3 end = root + Vec3{sign * 0.17F, -0.10F * fan, -0.05F} * u;
      build.tube(std::array{root, world::mix(root, end, 0.5F) + Vec3{0, 0.012F * u, 0}, end},
                 std::array{0.0032F * u, 0.0026F * u, 0.0012F * u}, 4,
                 {{0.75F, 0.74F, 0.72F}, Surface::plastic, b.head});
    }
  }
}

void add_nose(const QuadrupedBuild& b, const HeadShape& shape) {
  const QuadrupedRow& row = b.row;
  const float u = shape.unit;
  const Vec3 ahead = world::normalized(shape.snout_tip - shape.snout_root);
  const Paint nose{b.palette.mark(row.nose_colour), Surface::skin, b.head};
  world::MeshBuilder build(b.mesh());
  const Vec3 tip = shape.snout_tip + ahead * (0.8F * row.snout_tip * u);
  if (row.nose < 0) {  // nostrils alone, as on hoofed animals
    const float r = row.snout_tip * u;
    if (row.has_disc) {
      const Affine frame = world::looking_at(tip, tip - ahead);
      build.ball(frame * world::translation({0, 0.05F * r, 0.1F * r}), Vec3{1.2F, 1.0F, 0.22F} * r,
                 8, 18, {b.palette.pale(row.muzzle) * 1.1F, row.surface, b.head});
    }
    on_both_sides([&](const std::string&, float sign) {
      const float side = row.has_disc ? 0.42F : 0.52F * row.snout_wide;
      const Vec3 at = row.has_disc ? tip + ahead * (0.30F * r) + Vec3{sign * side * r, 0.05F * r, 0}
                                   : tip + Vec3{sign * side, 0.28F, 0.02F} * r;
      build.ball(world::translation(at), Vec3{0.7F, 1, 0.7F} * (-row.nose * u), 6, 10, nose);
    });
    return;
  }
  // Two halves of a wide muzzle bulge past its tip; the nose sits on top of them.
  const bool is_wide = row.snout_wide > 1.1F;
  build.ball(world::translation(tip + Vec3{0, (is_wide ? 0.62F : 0.45F) * row.snout_tip * u,
                                           (is_wide ? 0.10F : 0.0F) * row.snout_tip * u}),
             Vec3{1.25F, 0.85F, 0.8F} * (row.nose * u), 8, 12, nose);
  if (is_wide) {
    add_whiskers(b, tip, u);
  }
}

/// The lower jaw is a piece of its own, so that a mouth opens; in it lie a tongue and the dark.
void add_jaw(const QuadrupedBuild& b, const HeadShape& shape) {
  const QuadrupedRow& row = b.row;
  const float u = shape.unit;
  const Vec3 ahead = world::normalized(shape.snout_tip - shape.snout_root);
  const Vec3 under{0, -0.55F * row.snout_tip * u, -0.25F * row.snout_tip * u};
  const Vec3 from = shape.snout_root + under;
  const Vec3 to = shape.snout_tip + under * 1.35F;
  world::Clay clay;
  clay.limb(from, to, 0.72F * row.snout_base * u, 0.62F * row.snout_tip * u,
            {b.palette.pale(row.muzzle), row.surface, b.jaw});
  world::append(b.mesh(), clay.mesh(0.25F * row.snout_tip * u));
  world::MeshBuilder build(b.mesh());
  const Vec3 back = ahead * (-0.35F * row.snout_tip * u);
  build.tube(std::array{shape.snout_root + under * 0.6F, shape.snout_tip + under * 0.8F + back},
             std::array{0.5F * row.snout_base * u, 0.45F * row.snout_tip * u}, 10,
             {{0.10F, 0.012F, 0.014F}, Surface::matte, b.head});
  build.tube(std::array{from + Vec3{0, 0.25F * row.snout_base * u, 0},
                        to + Vec3{0, 0.30F * row.snout_tip * u, 0} + back},
             std::array{0.4F * row.snout_base * u, 0.36F * row.snout_tip * u}, 10,
             {world::from_srgb(0xD9636B), Surface::matte, b.jaw});
}

}  // namespace

void add_head(QuadrupedBuild& b) {
  const QuadrupedRow& row = b.row;
  const HeadShape shape = shape_of(b);
  const float u = shape.unit;
  const Light coat = b.palette.accent(row.face);
  const Light muzzle = b.palette.pale(row.muzzle);
  b.jaw = b.model->skeleton.add("jaw", b.head,
                                b.skull + Vec3{0, -0.35F * row.skull.h, 0.1F * row.skull.l} * u);
  world::Clay clay;
  clay.blend(0.06F * u);
  clay.ellipsoid(b.skull, shape.skull, {coat, row.surface, b.head});
  clay.ellipsoid(b.neck_top, Vec3{1, 1, 1} * (row.neck_top * 0.9F * b.size),
                 {coat, row.surface, b.head});
  if (row.cheeks > 0) {
    on_both_sides([&](const std::string&, float sign) {
      clay.ball(
          b.skull + Vec3{sign * 0.62F * row.skull.w, -0.42F * row.skull.h, 0.35F * row.skull.l} * u,
          row.cheeks * u, {coat, row.surface, b.head});
    });
  }
  if (row.snout > 0) {
    // Wider than high: two limbs side by side.
    clay.blend(0.07F * u);
    const float out = (row.snout_wide - 1) * row.snout_tip * u;
    for (const float sign : {1.0F, -1.0F}) {
      clay.limb(shape.snout_root + Vec3{sign * out * 0.5F, 0, 0},
                shape.snout_tip + Vec3{sign * out, 0, 0}, row.snout_base * u, row.snout_tip * u,
                {muzzle, row.surface, b.head});
      if (out <= 0) {
        break;
      }
    }
  }
  world::append(b.mesh(), clay.mesh(0.03F * u * std::max(1.0F, 0.45F + 3 * row.skull.w)));
  if (row.snout > 0) {
    add_jaw(b, shape);
  }
  add_nose(b, shape);
  add_eyes(b, shape);
  add_ears(b, shape);
}

namespace {

void add_branch(Mesh& mesh, std::span<const Vec3> path, float base, float tip, const Paint& paint) {
  std::vector<float> radii;
  for (std::size_t i = 0; i < path.size(); ++i) {
    radii.push_back(
        world::mix(base, tip, static_cast<float>(i) / static_cast<float>(path.size() - 1)));
  }
  radii.back() = 0.15F * tip;
  world::MeshBuilder(mesh).tube(path, radii, 8, paint);
}

}  // namespace

void add_horns(const QuadrupedBuild& b) {
  const HeadShape shape = shape_of(b);
  const float u = shape.unit;
  const Light bone_colour = world::from_srgb(0xE5DAC0);
  const Light colour = part_colour(
      b.order, "horns",
      part_colour(b.order, "horn",
                  b.row.horns == Horns::antlers ? world::from_srgb(0x8A6443) : bone_colour));
  const Paint paint{colour, Surface::ceramic, b.head};
  const Vec3 crown = b.skull + Vec3{0, 0.85F * shape.skull.y, 0.1F * shape.skull.z};
  const auto at = [&](float sign, float x, float y, float z) {
    return crown + Vec3{sign * x, y, z} * u;
  };
  for (const float s : {1.0F, -1.0F}) {
    switch (b.row.horns) {
      case Horns::none:
        break;
      case Horns::cow:
        add_branch(b.mesh(),
                   std::array{at(s, 0.09F, -0.02F, 0), at(s, 0.17F, 0.0F, 0),
                              at(s, 0.22F, 0.05F, 0.03F), at(s, 0.22F, 0.13F, 0.05F)},
                   0.036F * u, 0.016F * u, paint);
        break;
      case Horns::goat:
        add_branch(b.mesh(),
                   std::array{at(s, 0.06F, -0.02F, 0.05F), at(s, 0.08F, 0.14F, 0.02F),
                              at(s, 0.11F, 0.26F, -0.08F), at(s, 0.14F, 0.31F, -0.22F)},
                   0.042F * u, 0.018F * u, paint);
        break;
      case Horns::ram: {
        std::vector<Vec3> path;
        for (int i = 0; i <= 12; ++i) {
          const float a = 1.2F - 0.42F * static_cast<float>(i);
          const float r = 0.13F - 0.005F * static_cast<float>(i);
          path.push_back(at(s, 0.12F + 0.009F * static_cast<float>(i), -0.07F + r * std::sin(a),
                            -0.06F + r * std::cos(a)));
        }
        add_branch(b.mesh(), path, 0.05F * u, 0.015F * u, paint);
        break;
      }
      case Horns::antlers: {
        const std::array beam{at(s, 0.06F, -0.03F, 0), at(s, 0.13F, 0.12F, -0.08F),
                              at(s, 0.23F, 0.26F, -0.10F), at(s, 0.26F, 0.42F, -0.02F),
                              at(s, 0.22F, 0.54F, 0.08F)};
        add_branch(b.mesh(), beam, 0.032F * u, 0.014F * u, paint);
        add_branch(b.mesh(),
                   std::array{beam[1], at(s, 0.14F, 0.18F, 0.06F), at(s, 0.13F, 0.27F, 0.12F)},
                   0.022F * u, 0.010F * u, paint);
        add_branch(b.mesh(),
                   std::array{beam[2], at(s, 0.33F, 0.36F, -0.14F), at(s, 0.38F, 0.48F, -0.14F)},
                   0.022F * u, 0.010F * u, paint);
        add_branch(b.mesh(),
                   std::array{beam[3], at(s, 0.34F, 0.50F, 0.02F), at(s, 0.37F, 0.60F, 0.06F)},
                   0.020F * u, 0.010F * u, paint);
        break;
      }
      case Horns::giraffe: {
        world::MeshBuilder build(b.mesh());
        const Paint knob{world::from_srgb(0x4A3120), Surface::fur, b.head};
        build.cylinder(at(s, 0.035F, -0.02F, -0.02F), at(s, 0.045F, 0.085F, -0.04F), 0.015F * u,
                       0.012F * u, 8, {b.palette.coat(), Surface::fur, b.head});
        build.ball(world::translation(at(s, 0.046F, 0.09F, -0.04F)), Vec3{1, 1, 1} * (0.02F * u), 6,
                   10, knob);
        break;
      }
      case Horns::dragon:
        add_branch(b.mesh(),
                   std::array{at(s, 0.07F, -0.02F, 0), at(s, 0.10F, 0.10F, -0.08F),
                              at(s, 0.12F, 0.17F, -0.20F), at(s, 0.12F, 0.22F, -0.32F)},
                   0.038F * u, 0.014F * u, paint);
        break;
      case Horns::rhino:
        if (s > 0) {
          const Vec3 tip = shape.snout_tip;
          const float r = b.row.snout_tip * u;
          add_branch(
              b.mesh(),
              std::array{tip + Vec3{0, 0.5F * r, 0.1F * r}, tip + Vec3{0, 1.5F * r, 0.5F * r},
                         tip + Vec3{0, 2.7F * r, 0.6F * r}},
              0.6F * r, 0.2F * r, paint);
          const Vec3 half = world::mix(shape.snout_root, tip, 0.45F);
          add_branch(b.mesh(),
                     std::array{half + Vec3{0, 0.8F * r, 0}, half + Vec3{0, 1.5F * r, 0.1F * r},
                                half + Vec3{0, 2.0F * r, 0.1F * r}},
                     0.45F * r, 0.15F * r, paint);
        }
        break;
      case Horns::unicorn:
        if (s > 0) {
          // A twisted cone: rings of two golds.
          const Vec3 from = b.skull + Vec3{0, 0.8F * shape.skull.y, 0.6F * shape.skull.z};
          const Vec3 to = from + Vec3{0, 0.34F, 0.16F} * u;
          world::MeshBuilder build(b.mesh());
          constexpr int kRings = 8;
          for (int i = 0; i < kRings; ++i) {
            const float t0 = static_cast<float>(i) / kRings;
            const float t1 = static_cast<float>(i + 1) / kRings;
            const Paint gold{
                part_colour(b.order, "horn", world::from_srgb(i % 2 == 0 ? 0xF6D777 : 0xE3B94A)),
                Surface::metal, b.head};
            build.cylinder(world::mix(from, to, t0), world::mix(from, to, t1),
                           0.042F * u * (1 - t0), 0.042F * u * (1 - t1) * 0.9F, 10, gold, false);
          }
        }
        break;
    }
  }
}

}  // namespace kirin::engine::motion::models::fauna
