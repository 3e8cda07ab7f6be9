/// \file
/// Effects in their places: all around, or where the thing is on screen.
#pragma once

#include <cstddef>

#include "base/result.h"
#include "sound/effects/effects.h"
#include "sound/sound.h"
#include "sound/stereo.h"

namespace kirin::sound {

/// Where a source is: −1 at the left edge of the picture, 1 at the right, over its whole time.
struct PanPath {
  float from = 0;
  float to = 0;
  float half_path_metres = 0;  ///< above 0: the pitch shifts as it comes and goes
  float arrives = 1;           ///< the part of its time after which it has come to `to`

  /// Where it is after part x of its time.
  float at(float x) const { return from + (to - from) * (x < arrives ? x / arrives : 1); }
};

/// Adds `source` from sample `at` on. Constant power (the middle is as loud as a side); the far ear
/// hears it up to 0.3 ms later (a third of what a head makes, so that mono still adds up) and
/// duller (head shadow). What moves over metres is heard through a delay that follows its
/// distance, which shifts its pitch (Smith, Serafin, Abel and Berners, "Doppler simulation and the
/// Leslie", 2002).
void add_source(Stereo& out, std::size_t at, const Channel& source, const PanPath& path);

/// How loud the loudest 400 ms of an effect of level 0 are, in LUFS.
inline constexpr double kEffectLufs = -20;

/// The effect as a part of the place, over the whole of `length` samples, at its level.
Stereo effect_bed(const Effect& effect, std::size_t length, Random random);

/// A cue at its place and time in a clip of `length` samples, as loud as its effect's level and its
/// gain say (measured near by, and over the first two seconds it is heard). Its beats are seconds
/// of the clip; what lies outside the clip is not heard. invalid_argument where it names no effect
/// or one of its numbers is not finite.
Result<Stereo> effect_cue(const Cue& cue, std::size_t length, Random random);

}  // namespace kirin::sound
