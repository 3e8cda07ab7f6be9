/// \file
/// The number formats of tensors and weight files, and exact conversion between each and float.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace kirin::nn {

/// f16: IEEE 754 binary16. bf16: the upper half of a binary32. f8_e4m3: OCP 8-bit floating point,
/// E4M3 (no infinities, NaN is 0x7f and 0xff; "FN" in PyTorch's name for it).
enum class DType : std::uint8_t { f32, f16, bf16, f8_e4m3, f64, i64, i32, u8, boolean };

std::size_t size_bytes(DType type);
/// "f32", "bf16", …
std::string_view to_string(DType type);
/// Whether values of the type are floating-point numbers.
bool is_floating(DType type);

/// Storage types of the narrow formats. Arithmetic happens in float.
struct Float16 {
  std::uint16_t bits = 0;
};
struct BFloat16 {
  std::uint16_t bits = 0;
};
struct Float8E4M3 {
  std::uint8_t bits = 0;
};

inline float to_float(BFloat16 value) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(value.bits) << 16U);
}
/// Rounds to nearest, ties to even; NaN stays NaN.
inline BFloat16 to_bfloat16(float value) {
  const auto bits = std::bit_cast<std::uint32_t>(value);
  if (std::isnan(value)) {
    return {static_cast<std::uint16_t>((bits >> 16U) | 0x40U)};
  }
  return {static_cast<std::uint16_t>((bits + 0x7fffU + ((bits >> 16U) & 1U)) >> 16U)};
}
float to_float(Float16 value);
/// Rounds to nearest, ties to even; beyond 65504 becomes infinity.
Float16 to_float16(float value);
float to_float(Float8E4M3 value);

}  // namespace kirin::nn
