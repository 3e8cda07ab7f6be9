#include "tasks/sqlite/task_row.h"

#include <fmt/format.h>

#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace kirin::tasks::sqlite {
namespace {

constexpr std::size_t kStoredDepth = 256;  // requests are refused far below this

constexpr std::string_view kInsert =
    "INSERT INTO tasks (id, owner_id, key_id, model, requested_model, external_id, max_attempts, "
    "price_micros, created_at, callback_url, usage, request, envelope, priority, held_of_account, "
    "held_of_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";

// In the order of the enumeration, so that a higher one is a larger number.
std::int64_t number_of(Priority priority) { return static_cast<std::int64_t>(priority); }

Result<Priority> priority_of(std::int64_t number) {
  for (const Priority priority : std::array{Priority::low, Priority::normal, Priority::high}) {
    if (number == number_of(priority)) {
      return priority;
    }
  }
  return Error{ErrorCode::data_loss, fmt::format("task priority {}", number)};
}

}  // namespace

Result<TaskStatus> parse_status(std::string_view text) {
  using enum TaskStatus;
  for (const TaskStatus status : std::array{queued, running, completed, failed, canceled}) {
    if (text == to_string(status)) {
      return status;
    }
  }
  return Error{ErrorCode::data_loss, fmt::format("task status \"{}\"", text)};
}

Result<JsonObject> parse_stored(std::string_view text, std::string_view what) {
  boost::json::parse_options options;
  options.max_depth = kStoredDepth;
  boost::system::error_code failure;
  Json value = boost::json::parse(text, failure, {}, options);
  if (failure || !value.is_object()) {
    return Error{ErrorCode::data_loss,
                 fmt::format("stored {}: {}", what, failure ? failure.message() : "no object")};
  }
  return std::move(value.get_object());
}

Result<Task> read_task(const Statement& row) {
  Task task;
  int column = 0;
  task.id = row.text(column++);
  task.owner_id = row.text(column++);
  task.key_id = row.text(column++);
  task.model = row.text(column++);
  task.requested_model = row.text(column++);
  task.external_id = row.optional_text(column++);
  ASSIGN_OR_RETURN(task.status, parse_status(row.text(column++)));
  task.attempts = static_cast<int>(row.integer(column++));
  task.max_attempts = static_cast<int>(row.integer(column++));
  task.progress = row.real(column++);
  task.phase = row.text(column++);
  task.worker_id = row.text(column++);
  task.price.micros = row.integer(column++);
  task.created_at = row.time(column++);
  task.started_at = row.optional_time(column++);
  task.finished_at = row.optional_time(column++);
  const auto error_code = row.optional_text(column++);
  const auto error_message = row.text(column++);
  if (error_code) {
    task.error = TaskError{*error_code, error_message};
  }
  task.callback_url = row.optional_text(column++);
  ASSIGN_OR_RETURN(task.priority, priority_of(row.integer(column++)));
  task.results_removed_at = row.optional_time(column++);
  ASSIGN_OR_RETURN(task.usage, parse_stored(row.text(column++), "usage"));
  ASSIGN_OR_RETURN(task.request, parse_stored(row.text(column++), "request"));
  ASSIGN_OR_RETURN(task.envelope, parse_stored(row.text(column++), "envelope"));
  if (const auto result = row.optional_text(column++)) {
    ASSIGN_OR_RETURN(task.result, parse_stored(*result, "result"));
  }
  return task;
}

CreateRow row_of(const NewTask& task) {
  return {task, boost::json::serialize(task.request), boost::json::serialize(task.envelope),
          boost::json::serialize(task.usage)};
}

Result<void> insert_task(Database& database, const CreateRow& row, const Funds& funds) {
  const NewTask& task = row.task;
  ASSIGN_OR_RETURN(Statement insert, database.statement(kInsert));
  insert.bind(task.id, task.owner_id, task.key_id, task.model, task.requested_model,
              task.external_id, task.max_attempts, task.price.micros, task.created_at,
              task.callback_url, row.usage, row.request, row.envelope, number_of(task.priority),
              funds.held_of_account(task.price).micros, funds.held_of_key(task.price).micros);
  return insert.run().within(fmt::format("task {} of {}", task.id, task.owner_id));
}

Task accepted(const NewTask& task) {
  Task result;
  result.id = task.id;
  result.owner_id = task.owner_id;
  result.key_id = task.key_id;
  result.model = task.model;
  result.requested_model = task.requested_model;
  result.external_id = task.external_id;
  result.request = task.request;
  result.envelope = task.envelope;
  result.callback_url = task.callback_url;
  result.price = task.price;
  result.usage = task.usage;
  result.priority = task.priority;
  result.max_attempts = task.max_attempts;
  result.phase = to_string(TaskStatus::queued);
  result.created_at = from_millis(to_millis(task.created_at));
  return result;
}

}  // namespace kirin::tasks::sqlite
