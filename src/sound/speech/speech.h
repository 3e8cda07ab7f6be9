/// \file
/// Text to speech: one interface for every way to speak.
#pragma once

#include <cstddef>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"

namespace kirin::sound {

struct SpeechRequest {
  std::string text;      ///< valid UTF-8 of any kind
  std::string voice_id;  ///< one of `voices()`; else a voice that fits its words
  std::string language;  ///< a code of `languages()`
  double speed = 1;      ///< 0.5..2 times as fast as the voice speaks by itself; pitch stays
};

/// Mono speech at 48 kHz without silence at its ends, at the loudness of -16 LUFS.
struct Utterance {
  std::vector<float> samples;
  std::vector<std::size_t>
      word_ends;              ///< rising positions behind each word, at most samples.size()
  std::string left_out = {};  ///< what of the text is not heard: "its parts in other scripts"
  std::vector<std::string> warnings = {};  ///< such as another voice that spoke
};

/// Says one line. Every implementation passes the same suite (tests/sound/speech/speech_suite.h).
///
/// invalid_argument: there is nothing to say in the text; the message says why, behind "it".
/// failed_precondition: it does not speak the language. unavailable, deadline_exceeded: what it
/// speaks with is missing or broke. canceled where `stop` asks for it. One line at a time.
class Speech {
 public:
  virtual ~Speech() = default;
  virtual Result<Utterance> speak(const SpeechRequest& request, const std::stop_token& stop) = 0;
};

}  // namespace kirin::sound
