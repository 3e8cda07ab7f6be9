/// \file
/// What is done to the parts of the mix: ducking and fades.
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

/// Lowers `bed` by `depth_db` under each of `speech` (in order of time): down within the 150 ms
/// before it, up within 400 ms after it.
void duck(Stereo& bed, std::span<const Stretch> speech, double depth_db);

/// Fades in over 0.15 s and out over 0.4 s (a tenth of what is shorter than that), to zero at both
/// ends.
void fade_ends(Stereo& sound);

/// Adds `other`, of the same length, times `gain`.
void add_to(Stereo& sound, const Stereo& other, float gain = 1);

}  // namespace kirin::sound
