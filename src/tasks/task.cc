#include "tasks/task.h"

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

}  // namespace kirin::tasks
