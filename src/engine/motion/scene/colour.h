/// \file
/// Colours of the painter: floats in the sRGB transfer, 0 to 1, mixed as paint is.
#pragma once

#include <algorithm>
#include <cstdint>

namespace kirin::engine::motion::scene {

struct Rgb {
  float r = 0;
  float g = 0;
  float b = 0;
  bool operator==(const Rgb&) const = default;
};

/// 0xRRGGBB as a colour.
constexpr Rgb rgb(std::uint32_t hex) {
  return {static_cast<float>(hex >> 16 & 255) / 255.0F, static_cast<float>(hex >> 8 & 255) / 255.0F,
          static_cast<float>(hex & 255) / 255.0F};
}

/// `a` where `amount` is 0, `b` where it is 1.
constexpr Rgb mix(Rgb a, Rgb b, float amount) {
  return {a.r + (b.r - a.r) * amount, a.g + (b.g - a.g) * amount, a.b + (b.b - a.b) * amount};
}

constexpr Rgb operator*(Rgb a, float factor) { return {a.r * factor, a.g * factor, a.b * factor}; }
constexpr Rgb operator*(Rgb a, Rgb b) { return {a.r * b.r, a.g * b.g, a.b * b.b}; }
constexpr Rgb operator+(Rgb a, Rgb b) { return {a.r + b.r, a.g + b.g, a.b + b.b}; }

constexpr float luma(Rgb c) { return 0.2126F * c.r + 0.7152F * c.g + 0.0722F * c.b; }

/// 0 up to `from`, 1 from `to`, smooth between.
constexpr float smooth_step(float from, float to, float x) {
  const float t = std::clamp((x - from) / (to - from), 0.0F, 1.0F);
  return t * t * (3.0F - 2.0F * t);
}

}  // namespace kirin::engine::motion::scene
