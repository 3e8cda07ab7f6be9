/// \file
/// How kinds of flowers are built, as numbers.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace kirin::engine::motion::models {

/// Petals round the head: `open` is the angle from the head's axis, radians.
struct Ring {
  int petals;
  float length, width, open, cup;  ///< cup: how far the tip curls back to the axis (negative: out)
  float at = 0;                    ///< radius of the ring of their feet, metres
};

struct Bloom {
  std::string_view kind;
  float height, tilt;  ///< tilt: of the head towards the viewer, radians
  std::uint32_t petal, inner, heart;
  float heart_radius, heart_height;
  std::array<Ring, 4> rings;
  int leaves;
  float leaf_length, leaf_width;
};

/// The kind's numbers; those of "flower" for kinds that are not known.
const Bloom& bloom_of(std::string_view kind);

}  // namespace kirin::engine::motion::models
