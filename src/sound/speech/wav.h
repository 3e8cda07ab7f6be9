/// \file
/// WAV files in memory.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kirin::sound {

struct WavSound {
  std::vector<float> samples;  ///< one channel (others are mixed into it), [-1, 1]
  int sample_rate = 0;         ///< 8000..192000
};

/// Reads a RIFF WAVE file of 8, 16, 24 or 32 bit integers or 32 bit floats (RFC 2361 formats 1 and
/// 3, and 0xFFFE around them). Sizes that a program wrote before it knew them (espeak-ng writes
/// 0x7FFFF024) end with the file. data_loss says what is wrong; any bytes may be given.
Result<WavSound> read_wav(std::string_view file);

/// A 16-bit mono file of `samples`, which are clipped to [-1, 1].
std::string write_wav(std::span<const float> samples, int sample_rate);

}  // namespace kirin::sound
