#include "tasks/sqlite/retention_store.h"

#include <fmt/format.h>

#include <utility>

#include "tasks/sqlite/transaction.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::string_view kUploadColumns =
    "id, owner_id, asset_key, file_name, content_type, size_bytes, created_at, expires_at, "
    "removed_at";

const std::string kAddUpload = fmt::format(
    "INSERT INTO uploads ({}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", kUploadColumns);
const std::string kFindUpload =
    fmt::format("SELECT {} FROM uploads WHERE asset_key = ?1", kUploadColumns);
constexpr std::string_view kUploadedBytes =
    "SELECT coalesce(sum(size_bytes), 0) FROM uploads WHERE owner_id = ?1 AND removed_at IS NULL";

// The work on files of one kind. `removing` finds what was begun and not finished, ?1 of it;
// `expired` what may begin, ?1 of it, with a time ?2; `begin` marks the one named ?1 at ?2; and
// `end` says that the file of the one named ?1 is gone.
struct Removal {
  std::string_view removing;
  std::string_view expired;
  std::string_view begin;
  std::string_view end;
};

constexpr Removal kUploads{
    "SELECT asset_key FROM uploads WHERE removed_at IS NOT NULL AND is_gone = 0 "
    "ORDER BY removed_at LIMIT ?1",
    "SELECT asset_key FROM uploads WHERE removed_at IS NULL AND expires_at < ?2 AND NOT EXISTS "
    "(SELECT 1 FROM upload_uses WHERE upload_uses.asset_key = uploads.asset_key) "
    "ORDER BY expires_at LIMIT ?1",
    "UPDATE uploads SET removed_at = ?2 WHERE asset_key = ?1",
    "UPDATE uploads SET is_gone = 1 WHERE asset_key = ?1 AND removed_at IS NOT NULL"};

// Canceled and failed tasks too: a clip that was stored in their last moment goes with the rest.
// Their owners are not told, as there was nothing to be had.
constexpr Removal kResults{
    "SELECT id FROM tasks WHERE finished_at IS NOT NULL AND results_state < 2 "
    "AND results_state = 1 ORDER BY finished_at LIMIT ?1",
    "SELECT id FROM tasks WHERE finished_at IS NOT NULL AND results_state < 2 "
    "AND results_state = 0 AND finished_at < ?2 ORDER BY finished_at LIMIT ?1",
    "UPDATE tasks SET results_state = 1, "
    "results_removed_at = CASE WHEN status = 'completed' THEN ?2 END WHERE id = ?1",
    "UPDATE tasks SET results_state = 2 WHERE id = ?1 AND results_state = 1"};

constexpr Removal kInputs{
    "SELECT id FROM tasks WHERE finished_at IS NOT NULL AND inputs_state < 2 "
    "AND inputs_state = 1 ORDER BY finished_at LIMIT ?1",
    "SELECT id FROM tasks WHERE finished_at IS NOT NULL AND inputs_state < 2 "
    "AND inputs_state = 0 AND finished_at < ?2 ORDER BY finished_at LIMIT ?1",
    // ?2 is bound and not needed: nobody is told when inputs went.
    "UPDATE tasks SET inputs_state = 1 WHERE id = ?1 AND ?2 IS NOT NULL",
    "UPDATE tasks SET inputs_state = 2 WHERE id = ?1 AND inputs_state = 1"};

constexpr std::string_view kForgettable =
    "SELECT id FROM tasks WHERE finished_at IS NOT NULL AND results_state = 2 AND inputs_state = 2 "
    "AND finished_at < ?2 AND NOT EXISTS (SELECT 1 FROM deliveries "
    "WHERE deliveries.task_id = tasks.id AND deliveries.due_at IS NOT NULL) "
    "ORDER BY finished_at LIMIT ?1";
constexpr std::string_view kForgetDeliveries = "DELETE FROM deliveries WHERE task_id = ?1";
constexpr std::string_view kForgetTask = "DELETE FROM tasks WHERE id = ?1";

Result<std::vector<std::string>> read_names(Statement query) {
  std::vector<std::string> names;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return names;
    }
    names.push_back(query.text(0));
  }
}

template <typename... Values>
Result<std::vector<std::string>> select(Database& database, std::string_view sql,
                                        const Values&... values) {
  ASSIGN_OR_RETURN(Statement query, database.statement(sql));
  query.bind(values...);
  return read_names(std::move(query));
}

template <typename... Values>
Result<void> run(Database& database, std::string_view sql, const Values&... values) {
  ASSIGN_OR_RETURN(Statement statement, database.statement(sql));
  return statement.bind(values...).run();
}

