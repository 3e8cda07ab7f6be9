#include "engine/motion/models/vehicles/boat_hull.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion::models {
namespace {

using world::kPi;
using world::Paint;
using world::Vec3;

/// Half the beam at t, as a part of the whole.
float fullness(const BoatLines& lines, float t) {
  const float fore = std::pow(std::sin(std::min(t / 0.55F, 1.0F) * kPi / 2), 0.8F);
  const float aft =
      t < 0.55F ? 1.0F : world::mix(1.0F, lines.transom, std::pow((t - 0.55F) / 0.45F, 2.0F));
  return fore * aft;
}

constexpr int kAlong = 30;
constexpr int kAround = 10;

}  // namespace

Vec3 skin_point(const BoatLines& lines, float t, float v) {
  const float fore = std::pow(1 - t, 2.5F);
  const float aft = std::pow(t, 3.0F);
  const float rail = lines.depth + lines.sheer * fore + lines.stern_sheer * aft;
  // The keel rises a little at both ends.
  const float keel = lines.depth * (0.55F * std::pow(1 - t, 6.0F) + 0.25F * aft * lines.transom);
  const float y = world::mix(keel, rail, v);
  const float z =
      world::mix(lines.bow, lines.stern, t) - lines.rake * (1 - v) * std::pow(1 - t, 3.0F);
  return {lines.half_beam * fullness(lines, t) * std::pow(v, lines.flare), y, z};
}

Vec3 rail_point(const BoatLines& lines, float t) { return skin_point(lines, t, 1); }

void add_boat_hull(Shaper& shaper, const BoatLines& lines, const Paint& paint, const Paint& below,
                   float waterline) {
  const std::size_t start = shaper.mark();
  shaper.both_sides([&](Shaper& s) {
    s.sheet([&](float u, float v) { return skin_point(lines, u, v * v); }, kAlong, kAround, paint);
  });
  if (lines.transom > 0) {
    shaper.sheet(
        [&](float u, float v) {
          const Vec3 edge = skin_point(lines, 1, v * v);
          return Vec3{edge.x * (1 - 2 * u), edge.y, edge.z};
        },
        6, kAround, paint);
  }
  shaper.repaint(start, [&](world::Vertex& vertex) {
    if (vertex.position.y < waterline) {
      vertex.colour = below.colour;
      vertex.surface = below.surface;
    }
  });
}

void add_boat_inside(Shaper& shaper, const BoatLines& lines, float floor, const Paint& paint) {
  BoatLines inner = lines;
  inner.half_beam *= 0.93F;
  inner.bow -= 0.05F * inner.half_beam;
  const auto inside = [&](float t, float v) {
    Vec3 p = skin_point(inner, world::mix(0.03F, 0.985F, t), v);
    p.x *= world::mix(0.85F, 1.0F, v);  // thicker planks below
    p.y = std::max(p.y + 0.02F, floor);
    return p;
  };
  shaper.both_sides([&](Shaper& s) {
    s.sheet([&](float u, float v) { return inside(1 - u, v); }, kAlong, kAround, paint);
    // The floor, from the middle line to the skin.
    s.sheet(
        [&](float u, float v) {
          const Vec3 p = skin_point(inner, world::mix(0.96F, 0.10F, v), 0.45F);
          const float keel = skin_point(inner, world::mix(0.96F, 0.10F, v), 0.1F).y;
          return Vec3{p.x * 0.8F * (1 - u), std::max(floor, keel), p.z};
        },
        4, kAlong, Paint{paint.colour * 0.8F, paint.surface, paint.bone, 0});
  });
  if (lines.transom > 0) {
    shaper.sheet(
        [&](float u, float v) {
          const Vec3 edge = inside(1, v);
          return Vec3{edge.x * (2 * u - 1), edge.y, edge.z};
        },
        4, 6, paint);
  }
}

void add_deck(Shaper& shaper, const BoatLines& lines, float drop, const Paint& paint) {
  shaper.sheet(
      [&](float u, float v) {
        const Vec3 edge = rail_point(lines, v);
        const float x = 2 * u - 1;
        // A deck is a little higher in the middle, so that water runs off.
        return Vec3{edge.x * 0.98F * x, edge.y - drop + 0.03F * edge.x * (1 - x * x), edge.z};
      },
      6, kAlong, paint);
}

void add_rail(Shaper& shaper, const BoatLines& lines, float radius, const Paint& paint) {
  shaper.both_sides([&](Shaper& s) {
    std::vector<Vec3> path;
    for (int i = 0; i <= kAlong; ++i) {
      path.push_back(rail_point(lines, static_cast<float>(i) / kAlong));
    }
    s.rod(path, radius, paint, 6);
  });
  if (lines.transom > 0) {
    const Vec3 corner = rail_point(lines, 1);
    shaper.rod({corner, corner * Vec3{-1, 1, 1}}, radius, paint, 6);
  }
}

}  // namespace kirin::engine::motion::models
