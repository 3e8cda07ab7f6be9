/// \file
/// What may be deleted, and the files that callers have uploaded.
///
/// A file is deleted in two steps, so that no task loses what it needs: first its row says so, in a
/// transaction that finds no task in its way; then the file goes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace kirin::tasks {

struct Upload {
  std::string id;  ///< "u_…"
  std::string owner_id;
  std::string asset_key;  ///< "uploads/u_…/cat.png"
  std::string file_name;
  std::string content_type;
  std::uint64_t size_bytes = 0;
  TimePoint created_at;
  TimePoint expires_at;
  std::optional<TimePoint> removed_at;
};

class RetentionStore {
 public:
  virtual ~RetentionStore() = default;

  /// Records an upload whose file stands already. resource_exhausted where the owner would have
  /// more than `quota_bytes` (0: no limit) of uploads that were not removed.
  virtual Result<void> add_upload(const Upload& upload, std::uint64_t quota_bytes) = 0;
  /// By asset key; removed ones too. not_found where there was none.
  virtual Result<Upload> find_upload(std::string_view asset_key) = 0;
  virtual Result<std::uint64_t> uploaded_bytes(std::string_view owner_id) = 0;
  /// Marks uploads that expired before `now` and that no queued or running task uses as removed;
  /// their asset keys. Again those that were marked and whose files are not known to be gone.
  virtual Result<std::vector<std::string>> begin_removing_uploads(TimePoint now, int limit) = 0;
  virtual Result<void> uploads_removed(const std::vector<std::string>& asset_keys) = 0;

  /// Ids of tasks that ended before `before` and whose results stand still, marked as removed from
  /// now on (`Task::results_removed_at`); again those whose files are not known to be gone.
  virtual Result<std::vector<std::string>> begin_removing_results(TimePoint before, TimePoint now,
                                                                  int limit) = 0;
  virtual Result<void> results_removed(const std::vector<std::string>& task_ids) = 0;
  /// The same for the stored inputs of tasks that ended before `before`.
  virtual Result<std::vector<std::string>> begin_removing_inputs(TimePoint before, TimePoint now,
                                                                 int limit) = 0;
  virtual Result<void> inputs_removed(const std::vector<std::string>& task_ids) = 0;
  /// Deletes rows of tasks that ended before `before` and have no files left and no delivery
  /// pending, with their delivery log; usage rows stay. How many.
  virtual Result<int> forget_tasks(TimePoint before, int limit) = 0;
};

}  // namespace kirin::tasks
