/// \file
/// The place around a sound.
#pragma once

#include <span>

#include "sound/stereo.h"

namespace kirin::sound {

struct Place {
  float decay_seconds;  ///< until -60 dB
  float dull_hz;        ///< above this the echoes die sooner
  float gain;
};

/// Adds what a place gives back of `dry`: a feedback delay network of eight lines mixed by a
/// Hadamard matrix (Jot and Chaigne, "Digital delay networks for designing artificial
/// reverberators", 1991).
void add_reverb(Stereo& out, const Stereo& dry, const Place& place);

}  // namespace kirin::sound
