// Tails and folded wings.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/motion/models/animals/bird_build.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {
namespace {

constexpr float kDegree = world::kPi / 180;

/// A flat, pointed leaf of plumage as clay.
void add_blade(world::Clay& clay, Vec3 from, Vec3 to, float width, float thick, Vec3 across,
               const Paint& paint) {
  const Vec3 y = world::normalized(to - from);
  const Vec3 x = world::normalized(across - y * world::dot(across, y));
  clay.ellipsoid(Affine{x, y, world::cross(x, y), (from + to) * 0.5F},
                 {width, 0.5F * world::length(to - from), thick}, paint);
}

}  // namespace

void add_tailfeathers(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float s = b.size;
  const Light colour = part_colour(b.order, "tail", mark_of(b, row.tail_colour));
  const Vec3 root = b.trunk.point(Vec3{0, 0.18F * row.body.h, -0.78F * row.body.l} * s);
  const float angle = row.tail_angle * kDegree;
  const Vec3 back{0, std::sin(angle), -std::cos(angle)};
  const float l = row.tail_length * s;
  world::Clay clay;
  clay.blend(0.03F * s);
  const auto blade = [&](float spread, float length, float width, float lift, Light tone) {
    const Vec3 way = world::normalized(Vec3{std::sin(spread), 0, 0} + back * std::cos(spread) +
                                       Vec3{0, lift, 0});
    add_blade(clay, root - way * (0.12F * s), root + way * length, width * s, 0.035F * s, {1, 0, 0},
              {tone, Surface::feathers, b.tail});
  };
  switch (row.tail) {
    case Tailfeathers::wedge:
      for (const float a : {-0.16F, 0.16F, 0.0F}) {
        blade(a, l, 0.45F * row.tail_width, 0, colour * (a == 0 ? 1.0F : 0.88F));
      }
      break;
    case Tailfeathers::fan:
      for (int i = -3; i <= 3; ++i) {
        blade(0.17F * static_cast<float>(i), l, 0.36F * row.tail_width, 0,
              colour * (i % 2 == 0 ? 1.0F : 0.86F));
      }
      break;
    case Tailfeathers::fork:
      for (const float a : {-0.28F, 0.28F}) {
        blade(a, l, 0.34F * row.tail_width, 0, colour);
      }
      break;
    case Tailfeathers::stub:
      blade(0, l, row.tail_width, 0.2F, colour);
      break;
    case Tailfeathers::sickle: {  // a rooster's plumes, falling in bows
      world::MeshBuilder build(b.mesh());
      for (int i = 0; i < 7; ++i) {
        const float f = static_cast<float>(i) / 6;
        const float side = 0.10F * (static_cast<float>(i % 3) - 1) * s;
        const float reach = l * (0.75F + 0.45F * std::sin(world::kPi * f));
        std::vector<Vec3> path;
        std::vector<float> radii;
        for (int k = 0; k <= 8; ++k) {
          const float t = static_cast<float>(k) / 8;
          const float bow = 1.35F - 0.5F * f - 2.3F * t;
          path.push_back(path.empty()
                             ? root
                             : path.back() +
                                   Vec3{side * 0.12F, std::sin(bow), -std::cos(bow)} * (reach / 8));
          radii.push_back((0.055F * std::sin(world::kPi * (0.15F + 0.85F * t)) + 0.006F) * s);
        }
        build.tube(path, radii, 7,
                   {colour * (i % 2 == 0 ? 1.0F : 1.5F), Surface::feathers, b.tail});
      }
      return;
    }
    case Tailfeathers::train: {  // a peacock's wheel
      world::MeshBuilder build(b.mesh());
      for (int ring = 0; ring < 3; ++ring) {
        const int count = 17 - 2 * ring;
        for (int i = 0; i < count; ++i) {
          const float a =
              world::mix(-1.62F, 1.62F, static_cast<float>(i) / static_cast<float>(count - 1));
          const float reach = l * (1 - 0.25F * static_cast<float>(ring));
          const Vec3 way = world::normalized(Vec3{std::sin(a), std::cos(a), -0.28F});
          const Vec3 tip = root + way * reach;
          build.tube(std::array{root + way * (0.1F * s), world::mix(root, tip, 0.6F), tip},
                     std::array{0.012F * s, 0.05F * s, 0.03F * s}, 5,
                     {colour * (ring == 1 ? 0.85F : 1.0F), Surface::feathers, b.tail});
          const Affine eye = world::looking_at(tip, tip - Vec3{0, 0.1F, 1});
          const std::array<Light, 3> tones = {colour * 1.25F, world::from_srgb(0xC39A3F),
                                              world::from_srgb(0x1C3FA8)};
          for (std::size_t k = 0; k < 3; ++k) {
            const float r = (0.135F - 0.04F * static_cast<float>(k)) * s;
            build.ball(eye * world::translation({0, -0.01F * static_cast<float>(k) * s,
                                                 0.012F * static_cast<float>(k) * s}),
                       {0.85F * r, 1.1F * r, 0.012F * s}, 4, 10,
                       {tones[k], Surface::feathers, b.tail});
          }
        }
      }
      return;
    }
  }
  world::append(b.mesh(), clay.mesh(0.03F * s));
}

void add_folded_wings(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float s = b.size;
  const Light colour = part_colour(b.order, "wings", mark_of(b, row.wing_colour));
  const Light tip = mark_of(b, row.wing_tip);
  world::Clay clay;
  clay.blend(0.03F * s);
  on_both_sides([&](const std::string& side, float sign) {
    const Vec3 shoulder =
        b.trunk.point(Vec3{sign * 0.80F * row.body.w, 0.28F * row.body.h, 0.5F * row.body.l} * s);
    const int bone = b.model->skeleton.add("fold" + side, b.body, shoulder);
    const Vec3 back = b.trunk.direction({sign * -0.05F, 0.03F, -1});
    const Vec3 up = b.trunk.direction({-sign * 0.30F, 1, 0});
    const float l = row.fold_length * s;
    const float h = 0.62F * row.body.h * s;
    const Vec3 lay = b.trunk.direction({sign * 0.06F, 0, 0}) * s;
    add_blade(clay, shoulder - back * (0.16F * s) + lay, shoulder + back * (0.72F * l) + lay, h,
              0.085F * s, up, {colour, Surface::feathers, bone});
    add_blade(clay, shoulder + back * (0.15F * l) + lay * 0.8F - up * (0.25F * h),
              shoulder + back * l, 0.62F * h, 0.055F * s, up, {tip, Surface::feathers, bone});
  });
  world::append(b.mesh(), clay.mesh(0.036F * s));
}

}  // namespace kirin::engine::motion::models::fauna
