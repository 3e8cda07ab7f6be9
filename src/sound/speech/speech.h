/// \file
/// Text to speech: flite, inside the process.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/result.h"
#include "sound/speech/voices.h"

namespace kirin::sound {

/// Mono speech at 48 kHz without silence at its ends, at the loudness of -16 LUFS.
struct Utterance {
  std::vector<float> samples;
  std::vector<std::size_t> word_ends;  ///< rising positions behind each word
};

/// `text` (as `speakable` leaves it, not empty) in a voice, `speed` times faster than its recipe;
/// pitch stays. The same arguments give the same samples: flite draws noise from rand(), which is
/// seeded here, so nobody else in the process may use rand() meanwhile. Calls from several threads
/// take turns; the voices are made at the first call. Opens no file and no sound device. internal
/// where flite gives up.
Result<Utterance> speak(const std::string& text, const VoiceRecipe& voice, double speed);

}  // namespace kirin::sound
