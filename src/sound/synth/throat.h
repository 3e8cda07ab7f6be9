/// \file
/// The calls of animals and of people nobody understands: a throat that buzzes or whistles, and the
/// mouth around it.
#pragma once

#include <cstddef>
#include <vector>

#include "sound/random.h"
#include "sound/synth/curve.h"
#include "sound/synth/grains.h"

namespace kirin::sound {

/// A resonance of the mouth, over [0, 1] of the call.
struct Formant {
  Curve hz;
  float q;
  float gain;
};

/// One call: source and filter (Fant, "Acoustic Theory of Speech Production", 1960; for mammals
/// Taylor and Reby, "The contribution of source–filter theory to mammal vocal communication
/// research", 2010). Curves run over [0, 1] of its time.
struct Call {
  float seconds = 0.3F;
  Curve pitch_hz = 200;
  Curve level = 1;
  std::vector<Formant> formants = {};
  float breath = 0.05F;        ///< noise beside the buzz of 1
  float growl = 0;             ///< depth of roughness in [0, 1]
  float growl_hz = 30;         ///< its rate
  float vibrato_hz = 0;        ///< rate
  float vibrato_depth = 0;     ///< as a part of the pitch
  float jitter = 0.01F;        ///< unsteadiness, as a part of the pitch
  float brightness_hz = 3000;  ///< where the buzz begins to fall
};
/// Returns where the call ends.
std::size_t add_call(Channel& out, std::size_t at, const Call& call, float gain, Random& random);

/// A whistled or hooted note: a sine with a few harmonics.
struct Hoot {
  float seconds = 0.3F;
  Curve pitch_hz = 400;
  Curve level = 1;
  float second = 0.1F;  ///< harmonics beside the first of 1
  float third = 0.03F;
  float breath = 0.02F;
  float vibrato_hz = 5;
  float vibrato_depth = 0;
};
std::size_t add_hoot(Channel& out, std::size_t at, const Hoot& hoot, float gain, Random& random);

}  // namespace kirin::sound
