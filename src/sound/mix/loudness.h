/// \file
/// How loud a sound is to a listener, in LUFS.
#pragma once

#include "sound/stereo.h"

namespace kirin::sound {

/// What silence measures.
inline constexpr double kSilenceLufs = -120;

/// The integrated loudness: K-weighted, in blocks of 400 ms that overlap by three quarters, gated
/// at -70 LUFS and at 10 LU below the mean (ITU-R BS.1770-4, Annex 1). Shorter than a block: one
/// block.
double integrated_loudness(const Stereo& sound);

/// Scales `sound` to `lufs`. Silence stays silence.
void bring_to_loudness(Stereo& sound, double lufs);

}  // namespace kirin::sound
