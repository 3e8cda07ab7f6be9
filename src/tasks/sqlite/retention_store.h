/// \file
/// `RetentionStore` in a SQLite file.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tasks/retention_store.h"
#include "tasks/sqlite/connection_pool.h"

namespace kirin::tasks::sqlite {

class SqliteRetentionStore final : public RetentionStore {
 public:
  /// `connections` lead to a migrated file.
  explicit SqliteRetentionStore(std::shared_ptr<Connections> connections)
      : connections_(std::move(connections)) {}

  Result<void> add_upload(const Upload& upload, std::uint64_t quota_bytes) override;
  Result<Upload> find_upload(std::string_view asset_key) override;
  Result<std::uint64_t> uploaded_bytes(std::string_view owner_id) override;
  Result<std::vector<std::string>> begin_removing_uploads(TimePoint now, int limit) override;
  Result<void> uploads_removed(const std::vector<std::string>& asset_keys) override;

  Result<std::vector<std::string>> begin_removing_results(TimePoint before, TimePoint now,
                                                          int limit) override;
  Result<void> results_removed(const std::vector<std::string>& task_ids) override;
  Result<std::vector<std::string>> begin_removing_inputs(TimePoint before, TimePoint now,
                                                         int limit) override;
  Result<void> inputs_removed(const std::vector<std::string>& task_ids) override;
  Result<int> forget_tasks(TimePoint before, int limit) override;

 private:
  std::shared_ptr<Connections> connections_;
};

}  // namespace kirin::tasks::sqlite
