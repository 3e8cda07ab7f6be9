/// \file
/// How loud sound is, by ITU-R BS.1770 and EBU R 128 (libebur128).
#pragma once

#include <span>

#include "sound/stereo.h"

namespace kirin::sound {

/// What is measured of silence.
inline constexpr double kSilenceLufs = -120;

struct Loudness {
  double integrated_lufs = kSilenceLufs;  ///< gated; of less than 400 ms, as if it went on and on
  double loudest_lufs = kSilenceLufs;     ///< the loudest 400 ms ("momentary"), in steps of 100 ms
  double true_peak_db = kSilenceLufs;     ///< dBTP, four times oversampled
};
Loudness loudness_of(const Stereo& sound);

double integrated_loudness(const Stereo& sound);
/// The loudest 400 ms: what counts for strikes with silence between them.
double loudest_moment(const Stereo& sound);
/// The same of one channel that is heard alone.
double loudest_moment(std::span<const float> channel);

void apply_gain_db(Stereo& sound, double gain_db);

/// Scales the sound to this integrated loudness; silence stays silent.
void bring_to_loudness(Stereo& sound, double lufs);

}  // namespace kirin::sound
