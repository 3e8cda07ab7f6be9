/// \file
/// The acceptance of a task: all that speaks against it is looked up first, so that a refused one
/// leaves nothing behind in a transaction that others share.
#pragma once

#include <optional>

#include "base/result.h"
#include "tasks/admission.h"
#include "tasks/sqlite/database.h"
#include "tasks/sqlite/task_row.h"

namespace kirin::tasks::sqlite {

/// Inserts it, queued, with its first delivery, its holds and the kept answer; or says why not.
/// already_exists (the id) and invalid_argument change nothing either; any other error leaves it
/// half done.
Result<std::optional<Refusal>> create_task(Database& database, const CreateRow& row);

}  // namespace kirin::tasks::sqlite
