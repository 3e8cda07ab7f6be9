#include "engine/motion/places/noise.h"

#include <algorithm>
#include <cmath>

#include "engine/motion/dice.h"

namespace kirin::engine::motion::places {
namespace {

// Turns the plane and doubles its detail, so that the lattices of octaves never line up.
void next_octave(float& x, float& z) {
  const float turned = 1.6F * x - 1.2F * z + 11.7F;
  z = 1.2F * x + 1.6F * z - 5.3F;
  x = turned;
}

}  // namespace

float hashed_cell(std::int64_t x, std::int64_t z, std::uint64_t salt) {
  const std::uint64_t key = static_cast<std::uint64_t>(x) * 0x632BE59BD9B4E019U ^
                            static_cast<std::uint64_t>(z) * 0x9E6C63D0876A9A47U ^ salt;
  return static_cast<float>(mixed(key) >> 40) * 0x1p-24F;
}

Slope noise_slope(float x, float z, std::uint64_t salt) {
  const float fx = std::floor(x);
  const float fz = std::floor(z);
  const auto ix = static_cast<std::int64_t>(fx);
  const auto iz = static_cast<std::int64_t>(fz);
  const float u = x - fx;
  const float v = z - fz;
  const float su = u * u * u * (u * (u * 6 - 15) + 10);
  const float sv = v * v * v * (v * (v * 6 - 15) + 10);
  const float du = 30 * u * u * (u * (u - 2) + 1);
  const float dv = 30 * v * v * (v * (v - 2) + 1);
  const float a = hashed_cell(ix, iz, salt);
  const float b = hashed_cell(ix + 1, iz, salt);
  const float c = hashed_cell(ix, iz + 1, salt);
  const float d = hashed_cell(ix + 1, iz + 1, salt);
  const float k = a - b - c + d;
  return {2 * (a + (b - a) * su + (c - a) * sv + k * su * sv) - 1, 2 * du * (b - a + k * sv),
          2 * dv * (c - a + k * su)};
}

float fbm2(float x, float z, int octaves, std::uint64_t salt) {
  float sum = 0;
  float amplitude = 1;
  float total = 0;
  for (int i = 0; i < octaves; ++i) {
    sum += amplitude * noise2(x, z, salt + static_cast<std::uint64_t>(i));
    total += amplitude;
    amplitude *= 0.5F;
    next_octave(x, z);
  }
  return sum / total;
}

float ridged2(float x, float z, int octaves, std::uint64_t salt) {
  float sum = 0;
  float amplitude = 1;
  float total = 0;
  float weight = 1;
  for (int i = 0; i < octaves; ++i) {
    const float crest = 1 - std::abs(noise2(x, z, salt + static_cast<std::uint64_t>(i)));
    const float signal = crest * crest * weight;
    sum += amplitude * signal;
    total += amplitude;
    weight = std::clamp(1.6F * signal, 0.0F, 1.0F);
    amplitude *= 0.5F;
    next_octave(x, z);
  }
  return sum / total;
}

float eroded2(float x, float z, int octaves, std::uint64_t salt) {
  float sum = 0;
  float amplitude = 1;
  float total = 0;
  float gx = 0;
  float gz = 0;
  for (int i = 0; i < octaves; ++i) {
    const Slope n = noise_slope(x, z, salt + static_cast<std::uint64_t>(i));
    gx += 0.5F * n.dx;
    gz += 0.5F * n.dz;
    sum += amplitude * (0.5F + 0.5F * n.value) / (1 + gx * gx + gz * gz);
    total += amplitude;
    amplitude *= 0.5F;
    next_octave(x, z);
  }
  return std::clamp(1.25F * sum / total, 0.0F, 1.0F);
}

}  // namespace kirin::engine::motion::places