// What was begun before comes first.
Result<std::vector<std::string>> begin_removing(ConnectionPool& writer, const Removal& removal,
                                                TimePoint before, TimePoint now, int limit) {
  return in_transaction(writer, [&](Database& database) -> Result<std::vector<std::string>> {
    ASSIGN_OR_RETURN(auto names, select(database, removal.removing, limit));
    const int left = limit - static_cast<int>(names.size());
    ASSIGN_OR_RETURN(const auto expired, select(database, removal.expired, left, before));
    for (const std::string& name : expired) {
      RETURN_IF_ERROR(run(database, removal.begin, name, now));
      names.push_back(name);
    }
    return names;
  });
}

Result<void> end_removing(ConnectionPool& writer, const Removal& removal,
                          const std::vector<std::string>& names) {
  if (names.empty()) {
    return {};
  }
  return in_transaction(writer, [&](Database& database) -> Result<void> {
    for (const std::string& name : names) {
      RETURN_IF_ERROR(run(database, removal.end, name));
    }
    return {};
  });
}

Result<std::uint64_t> bytes_of(Database& database, std::string_view owner_id) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kUploadedBytes));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(owner_id).step());
  return has_row ? static_cast<std::uint64_t>(query.integer(0)) : std::uint64_t{0};
}

Result<void> insert_upload(Database& database, const Upload& upload) {
  return run(database, kAddUpload, upload.id, upload.owner_id, upload.asset_key, upload.file_name,
             upload.content_type, upload.size_bytes, upload.created_at, upload.expires_at,
             upload.removed_at)
      .within(fmt::format("upload {}", upload.asset_key));
}

Upload read_upload(const Statement& row) {
  return {row.text(0), row.text(1), row.text(2),
          row.text(3), row.text(4), static_cast<std::uint64_t>(row.integer(5)),
          row.time(6), row.time(7), row.optional_time(8)};
}

}  // namespace

Result<void> SqliteRetentionStore::add_upload(const Upload& upload, std::uint64_t quota_bytes) {
  return in_transaction(connections_->writer, [&](Database& database) -> Result<void> {
    ASSIGN_OR_RETURN(const std::uint64_t bytes, bytes_of(database, upload.owner_id));
    const bool fits = bytes <= quota_bytes && upload.size_bytes <= quota_bytes - bytes;
    if (quota_bytes != 0 && !fits) {
      return Error{ErrorCode::resource_exhausted,
                   fmt::format("{} has uploaded {} bytes and may have {}; {} more are too many",
                               upload.owner_id, bytes, quota_bytes, upload.size_bytes)};
    }
    return insert_upload(database, upload);
  });
}

Result<Upload> SqliteRetentionStore::find_upload(std::string_view asset_key) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  ASSIGN_OR_RETURN(Statement query, connection->statement(kFindUpload));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(asset_key).step());
  if (!has_row) {
    return Error{ErrorCode::not_found, fmt::format("no upload {}", asset_key)};
  }
  return read_upload(query);
}

Result<std::uint64_t> SqliteRetentionStore::uploaded_bytes(std::string_view owner_id) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  return bytes_of(*connection, owner_id);
}

Result<std::vector<std::string>> SqliteRetentionStore::begin_removing_uploads(TimePoint now,
                                                                              int limit) {
  return begin_removing(connections_->writer, kUploads, now, now, limit);
}

Result<void> SqliteRetentionStore::uploads_removed(const std::vector<std::string>& asset_keys) {
  return end_removing(connections_->writer, kUploads, asset_keys);
}

Result<std::vector<std::string>> SqliteRetentionStore::begin_removing_results(TimePoint before,
                                                                              TimePoint now,
                                                                              int limit) {
  return begin_removing(connections_->writer, kResults, before, now, limit);
}

Result<void> SqliteRetentionStore::results_removed(const std::vector<std::string>& task_ids) {
  return end_removing(connections_->writer, kResults, task_ids);
}

Result<std::vector<std::string>> SqliteRetentionStore::begin_removing_inputs(TimePoint before,
                                                                             TimePoint now,
                                                                             int limit) {
  return begin_removing(connections_->writer, kInputs, before, now, limit);
}

Result<void> SqliteRetentionStore::inputs_removed(const std::vector<std::string>& task_ids) {
  return end_removing(connections_->writer, kInputs, task_ids);
}

Result<int> SqliteRetentionStore::forget_tasks(TimePoint before, int limit) {
  return in_transaction(connections_->writer, [&](Database& database) -> Result<int> {
    ASSIGN_OR_RETURN(const auto ids, select(database, kForgettable, limit, before));
    for (const std::string& id : ids) {
      RETURN_IF_ERROR(run(database, kForgetDeliveries, id));
      RETURN_IF_ERROR(run(database, kForgetTask, id));
    }
    return static_cast<int>(ids.size());
  });
}

}  // namespace kirin::tasks::sqlite
