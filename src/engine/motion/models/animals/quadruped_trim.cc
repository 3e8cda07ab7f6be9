// Tails, manes, humps, trunks, and what an animal wears.
#include <array>
#include <cmath>
#include <string>
#include <vector>

#include "engine/motion/models/animals/quadruped.h"
#include "engine/motion/models/animals/wings.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models::fauna {
namespace {

constexpr float kDegree = world::kPi / 180;

/// Darker manes go with the coat that was ordered; a unicorn's pink one stays.
Light mane_of(const QuadrupedBuild& b) {
  const bool is_darker =
      luminance(world::from_srgb(b.row.mane_colour)) < luminance(world::from_srgb(b.row.coat));
  return is_darker && b.row.pattern != Pattern::zebra ? b.palette.shade(b.row.mane_colour)
                                                      : b.palette.mark(b.row.mane_colour);
}

/// A row of plates from the neck along the back to the tip of the tail.
void add_ridge(const QuadrupedBuild& b, float height, float tone) {
  const QuadrupedRow& row = b.row;
  const float s = b.size;
  const auto& bones = b.model->skeleton.bones;
  struct Station {
    Vec3 at;
    int bone;
  };
  std::vector<Station> line;
  const Vec3 crest =
      world::normalized(Vec3{0, b.neck_top.z - b.neck_base.z, -(b.neck_top.y - b.neck_base.y)});
  line.push_back({b.neck_top + crest * (row.neck_top * s), b.neck_2});
  line.push_back({world::mix(b.neck_base, b.neck_top, 0.5F) +
                      crest * (0.5F * (row.neck_base + row.neck_top) * s),
                  b.neck_1});
  line.push_back({{0, s, b.shoulder.z}, b.chest_bone});
  line.push_back({{0, 0.5F * (row.rump + 1) * s, 0}, b.spine_bone});
  line.push_back({{0, row.rump * s, b.hip.z}, b.body});
  for (int i = 1; i <= 4; ++i) {
    const int bone = b.model->skeleton.find("tail_" + std::to_string(i));
    const float r = world::mix(row.tail.base, row.tail.tip, 0.25F * static_cast<float>(i - 1));
    line.push_back({bones[static_cast<std::size_t>(bone)].joint + Vec3{0, r * s, 0}, bone});
  }
  world::MeshBuilder build(b.mesh());
  const Light colour = b.palette.coat() * tone;
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    for (int k = 0; k < 3; ++k) {
      const float t = static_cast<float>(k) / 3;
      const Vec3 at = world::mix(line[i].at, line[i + 1].at, t);
      const Vec3 along = world::normalized(line[i].at - line[i + 1].at);
      const Vec3 up = world::normalized(Vec3{0, along.z, -along.y});
      const float fade = i >= 6 ? 0.6F : 1;
      const float h = height * s * fade * (up.y < 0 ? -1.0F : 1.0F);
      const Affine frame{{1, 0, 0}, up, world::cross({1, 0, 0}, up), at - up * (0.02F * s)};
      build.extrude(frame,
                    std::array{world::Point2{-0.022F * s, 0}, world::Point2{0.022F * s, 0},
                               world::Point2{0, h}},
                    0.055F * s * fade, {colour, row.surface, line[t < 0.5F ? i : i + 1].bone});
    }
  }
}

}  // namespace

