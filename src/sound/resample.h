/// \file
/// Sample-rate conversion.
#pragma once

#include <span>
#include <vector>

namespace kirin::sound {

/// `samples` at `to_hz`: ⌈size · to_hz / from_hz⌉ of them, without delay.
///
/// A polyphase filter: a sinc of 16 zero crossings a side under a Kaiser window (β = 9, images some
/// 90 dB down), cut off at 92 % of the lower of both Nyquist frequencies. Source: J. O. Smith,
/// "Digital Audio Resampling", ccrma.stanford.edu/~jos/resample. Rates are positive.
std::vector<float> resampled(std::span<const float> samples, int from_hz, int to_hz);

}  // namespace kirin::sound
