/// \file
/// Pages of an owner's tasks, and what has changed of late.
#pragma once

#include <vector>

#include "base/result.h"
#include "tasks/sqlite/database.h"
#include "tasks/task_query.h"

namespace kirin::tasks::sqlite {

/// As TaskStore::list.
Result<TaskPage> list(Database& database, const TaskQuery& query);
/// As TaskStore::changes_since.
Result<std::vector<TaskChange>> changes_since(Database& database, TimePoint since);

}  // namespace kirin::tasks::sqlite
