// Beaks, crests, eyes.
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

}  // namespace

void add_beak(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float head = b.head_radius();
  const float l = row.beak_length * b.size * b.head_size;
  const float t = row.beak_thick * b.size * b.head_size;
  const Light colour = part_colour(b.order, "beak", b.palette.mark(row.beak_colour));
  const Paint upper{colour, Surface::ceramic, b.head};
  const Paint lower{colour * 0.85F, Surface::ceramic, b.beak};
  const Vec3 root = b.skull + Vec3{0, -0.12F, 0.86F} * head;
  const auto at = [&](float y, float z) { return root + Vec3{0, y * t, z * l}; };
  world::MeshBuilder build(b.mesh());
  switch (row.beak) {
    case Beak::cone:
    case Beak::dagger:
    case Beak::needle:
      build.tube(std::array{at(0.25F, -0.3F), at(0.3F, 0.25F), at(0.05F, 1.0F)},
                 std::array{t, 0.72F * t, 0.06F * t}, 10, upper);
      build.tube(std::array{at(-0.45F, -0.3F), at(-0.35F, 0.25F), at(-0.1F, 0.9F)},
                 std::array{0.75F * t, 0.5F * t, 0.05F * t}, 10, lower);
      return;
    case Beak::hook:
    case Beak::big:
      build.tube(std::array{at(0.5F, -0.35F), at(0.55F, 0.3F), at(0.15F, 0.75F), at(-0.75F, 0.98F),
                            at(-1.3F, 0.92F)},
                 std::array{1.05F * t, 0.95F * t, 0.75F * t, 0.4F * t, 0.05F * t}, 12, upper);
      build.tube(std::array{at(-0.5F, -0.3F), at(-0.65F, 0.25F), at(-0.7F, 0.62F)},
                 std::array{0.7F * t, 0.5F * t, 0.1F * t}, 10, lower);
      return;
    case Beak::flat:
      build.ball(world::translation(at(0.1F, 0.38F)) * world::turn_x(0.16F),
                 {1.25F * t, 0.42F * t, 0.72F * l}, 8, 14, upper);
      build.ball(world::translation(at(-0.35F, 0.36F)) * world::turn_x(0.1F),
                 {1.1F * t, 0.3F * t, 0.62F * l}, 8, 14, lower);
      return;
    case Beak::bent: {  // a flamingo's
      const Paint tip{world::from_srgb(0x1C1A1C), Surface::ceramic, b.head};
      build.tube(std::array{at(0.1F, -0.3F), at(0.1F, 0.35F), at(-0.5F, 0.75F)},
                 std::array{t, 0.95F * t, 0.8F * t}, 12, upper);
      build.tube(std::array{at(-0.5F, 0.74F), at(-1.4F, 0.92F), at(-2.2F, 0.82F)},
                 std::array{0.81F * t, 0.55F * t, 0.05F * t}, 12, tip);
      return;
    }
  }
}

