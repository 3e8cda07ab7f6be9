/// \file
/// Speech that is made outside the process: an order for one line, and the recording that comes
/// back.
///
/// Whoever speaks a stranger's text may start no program and open no connection itself (it runs
/// confined). It orders, and another process has the line recorded; see
/// docs/decisions/0010-who-speaks.md.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kirin::sound {

enum class SpeechEngine { flite, festival, espeak, external };

std::string_view to_string(SpeechEngine engine);

struct SpeechOrder {
  SpeechEngine engine = SpeechEngine::espeak;
  std::string text;   ///< valid UTF-8 without control characters; festival: as `speakable`
  std::string voice;  ///< espeak: a variant ("f2"); external: a name of its own; festival: unused
  std::string language;  ///< BCP 47
  int pitch = 50;        ///< espeak: 0..99
  double speed = 1;
};

struct Recording {
  std::string wav;    ///< a RIFF file of one voice; read it with `read_wav`
  std::string words;  ///< festival: a line for each word, "word end_seconds"
};

/// Has lines recorded. unavailable: the program is missing or broke, the server did not answer.
class Recorder {
 public:
  virtual ~Recorder() = default;
  virtual Result<Recording> record(const SpeechOrder& order, const std::stop_token& stop) = 0;
};

/// invalid_argument where `order` is none that an honest speaker would give: whoever takes orders
/// asks this first.
Result<void> check_order(const SpeechOrder& order);

}  // namespace kirin::sound