void add_tail(QuadrupedBuild& b) {
  const QuadrupedRow& row = b.row;
  const float s = b.size;
  const Tail& tail = row.tail;
  const Vec3 root =
      Vec3{0, row.rump - 0.35F * row.hips.h, 0} * s + Vec3{0, 0, b.hip.z - 0.80F * row.hips.l * s};
  const auto line =
      chain(root, -1, tail.elevation * kDegree, tail.curl * kDegree, tail.length * s / 4, 4);
  std::array<int, 4> bones{};
  for (std::size_t i = 0; i < 4; ++i) {
    bones[i] = b.model->skeleton.add("tail_" + std::to_string(i + 1),
                                     i == 0 ? b.body : bones[i - 1], line[i]);
  }
  if (tail.length <= 0) {
    return;
  }
  const std::array<float, 5> radii = {tail.base, 0.55F * tail.base + 0.45F * tail.middle,
                                      tail.middle, 0.5F * (tail.middle + tail.tip), tail.tip};
  const bool is_hair = row.mane == Mane::horse && tail.middle > tail.base;
  const Light hair = part_colour(
      b.order, "tail", is_hair ? part_colour(b.order, "mane", mane_of(b)) : b.palette.coat());
  const Light tip = b.palette.pale(row.tail_tip);
  world::Clay clay;
  clay.blend(0.03F * s);
  for (std::size_t i = 0; i < 4; ++i) {
    const bool has_tip = i == 3 && row.tail_tip != kCoat;
    clay.limb(line[i], line[i + 1], radii[i] * s, radii[i + 1] * s,
              {has_tip ? tip : hair, is_hair ? Surface::hair : row.surface, bones[i]});
  }
  if (tail.tuft > 0) {
    const Light tuft = part_colour(b.order, "tail", mane_of(b));
    clay.ellipsoid(world::pointing(line[4], line[4] + (line[4] - line[3])),
                   Vec3{tail.tuft, 1.7F * tail.tuft, tail.tuft} * s,
                   {row.tail_tip == kCoat ? tuft : tip, Surface::hair, bones[3]});
  }
  const float finest = std::min({tail.base, tail.middle, tail.tip + tail.tuft});
  world::append(
      b.mesh(),
      clay.mesh(std::max(std::clamp(0.55F * finest, 0.012F, 0.035F), 0.016F * tail.length) * s));
}

void add_mane(const QuadrupedBuild& b) {
  const QuadrupedRow& row = b.row;
  const float s = b.size;
  if (row.mane == Mane::none) {
    return;
  }
  const Light colour = part_colour(b.order, "mane", mane_of(b));
  world::Clay clay;
  if (row.mane == Mane::beard) {
    const Vec3 chin = b.model->skeleton.bones[static_cast<std::size_t>(b.jaw)].joint +
                      Vec3{0, -0.10F, row.skull.l + 0.3F * row.snout} * s;
    clay.limb(chin, chin + Vec3{0, -0.15F, -0.02F} * s, 0.04F * s, 0.012F * s,
              {b.palette.coat() * 0.85F, Surface::hair, b.jaw});
    world::append(b.mesh(), clay.mesh(0.016F * s));
    return;
  }
  if (row.mane == Mane::lion || row.mane == Mane::wolf) {
    // A wreath of locks about the head, in layers down to the chest.
    const bool is_lion = row.mane == Mane::lion;
    clay.blend(0.03F * s);
    const int layers = is_lion ? 3 : 2;
    for (int layer = 0; layer < layers; ++layer) {
      const float t = static_cast<float>(layer) / 2;
      const Vec3 middle = world::mix(b.skull - Vec3{0, 0.02F, 0.035F} * s,
                                     b.neck_base + Vec3{0, 0.02F, -0.03F} * s, t);
      const float ring = (is_lion ? 0.205F - 0.02F * t : 0.13F) * s;
      const int locks = is_lion ? 15 : 11;
      for (int i = 0; i < locks; ++i) {
        const float a = 2 * world::kPi *
                        (static_cast<float>(i) + 0.5F * static_cast<float>(layer)) /
                        static_cast<float>(locks);
        const Vec3 out{std::sin(a), 0.95F * std::cos(a), 0};
        const float shade = 1 - 0.16F * static_cast<float>((i + layer) % 2) - 0.1F * t;
        const float reach = (is_lion ? 0.13F : 0.06F) * s * (std::cos(a) < -0.3F ? 1.35F : 1);
        const int bone = layer == 0 ? b.head : layer == 1 ? b.neck_2 : b.neck_1;
        clay.limb(middle + out * (0.6F * ring),
                  middle + out * (ring + 0.4F * reach) - Vec3{0, 0.15F * reach, 0.75F * reach},
                  (is_lion ? 0.085F : 0.07F) * s, (is_lion ? 0.045F : 0.03F) * s,
                  {is_lion ? colour * shade : b.palette.coat() * shade, Surface::hair, bone});
      }
    }
    world::append(b.mesh(), clay.mesh(0.026F * s));
    return;
  }
  // Along the crest of the neck; a zebra's stands, a horse's falls to both sides.
  const bool stands = row.mane == Mane::zebra;
  const Vec3 along = world::normalized(b.neck_top - b.neck_base);
  const Vec3 crest = world::normalized(Vec3{0, along.z, -along.y});
  const int locks = 12 + static_cast<int>(16 * row.neck_length);
  clay.blend(0.015F * s);
  for (int i = 0; i < locks; ++i) {
    const float t = static_cast<float>(i) / static_cast<float>(locks - 1);
    const float thick = world::mix(row.neck_base, row.neck_top, t);
    const Vec3 at =
        world::mix(b.neck_base - along * (0.06F * s), b.skull + along * (0.03F * s), t) +
        crest * ((1.05F * thick + 0.008F) * s);
    const int bone = t < 0.4F ? b.neck_1 : t < 0.8F ? b.neck_2 : b.head;
    const Light lock = colour * (i % 2 == 0 ? 1.0F : 0.8F);
    if (stands) {
      const Light stripe = i % 2 == 0 ? b.palette.mark(row.second) : b.palette.coat();
      clay.limb(at - crest * (0.02F * s), at + crest * (0.055F * s), 0.032F * s, 0.022F * s,
                {stripe, Surface::hair, bone});
      continue;
    }
    clay.limb(at - crest * (0.03F * s), at + crest * (0.015F * s), 0.035F * s, 0.03F * s,
              {lock, Surface::hair, bone});
    const float fall = (0.10F + 0.09F * (1 - std::abs(2 * t - 0.9F))) * s;
    on_both_sides([&](const std::string&, float sign) {
      clay.limb(at, at + Vec3{sign * (thick * 1.18F + 0.03F) * s, -fall, -0.03F * s}, 0.032F * s,
                0.016F * s, {lock, Surface::hair, bone});
    });
  }
  if (!stands) {
    const Vec3 poll = b.skull + Vec3{0, 0.95F * row.skull.h, 0} * s;
    clay.limb(poll, poll + Vec3{0.015F, -0.03F, 0.11F} * s, 0.03F * s, 0.014F * s,
              {colour, Surface::hair, b.head});
  }
  world::append(b.mesh(), clay.mesh(0.018F * s));
}

