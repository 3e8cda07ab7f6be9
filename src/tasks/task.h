/// \file
/// A task: one request for one clip, from acceptance to its end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/money.h"
#include "base/result.h"
#include "tasks/admission.h"

namespace kirin::tasks {

/// `queued → running → completed | failed | canceled`; running goes back to queued when an attempt
/// is lost.
enum class TaskStatus { queued, running, completed, failed, canceled };

std::string_view to_string(TaskStatus status);
bool is_terminal(TaskStatus status);

/// Which of its owner's queued tasks runs first. Other owners notice nothing of it.
enum class Priority { low, normal, high };

std::string_view to_string(Priority priority);
/// invalid_argument names the known ones.
Result<Priority> parse_priority(std::string_view text);

/// Why a task failed, as the client reads it.
struct TaskError {
  std::string code;  ///< "002013097"
  std::string message;
};

/// What a create call brings.
struct NewTask {
  std::string id;
  std::string owner_id;  ///< who may see it, and within whom external ids are unique
  std::string key_id;
  std::string model;            ///< contract id
  std::string requested_model;  ///< echoed to the caller
  std::optional<std::string> external_id;
  JsonObject request;   ///< catalog::to_json, its images as "asset:" or URLs
  JsonObject envelope;  ///< the caller's metadata, options and labels, echoed
  std::optional<std::string> callback_url;
  Money price;
  JsonObject usage;  ///< quantity, unit_price, extra_info as they will be shown
  int max_attempts = 3;
  TimePoint created_at;
  Priority priority = Priority::normal;
  AdmissionLimits limits;
  std::optional<IdempotentRequest> idempotency;  ///< the request that brings it
  std::string idempotent_answer;                 ///< its answer's body, kept with status 200
  std::vector<std::string> upload_keys;          ///< asset keys of the uploads it uses
};

struct Task {
  std::string id;
  std::string owner_id;
  std::string key_id;
  std::string model;
  std::string requested_model;
  std::optional<std::string> external_id;
  TaskStatus status = TaskStatus::queued;
  JsonObject request;
  JsonObject envelope;
  std::optional<std::string> callback_url;
  Money price;
  JsonObject usage;
  Priority priority = Priority::normal;
  int attempts = 0;  ///< begun so far
  int max_attempts = 3;
  double progress = 0;  ///< [0, 1]
  std::string phase;    ///< "queued", "starting", what the engine is doing, or the terminal status
  std::string worker_id;
  std::optional<TaskError> error;
  JsonObject result;  ///< once completed: {"output": […], "facts": {…}, "warnings": […]}
  TimePoint created_at;
  std::optional<TimePoint> started_at;          ///< of the latest attempt
  std::optional<TimePoint> finished_at;         ///< when it became terminal
  std::optional<TimePoint> results_removed_at;  ///< when its files expired; of a completed task
};

}  // namespace kirin::tasks
