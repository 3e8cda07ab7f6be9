/// \file
/// The last step of the mix: as loud as asked, and no peak too high.
#pragma once

#include "sound/stereo.h"

namespace kirin::sound {

/// No peak of a finished track is higher, in dBTP: what AAC adds (up to 0.6 dB were seen at 192
/// kbit/s, with rain and strikes) stays well below -1 dBTP.
inline constexpr double kCeilingDb = -2.2;

/// The most the limiter takes off a peak. Sparse strikes (a clock, steps) have high peaks beside
/// their mean: at -16 LUFS they would lose their edge, so their track stays below that.
inline constexpr double kMostLimitingDb = 12;

/// Brings `sound` to `lufs` (integrated, within 0.2 LU) and under kCeilingDb. Where that would take
/// more than kMostLimitingDb off its peaks, it is as loud as that limit lets it be. What is
/// under the gate of the measure (-70 LUFS) stays as it is.
void master(Stereo& sound, double lufs);

}  // namespace kirin::sound
