#include "tasks/sqlite/task_list.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <limits>
#include <string>
#include <utility>

#include "tasks/sqlite/task_row.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr int kSequenceColumn = kTaskColumnCount;
constexpr int kMostPerPage = 1'000;

// The index has an owner's tasks of one status in their order; SQLite merges these rows without
// reading on. ?1 owner, ?2 before, ?3 and ?4 the time from and until, ?5 model or null, ?6 external
// id or null, ?7 how many.
std::string of_status(TaskStatus status) {
  return fmt::format(
      "SELECT sequence FROM tasks WHERE owner_id = ?1 AND status = '{}' AND sequence < ?2 "
      "AND created_at >= ?3 AND created_at < ?4 AND (?5 IS NULL OR model = ?5)",
      to_string(status));
}

std::vector<TaskStatus> all_statuses() {
  using enum TaskStatus;
  return {queued, running, completed, failed, canceled};
}

// One text for each set of statuses, however the caller has ordered them, as texts are kept
// compiled.
std::string listing(std::vector<TaskStatus> statuses) {
  std::sort(statuses.begin(), statuses.end());
  statuses.erase(std::unique(statuses.begin(), statuses.end()), statuses.end());
  std::vector<std::string> parts;
  std::transform(statuses.begin(), statuses.end(), std::back_inserter(parts), of_status);
  return fmt::format(
      "SELECT {}, sequence FROM tasks WHERE sequence IN "
      "(SELECT sequence FROM ({}) ORDER BY sequence DESC LIMIT ?6) ORDER BY sequence DESC",
      kTaskColumns, fmt::join(parts, " UNION ALL "));
}

const std::string kByExternalId = fmt::format(
    "SELECT {}, sequence FROM tasks WHERE owner_id = ?1 AND external_id = ?7 AND sequence < ?2 "
    "AND created_at >= ?3 AND created_at < ?4 AND (?5 IS NULL OR model = ?5) LIMIT ?6",
    kTaskColumns);

// What ended goes by its own index; of what runs there is little.
constexpr std::string_view kChanges =
    "SELECT id, status, progress, phase FROM tasks WHERE status = 'running' "
    "UNION ALL SELECT id, status, progress, phase FROM tasks WHERE finished_at >= ?1 LIMIT ?2";

// The rows, and one more if there is one.
Result<TaskPage> read_page(Statement& rows, std::size_t limit) {
  TaskPage page;
  std::int64_t latest = 0;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, rows.step());
    if (!has_row) {
      return page;
    }
    if (page.tasks.size() == limit) {
      page.next = latest;
      return page;
    }
    ASSIGN_OR_RETURN(Task task, read_task(rows));
    latest = rows.integer(kSequenceColumn);
    page.tasks.push_back(std::move(task));
  }
}

void bind_query(Statement& statement, const TaskQuery& query, int limit) {
  constexpr std::int64_t kEver = std::numeric_limits<std::int64_t>::max();
  const std::int64_t from = query.created_from ? to_millis(*query.created_from) : 0;
  const std::int64_t until = query.created_until ? to_millis(*query.created_until) : kEver;
  if (query.external_id) {
    statement.bind(query.owner_id, query.before.value_or(kEver), from, until, query.model,
                   limit + 1, *query.external_id);
  } else {
    statement.bind(query.owner_id, query.before.value_or(kEver), from, until, query.model,
                   limit + 1);
  }
}

bool is_among(TaskStatus status, const std::optional<std::vector<TaskStatus>>& statuses) {
  return !statuses || std::find(statuses->begin(), statuses->end(), status) != statuses->end();
}

}  // namespace

Result<TaskPage> list(Database& database, const TaskQuery& query) {
  const int limit = std::clamp(query.limit, 0, kMostPerPage);
  const auto statuses = query.statuses.value_or(all_statuses());
  if (limit == 0 || statuses.empty()) {
    return TaskPage{};
  }
  ASSIGN_OR_RETURN(Statement rows,
                   database.statement(query.external_id ? kByExternalId : listing(statuses)));
  bind_query(rows, query, limit);
  ASSIGN_OR_RETURN(TaskPage page, read_page(rows, static_cast<std::size_t>(limit)));
  std::erase_if(page.tasks,
                [&](const Task& task) { return !is_among(task.status, query.statuses); });
  return page;
}

Result<std::vector<TaskChange>> changes_since(Database& database, TimePoint since) {
  ASSIGN_OR_RETURN(Statement rows, database.statement(kChanges));
  rows.bind(since, kMostChanges);
  std::vector<TaskChange> changes;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, rows.step());
    if (!has_row) {
      return changes;
    }
    ASSIGN_OR_RETURN(const TaskStatus status, parse_status(rows.text(1)));
    changes.push_back({rows.text(0), status, rows.real(2), rows.text(3)});
  }
}

}  // namespace kirin::tasks::sqlite
