/// \file
/// When each line of a plan is heard.
#pragma once

#include <cstddef>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "sound/sound.h"
#include "sound/speech/speech.h"

namespace kirin::sound {

/// Speech that begins at sample `begin` of the track (48 kHz, mono); pan in [-1, 1].
struct PlacedSpeech {
  std::size_t begin;
  std::vector<float> samples;
  float pan;
};

/// Lays the lines one behind the other: the first at 0.6 s, 0.35 s between them, the last done 0.35
/// s before the end. What is too long is spoken up to 1.25 times faster, then cut behind a word.
/// All that is not said as asked goes into `warnings`, and so does a line that `speech` cannot say.
/// canceled where `stop` asks for it.
Result<std::vector<PlacedSpeech>> lay_out_speech(Speech& speech, std::span<const SpeechLine> lines,
                                                 std::size_t length, const std::stop_token& stop,
                                                 std::vector<std::string>& warnings);

}  // namespace kirin::sound
