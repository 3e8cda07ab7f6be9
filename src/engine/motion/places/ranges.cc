#include "engine/motion/places/ranges.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "engine/motion/places/noise.h"

namespace kirin::engine::motion::places {
namespace {

using world::Light;
using world::Surface;
using world::Vec3;

/// How high the crest may be at `u` in [-1, 1].
float skyline(const Range& range, float u) {
  float high = range.base;
  for (const Peak& peak : range.peaks) {
    const float d = (u - peak.at) / peak.width;
    high = std::max(high, range.base + (peak.height - range.base) / (1 + 2.2F * d * d));
  }
  return high * (1 - world::smooth_step(0.82F, 1.0F, std::abs(u)));
}

float height_at(const Range& range, float u, float v) {
  const float x = u * range.half_width;
  const float z = v * range.depth;
  const float wave = 1.15F * range.height;
  const float warp = 0.30F * fbm2(x / wave, z / wave, 2, range.seed + 40);
  const float crest = skyline(range, u);
  // The foot rises slowly, the crest lies behind the middle, the back falls again.
  const float across = v < 0.62F ? world::smooth_step(-0.12F, 0.62F, v + 0.10F * warp)
                                 : 1 - world::smooth_step(0.62F, 1.0F, v);
  const float front = world::smooth_step(0.0F, 0.08F, v);
  switch (range.form) {
    case RangeForm::alpine: {
      // Ridges run down from the crest, gullies between them.
      const float fine = 0.50F * wave;
      const float sharp = ridged2(x / fine + 1.5F * warp, 0.7F * z / fine + warp, 5, range.seed);
      const float worn = eroded2(2.2F * x / fine, 2.2F * z / fine + warp, 4, range.seed + 9);
      return range.height * crest * std::pow(across, 1.25F) * front *
             (0.46F + 0.52F * sharp + 0.20F * worn);
    }
    case RangeForm::wooded: {
      const float worn = eroded2(0.9F * x / wave + warp, 0.9F * z / wave, 4, range.seed);
      const float trees = fbm2(14 * x / wave, 14 * z / wave, 2, range.seed + 5);
      return range.height * crest * across * front * (0.45F + 0.75F * worn + 0.025F * trees);
    }
    case RangeForm::table: {
      const float raw = crest * across * (0.5F + 0.7F * eroded2(x / wave, z / wave, 4, range.seed));
      // Hard layers stand as cliffs, soft ones lie as slopes.
      const float layers = 4;
      const float step = raw * layers;
      const float cliff = world::smooth_step(0.30F, 0.55F, step - std::floor(step));
      return range.height * front *
             (std::floor(step) + 0.25F * (step - std::floor(step)) + 0.75F * cliff) / layers;
    }
    case RangeForm::dune: {
      const float line = 0.55F + 0.16F * fbm2(1.3F * x / wave, 0, 3, range.seed);
      const float lee = v < line ? std::pow(std::max(0.0F, v / line), 1.4F)
                                 : 1 - world::smooth_step(line, std::min(1.0F, line + 0.3F), v);
      return range.height * crest * lee * front;
    }
    case RangeForm::ice: {
      const float blocks = ridged2(1.6F * x / wave + warp, 1.6F * z / wave, 3, range.seed);
      const float wall =
          world::smooth_step(0.02F, 0.10F, v) * (1 - world::smooth_step(0.7F, 1.0F, v));
      return range.height * crest * wall * (0.62F + 0.45F * blocks + 0.12F * across);
    }
  }
  return 0;
}

struct Skin {
  Light colour;
  Surface surface;
};

Skin alpine_skin(const Range& range, const LandColours& c, Vec3 at, Vec3 normal, float share) {
  const float grain = fbm2(at.x / 38, at.z / 38, 3, range.seed + 60);
  const float bands = fbm2(at.x / 160, at.y / 14, 2, range.seed + 61);
  Light colour = world::mix(c.rock, c.rock_light, std::clamp(0.45F + 0.5F * bands, 0.0F, 1.0F));
  Surface surface = Surface::rock;
  const float green = world::smooth_step(0.46F, 0.22F, share + 0.12F * grain) *
                      world::smooth_step(0.5F, 0.75F, normal.y);
  colour = world::mix(colour, world::mix(c.needles, c.grass, 0.25F + 0.25F * grain), green);
  const float line = range.snow_line + 0.12F * grain;
  const float snow = world::smooth_step(line - 0.05F, line + 0.07F, share) *
                     world::smooth_step(0.16F, 0.40F, normal.y + 0.12F * grain);
  const float winter = c.snow_cover * world::smooth_step(0.20F, 0.46F, normal.y + 0.12F * grain);
  const float white = std::max(range.snow_line <= 1 ? snow : 0, winter);
  colour = world::mix(colour, c.snow, white);
  return {colour, white > 0.5F ? Surface::snow : surface};
}

Skin skin_of(const Range& range, const LandColours& c, Vec3 at, Vec3 normal) {
  const float share = (at.y - range.middle.y) / range.height;
  const float grain = fbm2(at.x / 22, at.z / 22, 3, range.seed + 60);
  switch (range.form) {
    case RangeForm::alpine:
      return alpine_skin(range, c, at, normal, share);
    case RangeForm::wooded: {
      const float tone = std::clamp(0.5F + 0.9F * grain, 0.0F, 1.0F);
      Light colour = world::mix(world::mix(c.needles, c.foliage, 0.45F), c.grass, 0.35F * tone) *
                     (0.72F + 0.4F * tone);
      colour = world::mix(colour, c.snow, 0.55F * c.snow_cover * tone);
      return {colour, Surface::leaf};
    }
    case RangeForm::table: {
      const float band = fbm2(at.x / 300, at.y / (0.05F * range.height), 2, range.seed + 62);
      Light colour = world::mix(c.rock, c.rock_light, std::clamp(0.5F + 0.75F * band, 0.0F, 1.0F));
      colour = world::mix(colour, c.sand, 0.5F * world::smooth_step(0.8F, 0.95F, normal.y));
      return {colour * (0.92F + 0.16F * grain), Surface::rock};
    }
    case RangeForm::dune:
      return {c.sand * (0.96F + 0.08F * grain), Surface::sand};
    case RangeForm::ice: {
      const float deep = world::smooth_step(0.75F, 0.2F, normal.y);
      return {world::mix(c.snow, Light{0.30F, 0.62F, 0.80F}, 0.75F * deep * (0.8F + 0.4F * grain)),
              deep > 0.5F ? Surface::ice : Surface::snow};
    }
  }
  return {c.rock, Surface::rock};
}

}  // namespace

world::Mesh range_mesh(const Range& range, const LandColours& colours) {
  world::Mesh mesh;
  const int columns = std::max(range.columns, 4);
  const int rows = std::max(range.rows, 4);
  const auto point = [&](float column, float row) {
    const float u = 2 * column / static_cast<float>(columns) - 1;
    const float v = row / static_cast<float>(rows);
    // Bent towards the viewer at the ends, as what surrounds one is.
    return range.middle + Vec3{u * range.half_width, height_at(range, u, v),
                               -v * range.depth + 0.22F * range.half_width * u * u};
  };
  for (int r = 0; r <= rows; ++r) {
    for (int c = 0; c <= columns; ++c) {
      const auto fc = static_cast<float>(c);
      const auto fr = static_cast<float>(r);
      world::Vertex vertex;
      vertex.position = point(fc, fr);
      vertex.normal = world::normalized(world::cross(point(fc + 0.5F, fr) - point(fc - 0.5F, fr),
                                                     point(fc, fr + 0.5F) - point(fc, fr - 0.5F)));
      const Skin skin = skin_of(range, colours, vertex.position, vertex.normal);
      vertex.colour = skin.colour;
      vertex.surface = skin.surface;
      mesh.vertices.push_back(vertex);
    }
  }
  const auto row = static_cast<std::uint32_t>(columns + 1);
  for (int r = 0; r < rows; ++r) {
    for (int c = 0; c < columns; ++c) {
      const std::uint32_t i = static_cast<std::uint32_t>(r) * row + static_cast<std::uint32_t>(c);
      mesh.indices.insert(mesh.indices.end(), {i, i + 1, i + row + 1, i, i + row + 1, i + row});
    }
  }
  return mesh;
}

}  // namespace kirin::engine::motion::places
