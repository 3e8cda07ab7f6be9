/// \file
/// Keeps local worker processes alive: starts them, starts them again, wakes them, ends them.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace kirin::worker {

struct SupervisorOptions {
  std::string program = "/proc/self/exe";
  /// After the program's name; "--id" and the worker's id are appended.
  std::vector<std::string> arguments;
  int count = 1;
  std::chrono::milliseconds restart_delay{200};  ///< doubled with each early death in a row, up to
  std::chrono::milliseconds longest_restart_delay{10'000};
};

/// Told of a worker that ended while it should not have: give its tasks to others.
using OnWorkerLost = std::function<void(const std::string& worker_id)>;

/// Runs worker processes, each with a pipe as its standard input: a byte there means "look at the
/// queue", its end means that this process is gone. A worker outlives us: it finishes the task at
/// hand and then ends by itself.
class Supervisor {
 public:
  static Result<std::unique_ptr<Supervisor>> start(const SupervisorOptions& options,
                                                   OnWorkerLost on_lost);
  virtual ~Supervisor() = default;  ///< drains with no grace

  /// There is something to do. Cheap; from any thread.
  virtual void wake() = 0;
  virtual int alive() const = 0;
  virtual int wanted() const = 0;
  /// SIGTERM to all, SIGKILL to those left after `grace`. Blocks.
  virtual void drain(std::chrono::milliseconds grace) = 0;
};

}  // namespace kirin::worker
