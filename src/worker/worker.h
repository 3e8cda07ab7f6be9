/// \file
/// The life of one worker process: claim a task, make its clip, hand it over; again.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>

#include "tasks/task_store.h"
#include "worker/generator.h"
#include "worker/prepare.h"

namespace kirin::worker {

struct WorkerOptions {
  std::string worker_id;
  Clock::duration lease_length = std::chrono::seconds{15};
  std::chrono::milliseconds idle_wait{250};  ///< between looks at an empty queue, unless woken
  std::chrono::seconds drain_grace{
      60};  ///< for the task at hand once asked to stop; then it is given back
  PrepareOptions prepare;
  GeneratorOptions generator;
};

/// What a worker works with; all must outlive it.
struct WorkerTools {
  tasks::TaskStore& store;
  const catalog::Catalog& catalog;
  InputSources sources;
};

/// Waits up to the given time for a reason to look at the queue again; false where the worker
/// should end.
using WaitForWork = std::function<bool(std::chrono::milliseconds)>;

/// Works until `stop` is requested or `wait` says so. The task at hand is then finished, or given
/// back after the grace.
void run_worker(const WorkerOptions& options, const WorkerTools& tools, const WaitForWork& wait,
                const std::stop_token& stop);

/// The debug sheet (Engine::debug_sheet) of `task`'s pictures, a PNG file; the task itself is left
/// alone. Pictures are a stranger's: they are decoded and looked at in a confined process.
Result<UniqueFd> draw_debug_sheet(const WorkerOptions& options, const WorkerTools& tools,
                                  const tasks::Task& task, const std::stop_token& stop);

/// What the engine of `task` makes of its words (Engine::explain). No picture is opened, so it
/// needs no process of its own.
Result<engine::Explanation> explain_words(const WorkerOptions& options, const tasks::Task& task);

/// Claims and does one task; false where the queue was empty.
bool work_once(const WorkerOptions& options, const WorkerTools& tools, std::stop_token stop);

}  // namespace kirin::worker
