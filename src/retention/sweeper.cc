#include "retention/sweeper.h"

#include <condition_variable>
#include <mutex>
#include <utility>

#include "base/log.h"
#include "retention/scratch.h"

namespace kirin::retention {
namespace {

using std::chrono::milliseconds;

void log_failure(const char* kind, const Error& error) {
  log::error("sweep failed", {{"kind", kind}, {"why", error.describe()}});
}

void log_swept(const Swept& swept) {
  log::info("expired things removed", {{"results", swept.results},
                                       {"inputs", swept.inputs},
                                       {"uploads", swept.uploads},
                                       {"tasks", swept.tasks},
                                       {"answers", swept.answers},
                                       {"scratch_files", swept.scratch_files}});
}

}  // namespace

Sweeper::Sweeper(tasks::RetentionStore& retention, tasks::IdempotencyStore& answers,
                 assets::AssetStore& assets, SweeperOptions options)
    : retention_(retention), answers_(answers), assets_(assets), options_(std::move(options)) {}

Result<void> Sweeper::remove_folder(const std::string& prefix) {
  ASSIGN_OR_RETURN(const std::vector<std::string> keys, assets_.list(prefix));
  for (const std::string& key : keys) {
    RETURN_IF_ERROR(assets_.remove(key));
  }
  return {};
}

Sweeper::Kind Sweeper::results(TimePoint now) {
  return {"results",
          [this, now] {
            return retention_.begin_removing_results(now - options_.keep.results, now,
                                                     options_.batch);
          },
          [this](const std::string& id) { return remove_folder("tasks/" + id); },
          [this](const std::vector<std::string>& ids) { return retention_.results_removed(ids); }};
}

Sweeper::Kind Sweeper::inputs(TimePoint now) {
  return {"inputs",
          [this, now] {
            return retention_.begin_removing_inputs(now - options_.keep.inputs, now,
                                                    options_.batch);
          },
          [this](const std::string& id) { return remove_folder("inputs/" + id); },
          [this](const std::vector<std::string>& ids) { return retention_.inputs_removed(ids); }};
}

Sweeper::Kind Sweeper::uploads(TimePoint now) {
  return {
      "uploads", [this, now] { return retention_.begin_removing_uploads(now, options_.batch); },
      [this](const std::string& key) { return assets_.remove(key); },
      [this](const std::vector<std::string>& keys) { return retention_.uploads_removed(keys); }};
}

int Sweeper::sweep_kind(const Kind& kind, const std::stop_token& stop) {
  int count = 0;
  for (int batch = 0; batch < options_.most_batches && !stop.stop_requested(); ++batch) {
    const auto begun = kind.begin();
    if (!begun) {
      log_failure(kind.name, begun.error());
      return count;
    }
    std::vector<std::string> gone;
    for (const std::string& name : *begun) {
      const auto removed = kind.remove(name);
      if (removed) {
        gone.push_back(name);
      } else {
        log_failure(kind.name, removed.error());
      }
    }
    const auto noted = gone.empty() ? Result<void>{} : kind.removed(gone);
    if (!noted) {
      log_failure(kind.name, noted.error());
      return count;
    }
    count += static_cast<int>(gone.size());
    // What could not be removed would come again at once: it waits for the next sweep.
    if (gone.size() < begun->size() || static_cast<int>(begun->size()) < options_.batch) {
      return count;
    }
  }
  return count;
}

int Sweeper::sweep_rows(const char* name, const std::function<Result<int>()>& forget,
                        const std::stop_token& stop) {
  int count = 0;
  for (int batch = 0; batch < options_.most_batches && !stop.stop_requested(); ++batch) {
    const auto forgotten = forget();
    if (!forgotten) {
      log_failure(name, forgotten.error());
      return count;
    }
    count += *forgotten;
    if (*forgotten < options_.batch) {
      return count;
    }
  }
  return count;
}

Swept Sweeper::sweep(TimePoint now, const std::stop_token& stop) {
  const KeepTimes& keep = options_.keep;
  Swept swept;
  swept.uploads = sweep_kind(uploads(now), stop);
  swept.inputs = keep.inputs.count() > 0 ? sweep_kind(inputs(now), stop) : 0;
  swept.results = keep.results.count() > 0 ? sweep_kind(results(now), stop) : 0;
  if (keep.tasks.count() > 0) {
    swept.tasks = sweep_rows(
        "tasks", [&] { return retention_.forget_tasks(now - keep.tasks, options_.batch); }, stop);
  }
  swept.answers = sweep_rows(
      "answers", [&] { return answers_.forget_old_answers(now, options_.batch); }, stop);
  if (!options_.scratch_directory.empty() && keep.scratch.count() > 0) {
    const auto removed = remove_stale_files(options_.scratch_directory, now - keep.scratch);
    if (!removed) {
      log_failure("scratch", removed.error());
    }
    swept.scratch_files = removed ? *removed : 0;
  }
  if (!swept.is_nothing()) {
    log_swept(swept);
  }
  return swept;
}

void Sweeper::start(milliseconds every) {
  EXPECTS(!thread_.joinable());
  thread_ = std::jthread{[this, every](const std::stop_token& stop) {
    std::mutex mutex;
    std::condition_variable_any changed;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
      (void)sweep(Clock::now(), stop);
      changed.wait_for(lock, stop, every, [] { return false; });
    }
  }};
}

void Sweeper::stop() {
  if (thread_.joinable()) {
    thread_.request_stop();
    thread_.join();
  }
}

}  // namespace kirin::retention
