/// \file
/// SIGTERM and SIGINT as a stop token and a file descriptor, instead of handlers.
#pragma once

#include <stop_token>
#include <thread>

#include "base/result.h"
#include "base/unique_fd.h"

namespace kirin {

/// Takes over SIGTERM and SIGINT for the whole process: make it in `main` before any thread starts,
/// once. A second signal ends the process at once with status 130, for the impatient.
class TerminationSignals {
 public:
  static Result<TerminationSignals> take_over();

  std::stop_token token() const { return stop_.get_token(); }
  /// Readable for good once a signal came: for poll().
  int fd() const { return happened_.get(); }

 private:
  TerminationSignals() = default;

  std::stop_source stop_;
  UniqueFd happened_;
  std::jthread watcher_;
};

/// Child processes inherit blocked signals: call between fork and exec. Async-signal-safe.
void restore_default_signals();

}  // namespace kirin
