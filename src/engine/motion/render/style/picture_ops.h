/// \file
/// What several styles are made with: blurs, outlines, washes, paper.
#pragma once

#include <array>
#include <cstdint>

#include "engine/motion/render/style/style.h"

namespace kirin::engine::motion::render {

struct Rgb {
  float r = 0;
  float g = 0;
  float b = 0;
};
/// Of 0xRRGGBB.
constexpr Rgb rgb(std::uint32_t hex) {
  return {static_cast<float>(hex >> 16 & 255U) / 255, static_cast<float>(hex >> 8 & 255U) / 255,
          static_cast<float>(hex & 255U) / 255};
}
constexpr Rgb mix(Rgb a, Rgb b, float t) {
  return {a.r + (b.r - a.r) * t, a.g + (b.g - a.g) * t, a.b + (b.b - a.b) * t};
}
constexpr float luma(Rgb c) { return 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b; }
constexpr float ramp(float from, float to, float x) {
  const float t = (x - from) / (to - from);
  const float u = t < 0 ? 0 : t > 1 ? 1 : t;
  return u * u * (3 - 2 * u);
}

/// Calls `change(x, y, colour)` for each pixel and stores what it returns.
template <class Change>
void for_pixels(StylePicture& picture, const Change& change) {
  std::size_t at = 0;
  for (int y = 0; y < picture.size.height; ++y) {
    for (int x = 0; x < picture.size.width; ++x, ++at) {
      const Rgb c = change(x, y, at, Rgb{picture.red[at], picture.green[at], picture.blue[at]});
      picture.red[at] = c.r;
      picture.green[at] = c.g;
      picture.blue[at] = c.b;
    }
  }
}

Plane luma_of(const StylePicture& picture);
/// A mean over (2 radius + 1)², done `passes` times.
void blur(Plane& plane, media::Size size, int radius, int passes);
void blur(StylePicture& picture, int radius, int passes);

/// What lines are drawn for, each [0, 1].
struct OutlineLook {
  float things = 1;   ///< where one thing ends and another begins
  float depth = 1;    ///< where a surface hides another
  float creases = 1;  ///< where a surface bends sharply
  float far = 80;     ///< metres at which lines have faded
};
/// How much of a line is at each pixel; one or two pixels wide.
Plane outlines(const FrameBuffer& frame, const OutlineLook& look);
/// Wider by `radius` pixels on each side, with soft edges.
void thicken(Plane& lines, media::Size size, float radius);

/// Flat washes with kept edges: of four overlapping squares about each pixel the calmest count
/// (Kuwahara et al. 1976, weighted as Papari et al. 2007).
void wash(StylePicture& picture, int radius);

/// Noise in [0, 1] that repeats every kSide pixels: octaves of value noise, the coarsest `cell`
/// pixels wide.
class Grain {
 public:
  static constexpr int kSide = 512;
  Grain(int cell, int octaves, std::uint32_t seed);
  float at(int x, int y) const {
    return values_[static_cast<std::size_t>((y & (kSide - 1)) * kSide + (x & (kSide - 1)))];
  }
  /// Linear between pixels.
  float between(float x, float y) const;

 private:
  std::vector<float> values_;
};

}  // namespace kirin::engine::motion::render
