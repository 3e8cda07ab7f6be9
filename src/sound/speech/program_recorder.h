/// \file
/// Orders recorded by programs: espeak-ng, festival, and one of the operator's choice.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "sound/speech/recorder.h"
#include "sound/speech/run_program.h"

namespace kirin::sound {

struct ProgramRecorderOptions {
  /// Words before those of espeak-ng and festival: a program that takes rights away and then runs
  /// the rest. Text of strangers is read by C code of the last century: leave it empty in tests
  /// only.
  std::vector<std::string> launcher = {};
  /// The operator's program and its arguments; {voice}, {language} and {speed} stand for what the
  /// order says. Text on its standard input, a WAV file on its output. Empty: none.
  std::vector<std::string> command = {};
  std::chrono::milliseconds deadline{20'000};          ///< of a line
  std::chrono::milliseconds command_deadline{30'000};  ///< of a line by `command`
};

class ProgramRecorder final : public Recorder {
 public:
  explicit ProgramRecorder(ProgramRecorderOptions options) : options_(std::move(options)) {}
  /// Errors as run_program; invalid_argument as check_order; unavailable for an external order
  /// where there is no command.
  Result<Recording> record(const SpeechOrder& order, const std::stop_token& stop) override;

 private:
  ProgramRecorderOptions options_;
};

/// The words of a command line: separated by spaces, '…' and "…" kept together (no escapes).
/// invalid_argument where a quote is open.
Result<std::vector<std::string>> split_words(std::string_view text);

/// Whether this machine has espeak-ng, and festival with the voice it is used for.
bool has_espeak();
bool has_festival();

}  // namespace kirin::sound
