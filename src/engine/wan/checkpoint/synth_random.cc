#include <cmath>
#include <cstring>

#include "engine/wan/checkpoint/synth.h"
#include "nn/parallel.h"

namespace kirin::wan {
namespace {

using nn::DType;
using nn::Index;

/// SplitMix64 (Steele, Lea & Flood 2014): its output function, of a counter.
std::uint64_t mixed(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111eb;
  return value ^ (value >> 31U);
}

/// FNV-1a.
std::uint64_t hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char letter : text) {
    hash = (hash ^ static_cast<std::uint8_t>(letter)) * 0x100000001b3;
  }
  return hash;
}

struct Distribution {
  float centre = 0;
  float half_width = 0;
};

Distribution distribution_of(std::string_view name, const nn::Shape& shape) {
  const bool is_gain = name.ends_with("gamma") || (name.ends_with(".weight") && shape.size() == 1);
  if (is_gain) {
    return {1.0F, 0.1F};
  }
  if (shape.size() < 2) {
    return {0.0F, 0.02F};
  }
  // Of a table of vectors, such as modulation [1, 6, dim]: the vectors.
  const Index inputs =
      shape.front() == 1 ? shape.back() : nn::count_of(shape) / std::max<Index>(1, shape.front());
  return {0.0F, std::sqrt(3.0F / static_cast<float>(std::max<Index>(1, inputs)))};
}

void store(float value, DType type, std::byte* at) {
  switch (type) {
    case DType::bf16: {
      const nn::BFloat16 narrow = nn::to_bfloat16(value);
      std::memcpy(at, &narrow, sizeof narrow);
      return;
    }
    case DType::f16: {
      const nn::Float16 narrow = nn::to_float16(value);
      std::memcpy(at, &narrow, sizeof narrow);
      return;
    }
    default:
      EXPECTS(type == DType::f32);
      std::memcpy(at, &value, sizeof value);
  }
}

}  // namespace

void fill_random(std::string_view name, const nn::Shape& shape, DType type, std::uint64_t seed,
                 Index first, Index count, std::byte* bytes) {
  constexpr Index kGrain = 1 << 16;
  constexpr float kUnit = 0x1p-23F;  // of 24 bits, to [0, 2)
  const std::uint64_t start = mixed(seed) ^ hash_of(name);
  const Distribution distribution = distribution_of(name, shape);
  const std::size_t step = nn::size_bytes(type);
  nn::parallel_for(count, kGrain, [&](Index begin, Index end) {
    for (Index i = begin; i < end; ++i) {
      const std::uint64_t bits = mixed(start + static_cast<std::uint64_t>(first + i));
      const float uniform = static_cast<float>(bits >> 40U) * kUnit - 1.0F;
      store(distribution.centre + distribution.half_width * uniform, type,
            bytes + static_cast<std::size_t>(i) * step);
    }
  });
}

}  // namespace kirin::wan
