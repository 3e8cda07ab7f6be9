#include "engine/wan/condition/resize.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "nn/parallel.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// One output position as a weighted sum of input positions, clamped to the border.
template <std::size_t n>
struct Taps {
  std::array<Index, n> at;
  std::array<float, n> weight;
};

/// Where output position `i` lies in the input, half-pixel centres.
double source_position(Index i, Index from, Index to) {
  return (static_cast<double>(i) + 0.5) * static_cast<double>(from) / static_cast<double>(to) - 0.5;
}

/// Keys' cubic with a = -0.75 at distance x ≥ 0.
float cubic(float x) {
  constexpr float kA = -0.75F;
  if (x <= 1) {
    return ((kA + 2) * x - (kA + 3)) * x * x + 1;
  }
  return ((kA * x - 5 * kA) * x + 8 * kA) * x - 4 * kA;
}

std::vector<Taps<4>> cubic_taps(Index from, Index to) {
  std::vector<Taps<4>> all(static_cast<std::size_t>(to));
  for (Index i = 0; i < to; ++i) {
    const double position = source_position(i, from, to);
    const double floor = std::floor(position);
    const auto t = static_cast<float>(position - floor);
    auto& taps = all[static_cast<std::size_t>(i)];
    taps.weight = {cubic(t + 1), cubic(t), cubic(1 - t), cubic(2 - t)};
    for (Index k = 0; k < 4; ++k) {
      taps.at[k] = std::clamp<Index>(static_cast<Index>(floor) - 1 + k, 0, from - 1);
    }
  }
  return all;
}

std::vector<Taps<2>> linear_taps(Index from, Index to) {
  std::vector<Taps<2>> all(static_cast<std::size_t>(to));
  for (Index i = 0; i < to; ++i) {
    const double position = std::max(0.0, source_position(i, from, to));
    const auto left = std::min(static_cast<Index>(position), from - 1);
    const auto t = static_cast<float>(position - static_cast<double>(left));
    all[static_cast<std::size_t>(i)] = {{left, std::min(left + 1, from - 1)}, {1 - t, t}};
  }
  return all;
}

/// Columns first, then rows.
template <std::size_t n>
Tensor resampled(const Tensor& image, const std::vector<Taps<n>>& rows,
                 const std::vector<Taps<n>>& columns) {
  EXPECTS(image.rank() == 3 && image.is_contiguous() && image.count() > 0);
  const Index height = image.extent(1);
  const Index width = image.extent(2);
  const auto new_height = static_cast<Index>(rows.size());
  const auto new_width = static_cast<Index>(columns.size());
  Tensor narrow = Tensor::uninitialised({image.extent(0), height, new_width});
  const auto* in = image.data<float>();
  auto* across = narrow.mutable_data<float>();
  nn::parallel_for(image.extent(0) * height, 16, [&](Index begin, Index end) {
    for (Index row = begin; row < end; ++row) {
      for (Index x = 0; x < new_width; ++x) {
        const auto& taps = columns[static_cast<std::size_t>(x)];
        float sum = 0;
        for (std::size_t k = 0; k < n; ++k) {
          sum += taps.weight[k] * in[row * width + taps.at[k]];
        }
        across[row * new_width + x] = sum;
      }
    }
  });
  Tensor result = Tensor::uninitialised({image.extent(0), new_height, new_width});
  auto* out = result.mutable_data<float>();
  nn::parallel_for(image.extent(0) * new_height, 16, [&](Index begin, Index end) {
    for (Index row = begin; row < end; ++row) {
      const auto& taps = rows[static_cast<std::size_t>(row % new_height)];
      const float* plane = across + row / new_height * height * new_width;
      for (Index x = 0; x < new_width; ++x) {
        float sum = 0;
        for (std::size_t k = 0; k < n; ++k) {
          sum += taps.weight[k] * plane[taps.at[k] * new_width + x];
        }
        out[row * new_width + x] = sum;
      }
    }
  });
  return result;
}

constexpr int kFixedBits = 22;

/// The inputs of one output position, weights in fixed point.
struct LanczosTaps {
  Index first = 0;
  std::vector<std::int32_t> weights;
};

double sinc(double x) {
  if (x == 0) {
    return 1;
  }
  const double angle = x * std::numbers::pi;
  return std::sin(angle) / angle;
}

double lanczos(double x) { return -3 <= x && x < 3 ? sinc(x) * sinc(x / 3) : 0; }

std::vector<LanczosTaps> lanczos_taps(Index from, Index to) {
  const double scale = static_cast<double>(from) / static_cast<double>(to);
  const double widening = std::max(1.0, scale);
  const double support = 3 * widening;
  std::vector<LanczosTaps> all(static_cast<std::size_t>(to));
  for (Index i = 0; i < to; ++i) {
    const double centre = (static_cast<double>(i) + 0.5) * scale;
    const auto first = std::max<Index>(0, static_cast<Index>(centre - support + 0.5));
    const auto last = std::min<Index>(from, static_cast<Index>(centre + support + 0.5));
    std::vector<double> weights;
    double sum = 0;
    for (Index at = first; at < last; ++at) {
      weights.push_back(lanczos((static_cast<double>(at) - centre + 0.5) / widening));
      sum += weights.back();
    }
    auto& taps = all[static_cast<std::size_t>(i)];
    taps.first = first;
    for (const double weight : weights) {
      const double fixed = weight / sum * (1 << kFixedBits);
      taps.weights.push_back(static_cast<std::int32_t>(fixed + (fixed < 0 ? -0.5 : 0.5)));
    }
  }
  return all;
}

