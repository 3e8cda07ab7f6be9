#include "tasks/task.h"

#include <fmt/format.h>

#include <array>

namespace kirin::tasks {

std::string_view to_string(TaskStatus status) {
  switch (status) {
    case TaskStatus::queued:
      return "queued";
    case TaskStatus::running:
      return "running";
    case TaskStatus::completed:
      return "completed";
    case TaskStatus::failed:
      return "failed";
    case TaskStatus::canceled:
      return "canceled";
  }
  EXPECTS(false);
}

bool is_terminal(TaskStatus status) {
  return status != TaskStatus::queued && status != TaskStatus::running;
}

std::string_view to_string(Priority priority) {
  switch (priority) {
    case Priority::low:
      return "low";
    case Priority::normal:
      return "normal";
    case Priority::high:
      return "high";
  }
  EXPECTS(false);
}

Result<Priority> parse_priority(std::string_view text) {
  for (const Priority priority : std::array{Priority::low, Priority::normal, Priority::high}) {
    if (text == to_string(priority)) {
      return priority;
    }
  }
  return Error{ErrorCode::invalid_argument,
               fmt::format("priority \"{}\": known are low, normal and high", text)};
}

}  // namespace kirin::tasks