void add_extra(QuadrupedBuild& b) {
  const QuadrupedRow& row = b.row;
  const float s = b.size;
  const Light coat = b.palette.coat();
  world::Clay clay;
  switch (row.extra) {
    case Extra::none:
    case Extra::wool:
    case Extra::hump:
    case Extra::two_humps:
      return;
    case Extra::trunk: {
      const Vec3 root = b.skull + Vec3{0, -0.12F * row.skull.h, 0.80F * row.skull.l} * s;
      const std::array<Vec3, 5> line = {
          root, root + Vec3{0, -0.17F, 0.12F} * s, root + Vec3{0, -0.36F, 0.13F} * s,
          root + Vec3{0, -0.53F, 0.13F} * s, root + Vec3{0, -0.62F, 0.21F} * s};
      const std::array<float, 5> radii = {0.105F, 0.085F, 0.066F, 0.052F, 0.044F};
      int parent = b.head;
      clay.blend(0.03F * s);
      for (std::size_t i = 0; i < 4; ++i) {
        parent = b.model->skeleton.add("trunk_" + std::to_string(i + 1), parent, line[i]);
        clay.limb(line[i], line[i + 1], radii[i] * s, radii[i + 1] * s,
                  {coat, row.surface, parent});
      }
      world::append(b.mesh(), clay.mesh(0.022F * s));
      const Paint ivory{part_colour(b.order, "horn", world::from_srgb(0xF2EAD6)), Surface::ceramic,
                        b.head};
      on_both_sides([&](const std::string&, float sign) {
        const Vec3 from =
            b.skull + Vec3{sign * 0.095F, -0.5F * row.skull.h, 0.68F * row.skull.l} * s;
        world::MeshBuilder(b.mesh()).tube(
            std::array{from, from + Vec3{sign * 0.03F, -0.12F, 0.09F} * s,
                       from + Vec3{sign * 0.035F, -0.15F, 0.22F} * s,
                       from + Vec3{sign * 0.02F, -0.10F, 0.31F} * s},
            std::array{0.028F * s, 0.026F * s, 0.019F * s, 0.003F * s}, 10, ivory);
      });
      return;
    }
    case Extra::spines: {
      // Quills on the upper half, evenly spread, pointing out and back.
      world::MeshBuilder build(b.mesh());
      for (int i = 0; i < 340; ++i) {
        const float y = 1 - 1.25F * (static_cast<float>(i) + 0.5F) / 340;
        const float around = 2.39996F * static_cast<float>(i);
        const float r = std::sqrt(std::max(0.0F, 1 - y * y));
        const Vec3 d{r * std::sin(around), y, r * std::cos(around)};
        const float long_half = 0.5F * row.length + 0.20F;
        const Vec3 at{d.x * row.belly.w * 1.06F * s, (1 - row.belly.h + d.y * row.belly.h) * s,
                      (d.z * long_half - 0.05F) * s};
        if (d.z > 0.72F) {
          continue;
        }
        const Vec3 out = world::normalized(d * Vec3{1, 1, 0.7F} + Vec3{0, 0.1F, -0.45F});
        const Light tone = world::from_srgb(i % 3 == 0   ? 0xCDB894
                                            : i % 3 == 1 ? 0x6B513B
                                                         : 0x8A6C4E);
        const int bone = at.z < -0.1F * s ? b.body : at.z > 0.15F * s ? b.chest_bone : b.spine_bone;
        build.cylinder(at - out * (0.03F * s), at + out * (0.15F * s), 0.026F * s, 0, 5,
                       {tone, Surface::matte, bone}, false);
      }
      return;
    }
    case Extra::shell: {
      clay.blend(0.05F * s);
      const Light shell = part_colour(b.order, "shell", world::from_srgb(0x7A5B30));
      clay.ellipsoid(Vec3{0, 0.60F * s, -0.02F * s}, Vec3{0.66F, 0.47F, 0.80F} * s,
                     {shell, Surface::scales, b.spine_bone});
      clay.carve(world::translation({0, -0.06F * s, 0}), Vec3{2, 0.34F, 2} * s,
                 {world::from_srgb(0xD9C48C), Surface::scales, b.spine_bone});
      const std::size_t first = b.mesh().vertices.size();
      world::append(b.mesh(), clay.mesh(0.048F * s));
      // Plates: a row along the middle and one on each side, with dark seams.
      repaint(b.mesh(), first, [&](world::Vertex& v) {
        const float x = std::abs(v.position.x) / s;
        const float z = v.position.z / s + (x > 0.24F ? 0.14F : 0);
        const float seam = std::min({std::abs(x - 0.24F), std::abs(std::remainder(z, 0.29F)),
                                     std::abs(v.position.y / s - 0.36F)});
        if (v.normal.y > -0.2F) {
          v.colour = v.colour * (0.45F + 0.65F * world::smooth_step(0.012F, 0.05F, seam));
        }
      });
      return;
    }
    case Extra::ridge:
      add_ridge(b, 0.12F, 0.9F);
      return;
    case Extra::wings: {
      const bool is_leather = row.horns == Horns::dragon;
      const Light colour =
          part_colour(b.order, "wings", is_leather ? coat * 0.72F : world::from_srgb(0xF7F3EA));
      if (is_leather) {
        add_ridge(b, 0.11F, 0.55F);
      }
      add_spread_wings(*b.model,
                       {.root = {0.6F * row.chest.w * s, 0.93F * s, 0.26F * row.length * s},
                        .span = 1.25F * s,
                        .chord = 0.62F * s,
                        .kind = is_leather ? WingKind::leather : WingKind::broad,
                        .colour = colour,
                        .tip = is_leather ? coat * 0.5F : colour * 0.86F,
                        .bone = b.chest_bone});
      return;
    }
  }
}

}  // namespace kirin::engine::motion::models::fauna