/// One pass over an axis: `outer` lines, `to` positions, `inner` numbers at each.
Tensor lanczos_pass(const Tensor& image, Index axis, Index to) {
  const Index from = image.extent(axis);
  if (from == to) {
    return image;
  }
  const auto all = lanczos_taps(from, to);
  nn::Shape shape = image.shape();
  shape[static_cast<std::size_t>(axis)] = to;
  Tensor result = Tensor::uninitialised(shape, nn::DType::u8);
  const Index outer = axis == 0 ? 1 : image.extent(0);
  const Index inner = axis == 0 ? image.extent(1) * 3 : 3;
  const auto* in = image.data<std::uint8_t>();
  auto* out = result.mutable_data<std::uint8_t>();
  nn::parallel_for(outer * to, 8, [&](Index begin, Index end) {
    for (Index line = begin; line < end; ++line) {
      const auto& taps = all[static_cast<std::size_t>(line % to)];
      const auto* source = in + (line / to * from + taps.first) * inner;
      for (Index c = 0; c < inner; ++c) {
        std::int32_t sum = 1 << (kFixedBits - 1);
        for (std::size_t k = 0; k < taps.weights.size(); ++k) {
          sum += taps.weights[k] * source[static_cast<Index>(k) * inner + c];
        }
        out[line * inner + c] = static_cast<std::uint8_t>(std::clamp(sum >> kFixedBits, 0, 255));
      }
    }
  });
  return result;
}

}  // namespace

Tensor resize_bicubic(const Tensor& image, Index height, Index width) {
  return resampled(image, cubic_taps(image.extent(1), height), cubic_taps(image.extent(2), width));
}

Tensor resize_bilinear(const Tensor& image, Index height, Index width) {
  return resampled(image, linear_taps(image.extent(1), height),
                   linear_taps(image.extent(2), width));
}

Tensor resize_lanczos(const Tensor& image, Index height, Index width) {
  EXPECTS(image.rank() == 3 && image.extent(2) == 3 && image.is_contiguous());
  return lanczos_pass(lanczos_pass(image, 1, width), 0, height);
}

Tensor to_signed_floats(const Tensor& image) {
  EXPECTS(image.rank() == 3 && image.extent(2) == 3 && image.is_contiguous());
  const Index pixels = image.extent(0) * image.extent(1);
  Tensor floats = Tensor::uninitialised({3, image.extent(0), image.extent(1)});
  const auto* in = image.data<std::uint8_t>();
  auto* out = floats.mutable_data<float>();
  for (Index i = 0; i < pixels; ++i) {
    for (Index channel = 0; channel < 3; ++channel) {
      out[channel * pixels + i] = (static_cast<float>(in[3 * i + channel]) / 255.0F - 0.5F) / 0.5F;
    }
  }
  return floats;
}

Tensor letterboxed(const Tensor& image, Index height, Index width) {
  const auto from_height = static_cast<double>(image.extent(1));
  const auto from_width = static_cast<double>(image.extent(2));
  if (image.extent(1) == height && image.extent(2) == width) {
    return image;
  }
  const double scale =
      std::min(static_cast<double>(height) / from_height, static_cast<double>(width) / from_width);
  const Index new_height = std::max<Index>(1, static_cast<Index>(from_height * scale));
  const Index new_width = std::max<Index>(1, static_cast<Index>(from_width * scale));
  Tensor canvas = Tensor::uninitialised({3, height, width});
  std::fill_n(canvas.mutable_data<float>(), canvas.count(), 1.0F);
  const Index top = (height - new_height) / 2;
  const Index left = (width - new_width) / 2;
  canvas.slice(1, top, top + new_height)
      .slice(2, left, left + new_width)
      .copy_from(resize_bilinear(image, new_height, new_width));
  return canvas;
}

Tensor covered(const Tensor& image, Index height, Index width) {
  const auto from_height = static_cast<double>(image.extent(0));
  const auto from_width = static_cast<double>(image.extent(1));
  const double scale =
      std::max(static_cast<double>(width) / from_width, static_cast<double>(height) / from_height);
  // nearbyint rounds halves to even, as the reference's round() does.
  const auto new_height = static_cast<Index>(std::nearbyint(from_height * scale));
  const auto new_width = static_cast<Index>(std::nearbyint(from_width * scale));
  const Tensor scaled =
      resize_lanczos(image, std::max(height, new_height), std::max(width, new_width));
  const Index top = (scaled.extent(0) - height) / 2;
  const Index left = (scaled.extent(1) - width) / 2;
  return scaled.slice(0, top, top + height).slice(1, left, left + width).clone();
}

}  // namespace kirin::wan
