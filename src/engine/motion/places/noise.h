/// \file
/// Noise over the plane for the shape and the colours of land. All are functions of their
/// arguments alone.
#pragma once

#include <cstdint>

namespace kirin::engine::motion::places {

/// A value and how it grows along x and z.
struct Slope {
  float value = 0;
  float dx = 0;
  float dz = 0;
};

/// Value noise in [-1, 1] with features about 1 wide and continuous curvature.
Slope noise_slope(float x, float z, std::uint64_t salt);
inline float noise2(float x, float z, std::uint64_t salt) { return noise_slope(x, z, salt).value; }

/// `octaves` of noise2, each twice as fine and half as strong; about [-1, 1].
float fbm2(float x, float z, int octaves, std::uint64_t salt);
/// Sharp crests, in [0, 1] (Musgrave 1993, ridged multifractal).
float ridged2(float x, float z, int octaves, std::uint64_t salt);
/// As fbm2 but smoother where it is steep, as land is that water has worn (Quilez 2008, "Value
/// noise derivatives"); in [0, 1].
float eroded2(float x, float z, int octaves, std::uint64_t salt);

/// The value in [0, 1) that `salt` gives a point of the grid.
float hashed_cell(std::int64_t x, std::int64_t z, std::uint64_t salt);

}  // namespace kirin::engine::motion::places
