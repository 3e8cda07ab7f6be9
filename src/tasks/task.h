/// \file
/// A task: one request for one clip, from acceptance to its end.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/json.h"
#include "base/money.h"

namespace kirin::tasks {

/// `queued → running → completed | failed | canceled`; running goes back to queued when an attempt
/// is lost.
enum class TaskStatus { queued, running, completed, failed, canceled };

std::string_view to_string(TaskStatus status);
bool is_terminal(TaskStatus status);

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
  int attempts = 0;  ///< begun so far
  int max_attempts = 3;
  double progress = 0;  ///< [0, 1]
  std::string phase;    ///< "queued", "starting", what the engine is doing, or the terminal status
  std::string worker_id;
  std::optional<TaskError> error;
  JsonObject result;  ///< once completed: {"output": […], "facts": {…}, "warnings": […]}
  TimePoint created_at;
  std::optional<TimePoint> started_at;   ///< of the latest attempt
  std::optional<TimePoint> finished_at;  ///< when it became terminal
};

}  // namespace kirin::tasks
