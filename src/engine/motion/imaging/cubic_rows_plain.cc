#include "engine/motion/imaging/cubic_rows_plain.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kirin::engine::motion {
namespace {

constexpr int kFraction = 6;  // bits below one level while sums are made
using Pixel = std::array<int, 4>;

CubicTables made_tables() {
  const auto keys = [](double x) {
    x = std::abs(x);
    return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0.0;
  };
  CubicTables tables{};
  for (int phase = 0; phase < CubicTables::kPhases; ++phase) {
    const double part = static_cast<double>(phase) / CubicTables::kPhases;
    std::int16_t* weights = tables.down[phase];
    int rest = CubicTables::kOne;
    for (int k = 0; k < 4; ++k) {
      weights[k] = static_cast<std::int16_t>(std::lround(CubicTables::kOne * keys(k - 1 - part)));
      rest -= weights[k];
    }
    // What rounding lost goes to the largest, so that flat colours stay as they are.
    const int largest = part < 0.5 ? 1 : 2;
    weights[largest] = static_cast<std::int16_t>(weights[largest] + rest);
    for (int k = 0; k < 16; ++k) {
      tables.across[phase][k] = weights[k / 4];
    }
  }
  return tables;
}

int times(int value, int factor) { return (value * factor + (1 << 14)) >> 15; }

std::uint8_t level(int value) {
  return static_cast<std::uint8_t>(
      std::clamp((value + (1 << (kFraction - 1))) >> kFraction, 0, 255));
}

float between(const float* points, int i) {
  const float* from = points + i / kCell;
  return from[0] + (from[1] - from[0]) * (static_cast<float>(i % kCell) / kCell);
}

int folded(float x, int last) {
  const auto end = static_cast<float>(last);
  const float in = std::max(0.0F, end - std::abs(end - std::abs(x)));
  return static_cast<int>(in * CubicTables::kPhases + 0.5F);
}

Pixel sample(const RowLook& look, int i) {
  const int x = folded(between(look.x, i), look.picture->width() - 1);
  const int y = folded(between(look.y, i), look.picture->height() - 1);
  const std::uint8_t* from = look.picture->data() +
                             static_cast<std::ptrdiff_t>(y >> 8) * look.picture->stride_bytes() +
                             4 * (x >> 8);
  const std::int16_t* across = cubic_tables().down[x & 255];
  const std::int16_t* down = cubic_tables().down[y & 255];
  Pixel pixel{};
  for (int column = 0; column < 4; ++column) {
    for (std::size_t c = 0; c < 4; ++c) {
      int sum = 0;
      for (int row = 0; row < 4; ++row) {
        const std::uint8_t* tap = from + row * look.picture->stride_bytes() + 4 * column;
        sum += times(tap[c] << kFraction, down[row]);
      }
      pixel[c] += times(sum, across[column]);
    }
  }
  return pixel;
}

int factor_of(const float* points, int i) {
  return static_cast<int>(
      std::clamp(between(points, i), 0.0F, 1.0F) * static_cast<float>(CubicTables::kOne) + 0.5F);
}

/// A gain in [0, 2] as a factor of twice a level: exact at 1.
int gain_of(const float* points, int i) {
  const float half = std::clamp(between(points, i) * 0.5F, 0.0F, 1.0F);
  return std::min(static_cast<int>(half * 32768 + 0.5F), CubicTables::kOne);
}

}  // namespace

const CubicTables& cubic_tables() {
  static const CubicTables kTables = made_tables();
  return kTables;
}

void plain_sample_row(const RowLook& look, int count, std::uint8_t* rgb) {
  for (int i = 0; i < count; ++i) {
    const Pixel pixel = sample(look, i);
    for (std::size_t c = 0; c < 3; ++c) {
      *rgb++ = level(pixel[c]);
    }
  }
}

void plain_sample_rgba_row(const RowLook& look, int count, std::uint8_t* rgba) {
  for (int i = 0; i < count; ++i) {
    for (const int value : sample(look, i)) {
      *rgba++ = level(value);
    }
  }
}

void plain_blend_row(const RowLook& first, const RowLook& second, const float* share, int count,
                     std::uint8_t* rgb) {
  for (int i = 0; i < count; ++i) {
    const int factor = factor_of(share, i);
    const Pixel a = sample(factor == CubicTables::kOne ? second : first, i);
    const Pixel b = factor == 0 ? a : sample(second, i);
    for (std::size_t c = 0; c < 3; ++c) {
      *rgb++ = level(a[c] + times(b[c] - a[c], factor));
    }
  }
}

void plain_cover_row(const RowLook& look, int count, std::uint8_t* rgb) {
  for (int i = 0; i < count; ++i) {
    const Pixel above = sample(look, i);
    const int alpha = std::clamp(above[3], 0, 255 << kFraction);
    const int factor = 2 * alpha + (alpha >> 7);
    for (std::size_t c = 0; c < 3; ++c, ++rgb) {
      const int below = *rgb << kFraction;
      *rgb = level(below + times(above[c] - below, factor));
    }
  }
}

void plain_mix_row(const std::uint8_t* other, const float* share, int count, std::uint8_t* rgb) {
  for (int i = 0; i < count; ++i) {
    const int factor = factor_of(share, i);
    for (int c = 0; c < 3; ++c, ++rgb, ++other) {
      const int own = *rgb << kFraction;
      *rgb = level(own + times((*other << kFraction) - own, factor));
    }
  }
}

void plain_shade_row(const float* light, int count, std::uint8_t* rgb) {
  for (int i = 0; i < count; ++i) {
    const int factor = gain_of(light, i);
    for (int c = 0; c < 3; ++c, ++rgb) {
      *rgb = level(times(*rgb << (kFraction + 1), factor));
    }
  }
}

}  // namespace kirin::engine::motion
