/// \file
/// Where tasks are kept: the front door of `tasks/`.
///
/// Every change of state is one durable transaction, which also writes the usage row and the
/// callback deliveries it implies. A worker holds a `Lease` with a fencing number; whoever lost it
/// is refused. All functions block on the disk and may be called from any thread; none of them
/// waits for another process longer than a few seconds (unavailable then).
/// tests/tasks/task_store_suite.h is what every implementation must pass.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "tasks/admission.h"
#include "tasks/delivery.h"
#include "tasks/task.h"
#include "tasks/task_query.h"

namespace kirin::tasks {

/// A worker's claim on one running task. The store hands it out and is asked again with it.
///
/// `fence` grows each time the task is claimed. The store refuses a write that carries an older
/// one, so a worker that was given up for dead cannot overwrite the result of its successor.
struct Lease {
  std::string task_id;
  std::string worker_id;
  std::uint64_t fence = 0;
  TimePoint expires_at;
};

struct Claim {
  Task task;
  Lease lease;
};

/// How one attempt went wrong.
struct AttemptFailure {
  TaskError error;
  bool may_retry = false;  ///< another attempt might end better (a crash, a lost worker): queued
                           ///< again while attempts are left
};

struct QueueCounts {
  std::int64_t queued = 0;
  std::int64_t running = 0;
  std::int64_t completed = 0;
  std::int64_t failed = 0;
  std::int64_t canceled = 0;
};

/// The task, queued; or why it was not accepted, with nothing changed.
using CreateOutcome = std::variant<Task, Refusal>;

class TaskStore {
 public:
  virtual ~TaskStore() = default;

  /// Accepts a task, if nothing speaks against it; once this returns, it survives a power cut. The
  /// price is held of the owner's account and of the key's budget where there are such, and the
  /// answer to an idempotent request is kept. Calls from several threads share one commit.
  /// already_exists where the id was used before; resource_exhausted where too many calls wait
  /// already, or the disk is full.
  virtual Result<CreateOutcome> create(const NewTask& task) = 0;
  /// By id, else by external id of that owner; not_found also where it is somebody else's.
  virtual Result<Task> find(std::string_view owner_id, std::string_view id_or_external_id) = 0;
  /// By id, whoever owns it.
  virtual Result<Task> find_any(std::string_view id) = 0;
  /// Newest first.
  virtual Result<TaskPage> list(const TaskQuery& query) = 0;
  /// All running tasks and those that ended at or after `since`; at most kMostChanges.
  virtual Result<std::vector<TaskChange>> changes_since(TimePoint since) = 0;
  /// How many queued tasks will be claimed before this one, if none comes or goes; 0 where it is
  /// not queued.
  virtual Result<std::int64_t> queue_position(std::string_view id) = 0;
  /// Of all tasks that were not forgotten. Cheap however many there are.
  virtual Result<QueueCounts> counts() = 0;

  /// Takes the queued task whose turn it is: it is running, its attempt counted, for `length` from
  /// `now`. Nothing where none is queued. Owners with queued tasks take turns; of an owner's tasks
  /// the one of the highest priority goes first, and of these the oldest.
  virtual Result<std::optional<Claim>> claim(std::string_view worker_id, TimePoint now,
                                             Clock::duration length) = 0;
  /// Extends the lease and records progress. failed_precondition where another worker holds the
  /// task by now, or it was canceled: stop working on it; not_found where there is no such task.
  /// Cheap to call often: where nothing changed and more than half of `length` is left, the lease
  /// is returned as it stands.
  virtual Result<Lease> renew(const Lease& lease, double progress, std::string_view phase,
                              TimePoint now, Clock::duration length) = 0;
  /// The attempt succeeded: completed, with its usage row. `result` is kept as Task::result.
  /// failed_precondition as renew, but success without effect where this very lease completed the
  /// task before: who lost the answer may ask again.
  virtual Result<void> complete(const Lease& lease, const JsonObject& result, TimePoint now) = 0;
  /// The attempt failed: queued again where it may be retried and attempts are left, else failed.
  /// Returns the new status.
  virtual Result<TaskStatus> fail_attempt(const Lease& lease, const AttemptFailure& failure,
                                          TimePoint now) = 0;
  /// Gives the task back unharmed, its attempt not counted: a worker that drains.
  virtual Result<void> release(const Lease& lease, TimePoint now) = 0;
  /// queued or running → canceled, by id or external id. failed_precondition where it is terminal,
  /// not_found as find.
  virtual Result<Task> cancel(std::string_view owner_id, std::string_view id, TimePoint now) = 0;

  /// Ends the leases of a worker known to be dead, as reclaim_expired does: its tasks are claimed
  /// at once, before younger ones, or fail. Returns how many there were.
  virtual Result<int> abandon_worker(std::string_view worker_id, TimePoint now) = 0;
  /// Deals with leases that ran out before `now`: queued again, or failed with `error(task)` where
  /// no attempt is left. Returns how many there were.
  virtual Result<int> reclaim_expired(TimePoint now) = 0;

  /// Deliveries due at `now`, oldest first.
  virtual Result<std::vector<Delivery>> due_deliveries(TimePoint now, int limit) = 0;
  /// Records what came of a try that began at `now`. What was delivered stays so; a receiver that
  /// is gone gets nothing more of this owner at that URL (see delivery_log.h). not_found for an
  /// unknown id. The one write that a power cut may undo: the message is then sent again.
  virtual Result<void> record_delivery(std::string_view delivery_id, const DeliveryOutcome& outcome,
                                       TimePoint now) = 0;
};

}  // namespace kirin::tasks
