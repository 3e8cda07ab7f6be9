/// \file
/// What is done to the mix: ducking, fades, limiting.
#pragma once

#include <cstddef>
#include <span>

#include "sound/stereo.h"

namespace kirin::sound {

/// Samples [begin, end).
struct Stretch {
  std::size_t begin;
  std::size_t end;
};

/// No sample of a finished track is further from zero: -1 dBFS, so that AAC's overshoots do not
/// clip.
inline constexpr float kCeiling = 0.89F;

/// Lowers `bed` by 10 dB under each of `speech` (in order of time): down within the 150 ms before
/// it, up within 400 ms after it.
void duck(Stereo& bed, std::span<const Stretch> speech);

/// Fades in over 0.15 s and out over 0.4 s (a tenth of what is shorter than that), to zero at both
/// ends.
void fade_ends(Stereo& sound);

/// Keeps every sample within ±kCeiling: the gain goes down smoothly over the 5 ms before a peak and
/// up again after it. Sound below the ceiling is unchanged.
void limit(Stereo& sound);

}  // namespace kirin::sound
