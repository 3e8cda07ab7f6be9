/// \file
/// The body of a callback (API.md §1.8): one object for two readers. Those of the generation
/// surface find what a query answers; those of the vendor's own callbacks find `task_id`,
/// `task_status`, `task_result` beside it.
#pragma once

#include "api/generation/task_json.h"
#include "base/clock.h"
#include "base/json.h"
#include "tasks/task.h"

namespace kirin::api::generation {

/// Tells that the task became `told`. A change that is told late is told as it was: no progress was
/// made yet when the task began to wait or run, whatever has come of it since. Links are signed
/// from `now`; `error_code_as_number` as for task_json.
JsonObject callback_json(const tasks::Task& task, tasks::TaskStatus told, const ResultLinks& links,
                         bool error_code_as_number, TimePoint now);

}  // namespace kirin::api::generation
