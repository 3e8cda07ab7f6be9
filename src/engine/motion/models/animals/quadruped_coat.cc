// What a coat looks like: belly, socks, stripes, spots, patches.
#include <array>
#include <cmath>

#include "engine/motion/dice.h"
#include "engine/motion/models/animals/quadruped.h"

namespace kirin::engine::motion::models::fauna {
namespace {

using world::smooth_step;
using world::Vertex;

/// Where a vertex is, for patterns: in units of the animal's height.
struct Spot {
  Vec3 at;
  Vec3 normal;
  enum Region { torso, neck, head, leg, tail, ear } region = torso;
  int segment = 0;  ///< of a leg 0 to 3 from the top, of a tail 0 to 3
  bool is_front = false;
};

/// Bones are laid in a fixed order, so a name's beginning tells the region.
std::vector<Spot> regions_of(const QuadrupedBuild& b) {
  std::vector<Spot> regions;
  for (const world::Bone& bone : b.model->skeleton.bones) {
    const std::string_view name = bone.name;
    Spot spot;
    const auto is = [&](std::string_view start) { return name.starts_with(start); };
    if (is("neck")) {
      spot.region = Spot::neck;
    } else if (is("head") || is("jaw") || is("eye")) {
      spot.region = Spot::head;
    } else if (is("ear")) {
      spot.region = Spot::ear;
    } else if (is("tail")) {
      spot.region = Spot::tail;
      spot.segment = name.back() - '1';
    } else if (is("thigh") || is("shin") || is("foot") || is("toe")) {
      spot.region = Spot::leg;
      spot.segment = is("thigh") ? 0 : is("shin") ? 1 : is("foot") ? 2 : 3;
    } else if (is("upper_arm") || is("fore_arm") || is("hand") || is("finger")) {
      spot.region = Spot::leg;
      spot.is_front = true;
      spot.segment = is("upper") ? 0 : is("fore") ? 1 : is("hand") ? 2 : 3;
    }
    regions.push_back(spot);
  }
  return regions;
}

/// Smooth noise in space, [-1, 1].
float noise3(Vec3 p, std::uint64_t salt) {
  const auto value = [&](int x, int y, int z) {
    return hashed_unit(
        (std::int64_t{x} * 73856093) ^ (std::int64_t{y} * 19349663) ^ (std::int64_t{z} * 83492791),
        salt);
  };
  const Vec3 cell{std::floor(p.x), std::floor(p.y), std::floor(p.z)};
  const Vec3 f = p - cell;
  const Vec3 s = f * f * (Vec3{3, 3, 3} - f * 2);
  const auto corner = [&](int dx, int dy, int dz) {
    return value(static_cast<int>(cell.x) + dx, static_cast<int>(cell.y) + dy,
                 static_cast<int>(cell.z) + dz);
  };
  const auto row = [&](int dy, int dz) {
    return world::mix(corner(0, dy, dz), corner(1, dy, dz), s.x);
  };
  return 2 * world::mix(world::mix(row(0, 0), row(1, 0), s.y),
                        world::mix(row(0, 1), row(1, 1), s.y), s.z) -
         1;
}

/// Cellular noise (Worley 1996): distances to the nearest and the second point.
std::array<float, 2> cells3(Vec3 p, std::uint64_t salt) {
  std::array<float, 2> best{9, 9};
  const Vec3 cell{std::floor(p.x), std::floor(p.y), std::floor(p.z)};
  for (int i = 0; i < 27; ++i) {
    const Vec3 c = cell + Vec3{static_cast<float>(i % 3 - 1), static_cast<float>(i / 3 % 3 - 1),
                               static_cast<float>(i / 9 - 1)};
    const std::int64_t id = (static_cast<std::int64_t>(c.x) * 73856093) ^
                            (static_cast<std::int64_t>(c.y) * 19349663) ^
                            (static_cast<std::int64_t>(c.z) * 83492791);
    const Vec3 point =
        c + Vec3{hashed_unit(id, salt), hashed_unit(id, salt + 1), hashed_unit(id, salt + 2)};
    const float d = world::length(point - p);
    if (d < best[0]) {
      best = {d, best[0]};
    } else {
      best[1] = std::min(best[1], d);
    }
  }
  return best;
}

/// How much of the pattern's second colour is at a spot, [0, 1].
float striped(const Spot& s, float period, float width) {
  const float bend = 0.22F * noise3(s.at * 3.0F, 11);
  float along = s.at.z;
  if (s.region == Spot::leg) {
    along = s.at.y * 1.25F;
    width *= s.segment == 0 ? 0.9F : 0.75F;
  } else if (s.region == Spot::neck || s.region == Spot::head) {
    along = s.at.z * 0.8F + s.at.y * 0.55F;
  } else if (s.region == Spot::tail) {
    along = s.at.z + s.at.y;
  }
  const float wave = std::abs(std::remainder(along / period + bend, 1.0F));
  return 1 - smooth_step(width - 0.09F, width + 0.09F, wave);
}

void blotch(Light& colour, Light second, float amount) {
  colour = world::mix(colour, second, std::clamp(amount, 0.0F, 1.0F));
}

void paint_pattern(const QuadrupedBuild& b, const Spot& s, Light& colour) {
  Light second = b.palette.accent(b.row.second);
  const std::uint64_t salt = b.order.seed * 7 + 3;
  const float coat = luminance(b.palette.coat());
  // A black cat is black: its tabby stripes hardly show, unless stripes were asked for.
  const float own = luminance(world::from_srgb(b.row.second));
  const bool is_faint = b.palette.is_ordered() && !b.wishes.is_striped && own > 0.03F && own < 0.6F;
  if (!is_faint && b.palette.is_ordered() &&
      std::abs(luminance(second) - coat) < 0.1F * (0.3F + coat)) {
    // A pattern has to differ from the coat that was ordered.
    second = coat > 0.15F ? b.palette.coat() * 0.3F : b.palette.coat() + Light{0.09F, 0.09F, 0.09F};
  }
  if (b.row.pattern == Pattern::cow && b.palette.is_ordered() && coat < 0.6F) {
    second = world::from_srgb(0xF1EDE5);  // a brown cow has white patches
  }
  switch (b.row.pattern) {
    case Pattern::none:
      return;
    case Pattern::tiger: {
      const bool is_belly = s.region == Spot::torso && s.normal.y < -0.45F;
      // Stripes taper towards the belly.
      const float width = s.region == Spot::torso ? 0.13F + 0.10F * s.normal.y : 0.14F;
      if (!is_belly && !(s.region == Spot::head && s.normal.z > 0.75F) && s.region != Spot::ear) {
        blotch(colour, second,
               (is_faint ? 0.35F : 1.0F) * striped(s, 0.15F, std::max(width, 0.07F)));
      }
      return;
    }
    case Pattern::zebra:
      if (s.region != Spot::ear) {
        blotch(colour, second, striped(s, 0.105F, 0.25F));
      }
      return;
    case Pattern::leopard: {
      const auto d = cells3(s.at * 9.5F, salt);
      const float ring = smooth_step(0.12F, 0.22F, d[0]) * (1 - smooth_step(0.36F, 0.44F, d[0]));
      const bool is_small = s.region == Spot::head || (s.region == Spot::leg && s.segment > 0);
      blotch(colour, second,
             s.region == Spot::ear ? 0
             : is_small            ? 1 - smooth_step(0.26F, 0.36F, d[0])
                                   : ring);
      if (!is_small && d[0] < 0.2F) {
        blotch(colour, second, 0.25F);
      }
      return;
    }
    case Pattern::giraffe: {
      const float scale = s.region == Spot::leg && s.segment > 0 ? 13.0F : 7.5F;
      const auto d = cells3(s.at * scale, 5);
      const float plate = smooth_step(0.05F, 0.13F, d[1] - d[0]);
      const bool has_plates = s.region == Spot::torso || s.region == Spot::neck ||
                              (s.region == Spot::leg && s.segment < 2);
      blotch(colour, second, has_plates ? plate : 0);
      return;
    }
    case Pattern::cow: {
      const float n = noise3(s.at * Vec3{4.6F, 4.2F, 2.9F} + Vec3{3.7F, 1.2F, 0.4F}, salt + 40) +
                      0.35F * noise3(s.at * 7.0F, salt + 41);
      float amount = smooth_step(0.08F, 0.16F, n);
      if (s.region == Spot::head) {
        amount = std::abs(s.at.x) > 0.06F ? 1 : 0;  // a blaze
      } else if (s.region == Spot::leg && s.segment > 0) {
        amount = 0;
      }
      blotch(colour, second, amount);
      return;
    }
    case Pattern::panda: {
      const bool is_band =
          s.region == Spot::torso && s.at.z > 0.12F * b.row.length && s.at.z < 0.62F * b.row.length;
      if (s.region == Spot::leg || s.region == Spot::ear || is_band) {
        colour = second;
      }
      if (s.region == Spot::head) {
        for (const int bone : b.eye) {
          const Vec3 eye =
              b.model->skeleton.bones[static_cast<std::size_t>(bone)].joint * (1 / b.size);
          const Vec3 off = s.at - eye + Vec3{0, 0.035F, 0} * b.head_size;
          blotch(colour, second,
                 1 - smooth_step(0.085F, 0.105F,
                                 world::length(off * Vec3{1.15F, 0.85F, 0.6F}) / b.head_size));
        }
      }
      return;
    }
    case Pattern::raccoon:
      if (s.region == Spot::head && s.normal.z > -0.1F) {
        const float eye_y =
            b.model->skeleton.bones[static_cast<std::size_t>(b.eye[0])].joint.y / b.size;
        blotch(colour, second, 1 - smooth_step(0.055F, 0.075F, std::abs(s.at.y - eye_y + 0.015F)));
      }
      [[fallthrough]];
    case Pattern::rings:
      if (s.region == Spot::tail) {
        const float wave = std::remainder((s.at.z + s.at.y * 0.6F) / 0.19F, 1.0F);
        blotch(colour, second, smooth_step(0.2F, 0.28F, std::abs(wave)));
      }
      return;
    case Pattern::fawn: {
      const auto d = cells3(s.at * 10.0F, 9);
      const bool is_back = s.region == Spot::torso && s.normal.y > 0.0F;
      blotch(colour, second, is_back ? 1 - smooth_step(0.2F, 0.3F, d[0]) : 0);
      return;
    }
    case Pattern::mask: {
      // Around both eyes and down to the mouth.
      if (s.region == Spot::head && s.normal.z > 0.1F) {
        const Vec3 off = (s.at - b.skull * (1 / b.size)) * (1 / b.head_size);
        const float side = std::abs(off.x) / b.row.skull.w;
        const float up = off.y / b.row.skull.h;
        const float heart = std::hypot((side - 0.32F) / 0.46F, (up - 0.05F) / 0.52F);
        blotch(colour, second,
               1 - smooth_step(0.85F, 1.05F, std::min(heart, up < 0 ? side : 9.0F)));
      }
      return;
    }
    case Pattern::badge: {
      second = b.palette.pale(b.row.second);
      const bool is_chest =
          (s.region == Spot::neck || s.region == Spot::torso) && s.at.z > 0.35F * b.row.length;
      blotch(colour, second,
             is_chest ? smooth_step(0.25F, 0.6F, s.normal.z - 0.35F * s.normal.y) : 0);
      return;
    }
  }
}

}  // namespace

void paint_coat(const QuadrupedBuild& b, std::size_t from) {
  const QuadrupedRow& row = b.row;
  const std::vector<Spot> regions = regions_of(b);
  const Light belly = b.palette.pale(row.belly_colour);
  const float inverse = 1 / b.size;
  repaint(b.mesh(), from, [&](Vertex& vertex) {
    if (vertex.surface != row.surface) {
      return;  // hooves, eyes, the nose
    }
    Spot spot = regions[vertex.bones[0]];
    spot.at = vertex.position * inverse;
    spot.normal = vertex.normal;
    if (spot.region == Spot::ear && row.pattern != Pattern::panda) {
      return;
    }
    if (row.belly_colour != kCoat && (spot.region == Spot::torso || spot.region == Spot::neck)) {
      blotch(vertex.colour, belly, smooth_step(0.1F, 0.75F, -vertex.normal.y));
    }
    if (row.extra == Extra::spines && spot.region == Spot::torso) {
      blotch(vertex.colour, b.palette.mark(0x6B513B),
             smooth_step(-0.5F, -0.1F, vertex.normal.y) *
                 (1 - smooth_step(0.34F, 0.5F, spot.at.z / row.length)));
    }
    paint_pattern(b, spot, vertex.colour);
    if (b.wishes.is_old && spot.region == Spot::head && vertex.normal.z > 0.2F) {
      blotch(vertex.colour, {0.6F, 0.6F, 0.6F}, 0.55F);  // grey about the face
    }
  });
}

}  // namespace kirin::engine::motion::models::fauna
