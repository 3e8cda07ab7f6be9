/// \file
/// Everything that records speech for generators, as the configuration has it.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sound/speech/program_recorder.h"
#include "sound/speech/recorder.h"
#include "worker/http_recorder.h"

namespace kirin::worker {

struct StudioOptions {
  /// A kirin binary: it starts espeak-ng and festival confined (`kirin speak-confined`).
  std::string program = "/proc/self/exe";
  std::vector<std::string> command = {};  ///< the operator's program, see ProgramRecorderOptions
  std::string url = {};                   ///< or the operator's server; empty: none
  std::string model = {};
  std::string key = {};
  std::chrono::milliseconds deadline{30'000};  ///< of a line by either
};

/// espeak-ng and festival in confinement; an external order goes to the server where there is one,
/// else to the command.
std::unique_ptr<sound::Recorder> open_studio(const StudioOptions& options);

/// `kirin speak-confined PROGRAM ARGUMENTS…`: gives up every right but that to read files, then
/// becomes that program. Returns only where that fails, an exit status.
int speak_confined_main(const std::vector<std::string>& words);

/// The argument that leads to `speak_confined_main`.
inline constexpr const char* kSpeakConfined = "speak-confined";

}  // namespace kirin::worker
