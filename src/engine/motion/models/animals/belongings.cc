// What a four-legged animal wears: collar, scarf, saddle, hat, bow, crown.
#include <array>
#include <cmath>

#include "engine/motion/models/animals/quadruped.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {

void add_belongings(const QuadrupedBuild& b) {
  const QuadrupedRow& row = b.row;
  const float s = b.size;
  const float h = s * b.head_size;
  world::MeshBuilder build(b.mesh());
  const Vec3 along = world::normalized(b.neck_top - b.neck_base);
  const float t = 0.45F;
  const float thick = world::mix(row.neck_base, row.neck_top, t) * s;
  const Affine ring = world::pointing(world::mix(b.neck_base, b.neck_top, t), b.neck_top + along);
  const Vec3 throat = ring.origin + Vec3{0, -along.z, along.y} * (thick * 1.12F);
  if (find_part(b.order, "collar") != nullptr) {
    const Light colour = part_colour(b.order, "collar", world::from_srgb(0xC8242B));
    build.torus(ring, 1.04F * thick, 0.024F * s, 28, 8, {colour, Surface::cloth, b.neck_2});
    build.ball(throat - Vec3{0, 0.02F * s, 0}, 0.034F * s,
               {world::from_srgb(0xE9BE45), Surface::metal, b.neck_2});
  }
  if (find_part(b.order, "scarf") != nullptr) {
    const Light colour = part_colour(b.order, "scarf", world::from_srgb(0xC8242B));
    const Paint wool{colour, Surface::cloth, b.neck_1};
    build.torus(ring, 1.05F * thick, 0.05F * s, 28, 10, wool);
    build.tube(std::array{throat, throat + Vec3{0.05F, -0.12F, 0.02F} * s,
                          throat + Vec3{0.07F, -0.26F, 0.0F} * s},
               std::array{0.04F * s, 0.045F * s, 0.05F * s}, 8, wool);
  }
  if (find_part(b.order, "bow") != nullptr || find_part(b.order, "tie") != nullptr) {
    const Light colour = part_colour(b.order, "bow", world::from_srgb(0xC8242B));
    for (const float sign : {1.0F, -1.0F}) {
      build.ball(world::translation(throat + Vec3{sign * 0.055F * s, 0, 0.02F * s}) *
                     world::turn_z(sign * 0.3F),
                 Vec3{0.055F, 0.035F, 0.02F} * s, 6, 10, {colour, Surface::cloth, b.neck_1});
    }
    build.ball(throat + Vec3{0, 0, 0.03F * s}, 0.02F * s,
               {colour * 0.8F, Surface::cloth, b.neck_1});
  }
  if (find_part(b.order, "saddle") != nullptr) {
    const Light colour = part_colour(b.order, "saddle", world::from_srgb(0x6B3A1E));
    world::Clay clay;
    clay.blend(0.04F * s);
    const float top = b.back;
    clay.ellipsoid(Vec3{0, top - 0.88F * row.belly.h * s, 0.05F * s},
                   Vec3{1.28F * row.belly.w * b.wishes.girth, 0.98F * row.belly.h, 0.2F} * s,
                   {colour, Surface::cloth, b.spine_bone});
    clay.carve(world::translation({0, top - 2.15F * row.belly.h * s, 0}),
               Vec3{2, row.belly.h * 1.25F, 2} * s, {colour, Surface::cloth, b.spine_bone});
    clay.ellipsoid(Vec3{0, top + 0.03F * s, 0.19F * s}, Vec3{0.06F, 0.06F, 0.04F} * s,
                   {colour * 0.8F, Surface::cloth, b.spine_bone});
    clay.ellipsoid(Vec3{0, top + 0.03F * s, -0.10F * s}, Vec3{0.13F, 0.07F, 0.04F} * s,
                   {colour * 0.8F, Surface::cloth, b.spine_bone});
    world::append(b.mesh(), clay.mesh(0.022F * s));
  }
  const Vec3 crown = b.skull + Vec3{0, 0.92F * row.skull.h, -0.05F * row.skull.l} * h;
  const float brim = row.skull.w * h;
  if (find_part(b.order, "hat") != nullptr) {
    const Paint felt{part_colour(b.order, "hat", world::from_srgb(0x2B2F3A)), Surface::cloth,
                     b.head};
    build.lathe(world::translation(crown) * world::turn_x(-0.12F),
                std::array<world::Point2, 6>{{{0, -0.02F * h},
                                              {1.15F * brim, -0.02F * h},
                                              {1.15F * brim, 0.01F * h},
                                              {0.66F * brim, 0.02F * h},
                                              {0.60F * brim, 0.85F * brim},
                                              {0, 0.9F * brim}}},
                24, felt);
  }
  if (find_part(b.order, "crown") != nullptr) {
    const Paint gold{part_colour(b.order, "crown", world::from_srgb(0xF0C24B)), Surface::metal,
                     b.head};
    build.cylinder(crown, crown + Vec3{0, 0.3F * brim, 0}, 0.55F * brim, 0.62F * brim, 20, gold,
                   false);
    for (int i = 0; i < 6; ++i) {
      const float a = static_cast<float>(i) * world::kPi / 3;
      const Vec3 foot =
          crown + Vec3{0.6F * brim * std::sin(a), 0.28F * brim, 0.6F * brim * std::cos(a)};
      build.cylinder(foot, foot + Vec3{0, 0.35F * brim, 0}, 0.14F * brim, 0, 6, gold);
    }
  }
}

}  // namespace kirin::engine::motion::models::fauna
