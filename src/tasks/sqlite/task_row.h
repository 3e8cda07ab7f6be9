/// \file
/// A task as a row: its columns in the order we read them, and back.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "tasks/sqlite/database.h"
#include "tasks/sqlite/funds.h"
#include "tasks/sqlite/statement.h"
#include "tasks/task.h"

namespace kirin::tasks::sqlite {

/// What read_task reads, from column 0.
constexpr std::string_view kTaskColumns =
    "id, owner_id, key_id, model, requested_model, external_id, status, attempts, max_attempts, "
    "progress, phase, worker_id, price_micros, created_at, started_at, finished_at, error_code, "
    "error_message, callback_url, priority, results_removed_at, usage, request, envelope, result";
constexpr int kTaskColumnCount = 25;

/// The task in the row `row` stands on; data_loss where it does not hold what we write.
Result<Task> read_task(const Statement& row);
Result<TaskStatus> parse_status(std::string_view text);
/// Reads JSON that we wrote. data_loss names `what` otherwise.
Result<JsonObject> parse_stored(std::string_view text, std::string_view what);

/// A new task with its documents already as text, which the caller's thread pays for, not the
/// writer's.
struct CreateRow {
  const NewTask& task;
  std::string request;
  std::string envelope;
  std::string usage;
};
CreateRow row_of(const NewTask& task);

/// Inserts it, queued, with what is held for it. already_exists changes nothing.
Result<void> insert_task(Database& database, const CreateRow& row, const Funds& funds);
/// The task that insert_task leaves.
Task accepted(const NewTask& task);

}  // namespace kirin::tasks::sqlite
