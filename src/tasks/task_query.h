/// \file
/// Lists of tasks, and what has changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "tasks/task.h"

namespace kirin::tasks {

/// Which tasks of an owner; what is not given may be anything.
struct TaskQuery {
  std::string owner_id;
  std::optional<std::vector<TaskStatus>> statuses;  ///< any of these
  std::optional<std::string> model;                 ///< contract id
  std::optional<std::string> external_id;
  std::optional<TimePoint> created_from;   ///< inclusive
  std::optional<TimePoint> created_until;  ///< exclusive
  /// Only tasks accepted before this one: TaskPage::next of the page before.
  std::optional<std::int64_t> before;
  int limit = 20;
};

/// Newest first.
struct TaskPage {
  std::vector<Task> tasks;
  std::optional<std::int64_t> next;  ///< where older ones follow
};

/// How many changes one look at a store brings at most.
inline constexpr int kMostChanges = 10'000;

/// What a watcher of a task needs to know to look again.
struct TaskChange {
  std::string id;
  TaskStatus status = TaskStatus::queued;
  double progress = 0;
  std::string phase;
};

}  // namespace kirin::tasks
