/// \file
/// The rows of cubic_rows.h, a pixel at a time: what the vector code computes, and what runs where
/// there are no vectors.
#pragma once

#include <cstdint>

#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {

/// The weights of a cubic's four taps for each 1/256 pixel, as factors of kOne: one by one for the
/// rows, and each four times, for the channels of a pixel, along them.
struct CubicTables {
  static constexpr int kPhases = 256;
  static constexpr int kOne = 32767;
  alignas(64) std::int16_t across[kPhases][16];
  alignas(64) std::int16_t down[kPhases][4];
};

const CubicTables& cubic_tables();

void plain_sample_row(const RowLook& look, int count, std::uint8_t* rgb);
void plain_sample_rgba_row(const RowLook& look, int count, std::uint8_t* rgba);
void plain_blend_row(const RowLook& first, const RowLook& second, const float* share, int count,
                     std::uint8_t* rgb);
void plain_cover_row(const RowLook& look, int count, std::uint8_t* rgb);
void plain_mix_row(const std::uint8_t* other, const float* share, int count, std::uint8_t* rgb);
void plain_shade_row(const float* light, int count, std::uint8_t* rgb);

}  // namespace kirin::engine::motion
