#include "tasks/sqlite/attempts.h"

#include <fmt/format.h>

#include <boost/json/serialize.hpp>
#include <string>
#include <vector>

#include "tasks/sqlite/fair_queue.h"
#include "tasks/sqlite/funds.h"
#include "tasks/sqlite/outbox.h"
#include "tasks/sqlite/task_row.h"

namespace kirin::tasks::sqlite {
namespace {

const std::string kClaim = fmt::format(
    "UPDATE tasks SET status = 'running', attempts = attempts + 1, fence = fence + 1, "
    "worker_id = ?1, started_at = ?2, lease_expires_at = ?3, progress = 0, phase = 'starting' "
    "WHERE sequence = (SELECT sequence FROM tasks WHERE status = 'queued' AND owner_id = ?4 "
    "ORDER BY priority DESC, sequence LIMIT 1) RETURNING {}, fence, lease_expires_at",
    kTaskColumns);
constexpr int kFenceColumn = kTaskColumnCount;
constexpr int kExpiryColumn = kFenceColumn + 1;

constexpr std::string_view kComplete =
    "UPDATE tasks SET status = 'completed', progress = 1, phase = 'completed', result = ?4, "
    "finished_at = ?5, lease_expires_at = NULL "
    "WHERE id = ?1 AND fence = ?2 AND worker_id = ?3 AND status = 'running'";

constexpr std::string_view kBill =
    "INSERT INTO usage_rows (task_id, owner_id, key_id, model, price_micros, usage, billed_at) "
    "SELECT id, owner_id, key_id, model, price_micros, usage, ?2 FROM tasks WHERE id = ?1";

// ?4: how many attempts to take back.
constexpr std::string_view kRequeue =
    "UPDATE tasks SET status = 'queued', phase = 'queued', progress = 0, worker_id = '', "
    "lease_expires_at = NULL, attempts = attempts - ?4 "
    "WHERE id = ?1 AND fence = ?2 AND worker_id = ?3 AND status = 'running'";

constexpr std::string_view kFail =
    "UPDATE tasks SET status = 'failed', phase = 'failed', error_code = ?4, error_message = ?5, "
    "finished_at = ?6, lease_expires_at = NULL "
    "WHERE id = ?1 AND fence = ?2 AND worker_id = ?3 AND status = 'running'";

constexpr std::string_view kCancel =
    "UPDATE tasks SET status = 'canceled', phase = 'canceled', finished_at = ?2, "
    "lease_expires_at = NULL WHERE id = ?1 AND status IN ('queued', 'running')";

const std::string kOfWorker = fmt::format(
    "SELECT {}, fence FROM tasks WHERE status = 'running' AND worker_id = ?1", kTaskColumns);

const std::string kExpired = fmt::format(
    "SELECT {}, fence FROM tasks WHERE status = 'running' AND lease_expires_at < ?1", kTaskColumns);

constexpr std::string_view kState = "SELECT status, worker_id, fence FROM tasks WHERE id = ?1";

struct State {
  std::string status;
  std::string worker_id;
  std::uint64_t fence = 0;
};

Result<std::optional<State>> state_of(Database& database, std::string_view id) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kState));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(id).step());
  if (!has_row) {
    return std::optional<State>{};
  }
  return std::optional{
      State{query.text(0), query.text(1), static_cast<std::uint64_t>(query.integer(2))}};
}

bool was_completed_by(const State& state, const Lease& lease) {
  return state.status == to_string(TaskStatus::completed) && state.fence == lease.fence &&
         state.worker_id == lease.worker_id;
}

Result<bool> requeue(Database& database, const Lease& lease, int attempts_back) {
  ASSIGN_OR_RETURN(Statement update, database.statement(kRequeue));
  RETURN_IF_ERROR(update.bind(lease.task_id, lease.fence, lease.worker_id, attempts_back).run());
  return database.changes() == 1;
}

Result<bool> fail(Database& database, const Lease& lease, const TaskError& error, TimePoint now) {
  ASSIGN_OR_RETURN(Statement update, database.statement(kFail));
  update.bind(lease.task_id, lease.fence, lease.worker_id, error.code, error.message, now);
  RETURN_IF_ERROR(update.run());
  if (database.changes() == 0) {
    return false;
  }
  RETURN_IF_ERROR(release_hold(database, lease.task_id, now));
  RETURN_IF_ERROR(announce(database, lease.task_id, now));
  return true;
}

Result<bool> has_attempts_left(Database& database, std::string_view id) {
  ASSIGN_OR_RETURN(Statement query,
                   database.statement("SELECT attempts < max_attempts FROM tasks WHERE id = ?1"));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(id).step());
  return has_row && query.integer(0) != 0;
}

// The tasks a query selects, with their fences, all read before the first is changed.
Result<std::vector<Claim>> read_claims(Statement query) {
  std::vector<Claim> claims;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return claims;
    }
    ASSIGN_OR_RETURN(Task task, read_task(query));
    Lease lease{
        task.id, task.worker_id, static_cast<std::uint64_t>(query.integer(kFenceColumn)), {}};
    claims.push_back({std::move(task), std::move(lease)});
  }
}

