#include "tasks/sqlite/create_task.h"

#include <fmt/format.h>

#include "tasks/sqlite/fair_queue.h"
#include "tasks/sqlite/funds.h"
#include "tasks/sqlite/kept_answers.h"
#include "tasks/sqlite/outbox.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr int kAccepted = 200;  // the status of the answer to a create

constexpr std::string_view kHasExternalId =
    "SELECT 1 FROM tasks WHERE owner_id = ?1 AND external_id = ?2";

constexpr std::string_view kHasUpload =
    "SELECT 1 FROM uploads WHERE asset_key = ?1 AND removed_at IS NULL";

constexpr std::string_view kUseUpload =
    "INSERT OR IGNORE INTO upload_uses (task_sequence, asset_key) "
    "SELECT sequence, ?2 FROM tasks WHERE id = ?1";

using MaybeRefusal = std::optional<Refusal>;

template <typename... Values>
Result<bool> has_row(Database& database, std::string_view sql, const Values&... values) {
  ASSIGN_OR_RETURN(Statement query, database.statement(sql));
  return query.bind(values...).step();
}

// What cannot change any more comes first: a caller who is told to wait should not wait in vain.
Result<MaybeRefusal> conflict_of(Database& database, const NewTask& task) {
  if (task.idempotency) {
    ASSIGN_OR_RETURN(const auto kept, find_answer(database, task.owner_id, task.idempotency->route,
                                                  task.idempotency->key, task.created_at));
    if (kept) {
      return MaybeRefusal{Refusal::idempotency_key_used};
    }
  }
  if (task.external_id) {
    ASSIGN_OR_RETURN(const bool is_used,
                     has_row(database, kHasExternalId, task.owner_id, *task.external_id));
    if (is_used) {
      return MaybeRefusal{Refusal::external_id_used};
    }
  }
  for (const std::string& asset_key : task.upload_keys) {
    ASSIGN_OR_RETURN(const bool stands, has_row(database, kHasUpload, asset_key));
    if (!stands) {
      return MaybeRefusal{Refusal::upload_gone};
    }
  }
  return MaybeRefusal{};
}

Result<MaybeRefusal> excess_of(Database& database, const NewTask& task) {
  if (task.limits.max_active_of_key > 0) {
    ASSIGN_OR_RETURN(const auto active, active_of_key(database, task.key_id));
    if (active >= task.limits.max_active_of_key) {
      return MaybeRefusal{Refusal::key_concurrency};
    }
  }
  if (task.limits.max_queued > 0) {
    ASSIGN_OR_RETURN(const QueueCounts now, counts(database));
    if (now.queued >= task.limits.max_queued) {
      return MaybeRefusal{Refusal::queue_full};
    }
  }
  return MaybeRefusal{};
}

// What is written with the row. Each may fail for everybody's reasons only, such as a full disk.
Result<void> write_beside(Database& database, const NewTask& task, const Funds& funds) {
  for (const std::string& asset_key : task.upload_keys) {
    ASSIGN_OR_RETURN(Statement insert, database.statement(kUseUpload));
    RETURN_IF_ERROR(insert.bind(task.id, asset_key).run());
  }
  if (task.idempotency) {
    RETURN_IF_ERROR(keep_answer(database, task.owner_id, *task.idempotency, kAccepted,
                                task.idempotent_answer, task.created_at));
  }
  RETURN_IF_ERROR(hold(database, task, funds));
  return task.callback_url ? announce(database, task.id, task.created_at) : Result<void>{};
}

// The row stands by now, so this must not look like an error of the row alone.
Error of_everybody(const Error& error) {
  const bool is_ambiguous =
      error.code == ErrorCode::already_exists || error.code == ErrorCode::invalid_argument;
  return is_ambiguous ? Error{ErrorCode::internal, error.describe()} : error;
}

}  // namespace

Result<MaybeRefusal> create_task(Database& database, const CreateRow& row) {
  const NewTask& task = row.task;
  ASSIGN_OR_RETURN(const MaybeRefusal conflict, conflict_of(database, task));
  if (conflict) {
    return conflict;
  }
  ASSIGN_OR_RETURN(const MaybeRefusal excess, excess_of(database, task));
  if (excess) {
    return excess;
  }
  ASSIGN_OR_RETURN(const Funds funds, find_funds(database, task));
  if (const MaybeRefusal short_of = shortage(funds, task.price)) {
    return short_of;
  }
  RETURN_IF_ERROR(insert_task(database, row, funds));
  const auto written = write_beside(database, task, funds);
  if (!written) {
    return of_everybody(written.error());
  }
  return MaybeRefusal{};
}

}  // namespace kirin::tasks::sqlite
