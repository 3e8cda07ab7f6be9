/// \file
/// Removes what has been kept long enough: the front door of `retention/`.
///
/// In goes the time, out goes what has expired: results and inputs of tasks that ended, uploads,
/// kept answers, rows of old tasks, and temporary files that a killed process has left. Nothing
/// that a queued or running task needs is touched: the store finds what may go, in a transaction
/// that marks it, and only then the files are removed (tasks/retention_store.h). Whoever is killed
/// in between has lost nothing: the next sweep is told of the same files again.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "assets/asset_store.h"
#include "base/clock.h"
#include "base/result.h"
#include "tasks/idempotency_store.h"
#include "tasks/retention_store.h"

namespace kirin::retention {

/// How long things are kept. 0: for ever.
struct KeepTimes {
  std::chrono::milliseconds results{30 * 86'400'000LL};  ///< from the end of their task
  std::chrono::milliseconds inputs{86'400'000};          ///< likewise
  std::chrono::milliseconds tasks{0};             ///< likewise, and not before their files are gone
  std::chrono::milliseconds scratch{86'400'000};  ///< temporary files, from their last change
};

struct SweeperOptions {
  KeepTimes keep = {};
  std::filesystem::path scratch_directory = {};  ///< empty: not swept
  int batch = 200;                               ///< rows a transaction
  int most_batches = 500;                        ///< of one kind in one sweep
};

/// What one sweep has removed: how many.
struct Swept {
  int results = 0;  ///< tasks whose results went
  int inputs = 0;   ///< tasks whose stored inputs went
  int uploads = 0;
  int tasks = 0;
  int answers = 0;
  int scratch_files = 0;

  bool is_nothing() const {
    return results + inputs + uploads + tasks + answers + scratch_files == 0;
  }
};

class Sweeper {
 public:
  /// The stores outlive it.
  Sweeper(tasks::RetentionStore& retention, tasks::IdempotencyStore& answers,
          assets::AssetStore& assets, SweeperOptions options);
  /// Stops.
  ~Sweeper() = default;
  Sweeper(const Sweeper&) = delete;
  Sweeper& operator=(const Sweeper&) = delete;

  /// One sweep, of everything. What fails is logged and tried again by the next one; a sweep that
  /// has much to do leaves the rest to the next one too.
  Swept sweep(TimePoint now, const std::stop_token& stop = {});

  /// Sweeps in a thread of its own, at once and then `every`. Call once.
  void start(std::chrono::milliseconds every);
  /// Waits for the batch at hand.
  void stop();

 private:
  /// Asks for a batch to remove, and says which of it is gone.
  struct Kind {
    const char* name;
    std::function<Result<std::vector<std::string>>()> begin;
    std::function<Result<void>(const std::string&)> remove;
    std::function<Result<void>(const std::vector<std::string>&)> removed;
  };

  int sweep_kind(const Kind& kind, const std::stop_token& stop);
  int sweep_rows(const char* name, const std::function<Result<int>()>& forget,
                 const std::stop_token& stop);
  Kind results(TimePoint now);
  Kind inputs(TimePoint now);
  Kind uploads(TimePoint now);
  Result<void> remove_folder(const std::string& prefix);

  tasks::RetentionStore& retention_;
  tasks::IdempotencyStore& answers_;
  assets::AssetStore& assets_;
  const SweeperOptions options_;
  std::jthread thread_;
};

}  // namespace kirin::retention
