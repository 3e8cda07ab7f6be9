/// \file
/// What happens to a task between queued and its end, each inside the caller's write transaction.
///
/// A lease is checked in the same UPDATE that acts on it: id, fence, worker and `status =
/// 'running'`.
#pragma once

#include <functional>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "tasks/sqlite/database.h"
#include "tasks/task_store.h"

namespace kirin::tasks::sqlite {

using LostError = std::function<TaskError(const Task&)>;

/// The task whose turn it is; see fair_queue.h.
Result<std::optional<Claim>> claim_next(Database& database, std::string_view worker_id,
                                        TimePoint now, Clock::duration length);
/// Success without effect where this very lease completed the task before: a caller that did not
/// see the answer may ask again.
Result<void> complete(Database& database, const Lease& lease, const JsonObject& result,
                      TimePoint now);
Result<TaskStatus> fail_attempt(Database& database, const Lease& lease,
                                const AttemptFailure& failure, TimePoint now);
Result<void> release(Database& database, const Lease& lease);
Result<void> cancel(Database& database, std::string_view id, TimePoint now);

/// Queues the running tasks of a worker again, at their old place, or fails those without attempts
/// left.
Result<int> abandon_worker(Database& database, std::string_view worker_id,
                           const LostError& lost_error, TimePoint now);
/// The same for tasks whose lease ran out before `now`.
Result<int> reclaim_expired(Database& database, const LostError& lost_error, TimePoint now);

/// failed_precondition, saying who holds the task or how it ended; not_found where there is no such
/// task.
Error refusal(Database& database, const Lease& lease);

}  // namespace kirin::tasks::sqlite
