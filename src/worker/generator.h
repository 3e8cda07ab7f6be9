/// \file
/// One clip made in a confined child process, seen from the process that trusts nobody: start it,
/// follow it, end it.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/unique_fd.h"
#include "catalog/catalog.h"
#include "sound/speech/recorder.h"
#include "worker/confine.h"
#include "worker/ticket.h"

namespace kirin::worker {

struct GeneratorOptions {
  std::string program =
      "/proc/self/exe";           ///< a kirin binary; started with the argument "generate-confined"
  std::string scratch_directory;  ///< for the clip while it is made
  ConfinementLimits limits;
  std::chrono::seconds deadline{1800};  ///< wall clock, for the whole clip
  /// Engine that the child opens before it is confined (it may need files), and its options; empty:
  /// the ticket's engine needs none.
  std::string engine = {};
  JsonObject engine_options = {};
  /// Records what is spoken by programs and servers for the child, which may not; null: nobody
  /// does.
  sound::Recorder* recorder = nullptr;
};

struct GeneratedClip {
  UniqueFd clip;
  std::optional<UniqueFd> watermarked;
  JsonObject facts;                   ///< what the engine tells: shown in the task's metadata
  std::vector<std::string> warnings;  ///< for the caller
};

/// Why there is no clip. `cause` decides the task's error code, `may_retry` whether another attempt
/// makes sense.
struct GenerationFailure {
  catalog::FailureCause cause = catalog::FailureCause::generation;
  std::string message;
  bool may_retry = false;
  bool canceled = false;  ///< because the stop token asked for it
};

struct GenerationOutcome {
  std::optional<GeneratedClip> clip;
  GenerationFailure failure;  ///< where there is no clip
};

/// CPU time that a clip may take within a deadline: every thread may be busy all the time.
inline std::chrono::seconds cpu_time_for(std::chrono::seconds deadline, int threads) {
  return deadline * (threads + 2);
}

/// Called on the caller's thread as the child reports, and at least every 200 ms.
using ProgressCallback = std::function<void(double fraction, const std::string& phase)>;

/// Runs one ticket to its end. `inputs` are the picture files in the order of the ticket's inputs.
/// Call it from a thread that outlives the child: the child is killed when that thread ends.
GenerationOutcome generate_in_child(const GeneratorOptions& options, const Ticket& ticket,
                                    const std::vector<UniqueFd>& inputs,
                                    const ProgressCallback& on_progress,
                                    const std::stop_token& stop);

/// The child's side: `kirin generate-confined MEMORY_BYTES CPU_SECONDS FILE_BYTES [ENGINE
/// OPTIONS]`. Opens the engine where one is named, confines itself, then reads the ticket and makes
/// the clip. What the engine maps is not counted as memory. Returns the exit status.
int confined_generator_main(ConfinementLimits limits, const std::string& engine,
                            const std::string& engine_options);

/// The descriptors of the child, in the order generate_in_child lays them out; inputs follow.
inline constexpr int kStopFd = 0;  ///< its end (EOF) asks the child to stop
inline constexpr int kTicketFd = 3;
inline constexpr int kEventsFd = 4;
inline constexpr int kClipFd = 5;
inline constexpr int kWatermarkedFd = 6;
inline constexpr int kSpeechFd = 7;         ///< a file: what was recorded last (speech_desk.h)
inline constexpr int kSpeechAnswersFd = 8;  ///< a pipe: a line of JSON for each order
inline constexpr int kFirstInputFd = 9;

}  // namespace kirin::worker