void add_crest(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float head = b.head_radius();
  const Light colour = part_colour(b.order, "crest", b.palette.mark(row.crest_colour));
  const Paint paint{colour, Surface::skin, b.head};
  world::MeshBuilder build(b.mesh());
  switch (row.crest) {
    case Crest::none:
      return;
    case Crest::comb: {
      world::Clay clay;
      clay.blend(0.12F * head);
      for (int i = 0; i < 4; ++i) {
        const float a = -0.5F + 0.42F * static_cast<float>(i);
        clay.ellipsoid(b.skull + Vec3{0, std::cos(a), -std::sin(a)} * (1.08F * head),
                       Vec3{0.12F, i == 1 || i == 2 ? 0.42F : 0.3F, 0.24F} * head, paint);
      }
      for (const float s : {1.0F, -1.0F}) {
        clay.ellipsoid(b.skull + Vec3{s * 0.14F, -0.82F, 0.78F} * head,
                       Vec3{0.13F, 0.34F, 0.16F} * head, paint);
      }
      world::append(b.mesh(), clay.mesh(0.075F * head));
      return;
    }
    case Crest::tufts:
      for (const float s : {1.0F, -1.0F}) {
        const Vec3 foot = b.skull + Vec3{s * 0.52F, 0.66F, 0.15F} * head;
        build.tube(std::array{foot, foot + Vec3{s * 0.22F, 0.32F, 0} * head,
                              foot + Vec3{s * 0.36F, 0.58F, -0.05F} * head},
                   std::array{0.26F * head, 0.18F * head, 0.02F * head}, 8,
                   {colour, Surface::feathers, b.head});
      }
      return;
    case Crest::crown:
    case Crest::fan:
    case Crest::flame:
      for (int i = 0; i < 5; ++i) {
        const float a = row.crest == Crest::fan ? -0.5F + 0.3F * static_cast<float>(i)
                                                : 0.1F + 0.22F * static_cast<float>(i);
        const Vec3 way{row.crest == Crest::crown ? 0.18F * (static_cast<float>(i) - 2) : 0,
                       std::cos(a), -std::sin(a)};
        const Vec3 foot = b.skull + way * (0.85F * head);
        const float l = (row.crest == Crest::crown ? 0.75F : 0.95F) * head;
        build.tube(
            std::array{foot, foot + way * (0.6F * l), foot + way * l + Vec3{0, 0, -0.15F} * head},
            row.crest == Crest::crown ? std::array{0.03F * head, 0.03F * head, 0.03F * head}
                                      : std::array{0.13F * head, 0.14F * head, 0.01F * head},
            7, {colour, Surface::feathers, b.head});
        if (row.crest == Crest::crown) {
          build.ball(world::translation(foot + way * l + Vec3{0, 0, -0.15F} * head),
                     Vec3{0.11F, 0.11F, 0.11F} * head, 5, 8, {colour, Surface::feathers, b.head});
        }
      }
      return;
  }
}

void add_face(BirdBuild& b) {
  const BirdRow& row = b.row;
  const float head = b.head_radius();
  on_both_sides([&](const std::string& side, float sign) {
    const float a = row.eye_azimuth * kDegree;
    const float e = row.eye_elevation * kDegree;
    const Vec3 d{sign * std::sin(a) * std::cos(e), std::sin(e), std::cos(a) * std::cos(e)};
    const Vec3 at = b.skull + d * Vec3{0.95F, 0.96F, 1.05F} * (0.97F * head);
    const int bone = b.model->skeleton.add("eye" + side, b.head, at);
    add_eye(b.mesh(), at, d, row.eye * b.size * b.head_size, row.iris, bone);
  });
  auto& anchors = b.model->anchors;
  anchors.push_back({"head_top", b.head, b.skull + Vec3{0, head, 0}});
  anchors.push_back(
      {"mouth", b.head, b.skull + Vec3{0, -0.15F * head, head + row.beak_length * b.size}});
  anchors.push_back({"back", b.body, b.trunk.point(Vec3{0, row.body.h, 0} * b.size)});
  anchors.push_back({"neck", b.neck, b.neck_base});
  world::MeshBuilder build(b.mesh());
  if (find_part(b.order, "hat") != nullptr) {
    const Paint felt{part_colour(b.order, "hat", world::from_srgb(0x2B2F3A)), Surface::cloth,
                     b.head};
    const Vec3 crown = b.skull + Vec3{0, 0.88F * head, 0};
    build.cylinder(crown, crown + Vec3{0, 0.06F * head, 0}, 1.05F * head, 1.05F * head, 20, felt);
    build.cylinder(crown, crown + Vec3{0, 0.9F * head, 0}, 0.62F * head, 0.55F * head, 20, felt);
  }
  if (find_part(b.order, "scarf") != nullptr) {
    const Paint wool{part_colour(b.order, "scarf", world::from_srgb(0xC8242B)), Surface::cloth,
                     b.neck};
    const float r = 1.35F * row.neck_thick * b.size;
    build.torus(world::pointing(b.neck_base, b.neck_top), r, 0.3F * r, 24, 8, wool);
    const Vec3 front = b.neck_base + Vec3{0.3F * r, -0.2F * r, r};
    build.tube(std::array{front, front + Vec3{0.2F * r, -0.9F * r, 0.2F * r}},
               std::array{0.28F * r, 0.34F * r}, 8, wool);
  }
}

}  // namespace kirin::engine::motion::models::fauna
