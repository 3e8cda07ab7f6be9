/// \file
/// The vector loops of rgb_to_i420, two rows at a time. Private to the room.
#pragma once

#include <cstdint>

namespace kirin::media {

/// Two neighbouring rows of RGB, what becomes of them, and their sums, which the chroma is made of.
struct TwoRows {
  const std::uint8_t* top = nullptr;
  const std::uint8_t* bottom = nullptr;
  std::uint8_t* y_top = nullptr;
  std::uint8_t* y_bottom = nullptr;
  std::uint8_t* u = nullptr;
  std::uint8_t* v = nullptr;
  /// top + bottom, one number a column, with a column -1 before the first.
  std::uint16_t* sum_r = nullptr;
  std::uint16_t* sum_g = nullptr;
  std::uint16_t* sum_b = nullptr;
};

/// Luma and sums of as many leading columns as whole vectors hold; returns how many.
int luma_vectors(const TwoRows& rows, int width);
/// Chroma, of sums that are complete, of as many leading columns as whole vectors hold; returns how
/// many.
int chroma_vectors(const TwoRows& rows, int chroma_width);

}  // namespace kirin::media