Result<int> give_up(Database& database, const std::vector<Claim>& lost, const LostError& lost_error,
                    TimePoint now) {
  for (const Claim& claim : lost) {
    const bool may_retry = claim.task.attempts < claim.task.max_attempts;
    const auto changed = may_retry ? requeue(database, claim.lease, 0)
                                   : fail(database, claim.lease, lost_error(claim.task), now);
    RETURN_IF_ERROR(changed);
    EXPECTS(*changed);  // read and written in one transaction
  }
  return static_cast<int>(lost.size());
}

}  // namespace

Result<std::optional<Claim>> claim_next(Database& database, std::string_view worker_id,
                                        TimePoint now, Clock::duration length) {
  ASSIGN_OR_RETURN(const auto owner_id, owner_in_turn(database));
  if (!owner_id) {
    return std::optional<Claim>{};
  }
  Claim claim;
  {
    ASSIGN_OR_RETURN(Statement update, database.statement(kClaim));
    ASSIGN_OR_RETURN(const bool has_row,
                     update.bind(worker_id, now, now + length, *owner_id).step());
    EXPECTS(has_row);  // the triggers count the owner's queued tasks
    ASSIGN_OR_RETURN(claim.task, read_task(update));
    claim.lease = {claim.task.id, claim.task.worker_id,
                   static_cast<std::uint64_t>(update.integer(kFenceColumn)),
                   update.time(kExpiryColumn)};
    RETURN_IF_ERROR(update.run());
  }
  RETURN_IF_ERROR(end_turn(database, *owner_id));
  // Later claims are no change to the caller, who is not told that an attempt was lost.
  if (claim.lease.fence == 1) {
    RETURN_IF_ERROR(announce(database, claim.task.id, now));
  }
  return std::optional{std::move(claim)};
}

Result<void> complete(Database& database, const Lease& lease, const JsonObject& result,
                      TimePoint now) {
  ASSIGN_OR_RETURN(Statement update, database.statement(kComplete));
  update.bind(lease.task_id, lease.fence, lease.worker_id, boost::json::serialize(result), now);
  RETURN_IF_ERROR(update.run());
  if (database.changes() == 0) {
    ASSIGN_OR_RETURN(const auto state, state_of(database, lease.task_id));
    const bool is_again = state && was_completed_by(*state, lease);
    return is_again ? Result<void>{} : refusal(database, lease);
  }
  ASSIGN_OR_RETURN(Statement bill, database.statement(kBill));
  RETURN_IF_ERROR(bill.bind(lease.task_id, now).run());
  RETURN_IF_ERROR(capture(database, lease.task_id, now));
  return announce(database, lease.task_id, now);
}

Result<TaskStatus> fail_attempt(Database& database, const Lease& lease,
                                const AttemptFailure& failure, TimePoint now) {
  ASSIGN_OR_RETURN(const bool has_attempts, has_attempts_left(database, lease.task_id));
  const bool retries = failure.may_retry && has_attempts;
  ASSIGN_OR_RETURN(const bool changed, retries ? requeue(database, lease, 0)
                                               : fail(database, lease, failure.error, now));
  if (!changed) {
    return refusal(database, lease);
  }
  return retries ? TaskStatus::queued : TaskStatus::failed;
}

Result<void> release(Database& database, const Lease& lease) {
  ASSIGN_OR_RETURN(const bool changed, requeue(database, lease, 1));
  return changed ? Result<void>{} : refusal(database, lease);
}

Result<void> cancel(Database& database, std::string_view id, TimePoint now) {
  ASSIGN_OR_RETURN(Statement update, database.statement(kCancel));
  RETURN_IF_ERROR(update.bind(id, now).run());
  if (database.changes() == 0) {
    ASSIGN_OR_RETURN(const auto state, state_of(database, id));
    return Error{ErrorCode::failed_precondition,
                 fmt::format("task {} is {} already", id, state ? state->status : "gone")};
  }
  RETURN_IF_ERROR(release_hold(database, id, now));
  return announce(database, id, now);
}

Result<int> abandon_worker(Database& database, std::string_view worker_id,
                           const LostError& lost_error, TimePoint now) {
  EXPECTS(lost_error != nullptr);
  ASSIGN_OR_RETURN(Statement query, database.statement(kOfWorker));
  query.bind(worker_id);
  ASSIGN_OR_RETURN(const auto lost, read_claims(std::move(query)));
  return give_up(database, lost, lost_error, now);
}

Result<int> reclaim_expired(Database& database, const LostError& lost_error, TimePoint now) {
  EXPECTS(lost_error != nullptr);
  ASSIGN_OR_RETURN(Statement query, database.statement(kExpired));
  query.bind(now);
  ASSIGN_OR_RETURN(const auto lost, read_claims(std::move(query)));
  return give_up(database, lost, lost_error, now);
}

Error refusal(Database& database, const Lease& lease) {
  const auto state = state_of(database, lease.task_id);
  if (!state) {
    return state.error();
  }
  if (!*state) {
    return Error{ErrorCode::not_found, fmt::format("no task {}", lease.task_id)};
  }
  return Error{
      ErrorCode::failed_precondition,
      fmt::format("task {} is {}, fence {} of worker \"{}\"; the lease has fence {} of \"{}\"",
                  lease.task_id, (*state)->status, (*state)->fence, (*state)->worker_id,
                  lease.fence, lease.worker_id)};
}

}  // namespace kirin::tasks::sqlite
