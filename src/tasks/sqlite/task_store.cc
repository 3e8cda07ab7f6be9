#include "tasks/sqlite/task_store.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "tasks/sqlite/create_task.h"
#include "tasks/sqlite/fair_queue.h"
#include "tasks/sqlite/outbox.h"
#include "tasks/sqlite/task_list.h"
#include "tasks/sqlite/task_row.h"
#include "tasks/sqlite/transaction.h"

namespace kirin::tasks::sqlite {
namespace {

const std::string kFindAny = fmt::format("SELECT {} FROM tasks WHERE id = ?1", kTaskColumns);
const std::string kFindById =
    fmt::format("SELECT {} FROM tasks WHERE id = ?2 AND owner_id = ?1", kTaskColumns);
const std::string kFindByExternalId =
    fmt::format("SELECT {} FROM tasks WHERE owner_id = ?1 AND external_id = ?2", kTaskColumns);

constexpr std::string_view kHasExpired =
    "SELECT EXISTS (SELECT 1 FROM tasks WHERE status = 'running' AND lease_expires_at < ?1)";

constexpr std::string_view kHeld =
    "SELECT progress, phase, lease_expires_at FROM tasks "
    "WHERE id = ?1 AND fence = ?2 AND worker_id = ?3 AND status = 'running'";

constexpr std::string_view kRenew =
    "UPDATE tasks SET progress = ?4, phase = ?5, lease_expires_at = ?6 "
    "WHERE id = ?1 AND fence = ?2 AND worker_id = ?3 AND status = 'running'";

template <typename Work>
auto reading(ConnectionPool& pool, Work work) -> decltype(work(std::declval<Database&>())) {
  ASSIGN_OR_RETURN(const auto connection, pool.acquire());
  return work(*connection);
}

// Looked up before the write lock is taken: idle workers ask several times a second, and mostly in
// vain.
template <typename... Values>
Result<bool> is_any(ConnectionPool& readers, std::string_view sql, const Values&... values) {
  return reading(readers, [&](Database& database) -> Result<bool> {
    ASSIGN_OR_RETURN(Statement query, database.statement(sql));
    ASSIGN_OR_RETURN(const bool has_row, query.bind(values...).step());
    return has_row && query.integer(0) != 0;
  });
}

template <typename... Values>
Result<std::optional<Task>> read_one(Database& database, std::string_view sql,
                                     const Values&... values) {
  ASSIGN_OR_RETURN(Statement query, database.statement(sql));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(values...).step());
  if (!has_row) {
    return std::optional<Task>{};
  }
  ASSIGN_OR_RETURN(Task task, read_task(query));
  return std::optional{std::move(task)};
}

Result<Task> find_own(Database& database, std::string_view owner_id, std::string_view name) {
  for (const std::string* sql : std::array{&kFindById, &kFindByExternalId}) {
    ASSIGN_OR_RETURN(auto task, read_one(database, *sql, owner_id, name));
    if (task) {
      return *std::move(task);
    }
  }
  return Error{ErrorCode::not_found, fmt::format("{} has no task {}", owner_id, name)};
}

// One transaction for all. What is wrong with one row is that row's outcome; anything else is
// everybody's.
std::vector<CreateQueue::Outcome> create_all(ConnectionPool& writer,
                                             std::span<const CreateRow* const> rows) {
  std::vector<CreateQueue::Outcome> outcomes;
  const auto committed = in_transaction(writer, [&](Database& database) -> Result<void> {
    for (const CreateRow* row : rows) {
      auto outcome = create_task(database, *row);
      const bool is_of_the_row = !outcome && (outcome.error().code == ErrorCode::already_exists ||
                                              outcome.error().code == ErrorCode::invalid_argument);
      if (!outcome && !is_of_the_row) {
        return outcome.error();
      }
      outcomes.push_back(std::move(outcome));
    }
    return {};
  });
  if (!committed) {
    outcomes.assign(rows.size(), committed.error());
  }
  return outcomes;
}

// The lease as it stands, where renewing it would change nothing of weight: same progress, and more
// than half of `length` to go.
Result<std::optional<Lease>> still_fresh(Database& database, const Lease& lease, double progress,
                                         std::string_view phase, TimePoint now,
                                         Clock::duration length) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kHeld));
  query.bind(lease.task_id, lease.fence, lease.worker_id);
  ASSIGN_OR_RETURN(const bool has_row, query.step());
  if (!has_row) {
    return refusal(database, lease);
  }
  const TimePoint expires_at = query.time(2);
  const bool is_same = query.real(0) == progress && query.text(1) == phase;
  if (!is_same || expires_at - now <= length / 2) {
    return std::optional<Lease>{};
  }
  return std::optional{Lease{lease.task_id, lease.worker_id, lease.fence, expires_at}};
}

}  // namespace

SqliteTaskStore::SqliteTaskStore(std::shared_ptr<Connections> connections,
                                 const StoreOptions& options)
    : connections_(std::move(connections)),
      lost_error_(options.lost_error),
      creates_(
          [this](std::span<const CreateRow* const> rows) {
            return create_all(connections_->writer, rows);
          },
          options.waiting_creates) {}

Result<CreateOutcome> SqliteTaskStore::create(const NewTask& task) {
  ASSIGN_OR_RETURN(const auto refusal, creates_.commit(row_of(task)));
  return refusal ? CreateOutcome{*refusal} : CreateOutcome{accepted(task)};
}

Result<Task> SqliteTaskStore::find(std::string_view owner_id, std::string_view id_or_external_id) {
  return reading(connections_->readers, [&](Database& database) {
    return find_own(database, owner_id, id_or_external_id);
  });
}

Result<Task> SqliteTaskStore::find_any(std::string_view id) {
  return reading(connections_->readers, [&](Database& database) -> Result<Task> {
    ASSIGN_OR_RETURN(auto task, read_one(database, kFindAny, id));
    if (!task) {
      return Error{ErrorCode::not_found, fmt::format("no task {}", id)};
    }
    return *std::move(task);
  });
}

Result<TaskPage> SqliteTaskStore::list(const TaskQuery& query) {
  return reading(connections_->readers,
                 [&](Database& database) { return sqlite::list(database, query); });
}

Result<std::vector<TaskChange>> SqliteTaskStore::changes_since(TimePoint since) {
  return reading(connections_->readers,
                 [&](Database& database) { return sqlite::changes_since(database, since); });
}

Result<std::int64_t> SqliteTaskStore::queue_position(std::string_view id) {
  return reading(connections_->readers, [&](Database& database) -> Result<std::int64_t> {
    ASSIGN_OR_RETURN(const Transaction snapshot, Transaction::begin_reading(database));
    return sqlite::queue_position(database, id);
  });
}

Result<QueueCounts> SqliteTaskStore::counts() {
  return reading(connections_->readers,
                 [](Database& database) { return sqlite::counts(database); });
}

Result<std::optional<Claim>> SqliteTaskStore::claim(std::string_view worker_id, TimePoint now,
                                                    Clock::duration length) {
  ASSIGN_OR_RETURN(const QueueCounts now_there, counts());
  if (now_there.queued == 0) {
    return std::optional<Claim>{};
  }
  return in_transaction(connections_->writer, [&](Database& database) {
    return claim_next(database, worker_id, now, length);
  });
}

// Written without a flush of the disk: a power cut may undo the latest renewals, after which the
// lease seems to end earlier than it did. Its worker is gone as well by then, and the fence would
// refuse it if it were not. Any durable commit that follows flushes the renewals before it, as the
// log is one file.
Result<Lease> SqliteTaskStore::renew(const Lease& lease, double progress, std::string_view phase,
                                     TimePoint now, Clock::duration length) {
  ASSIGN_OR_RETURN(auto fresh, reading(connections_->readers, [&](Database& database) {
                     return still_fresh(database, lease, progress, phase, now, length);
                   }));
  if (fresh) {
    return *std::move(fresh);
  }
  const TimePoint expires_at = from_millis(to_millis(now + length));
  return reading(connections_->progress, [&](Database& database) -> Result<Lease> {
    ASSIGN_OR_RETURN(Statement update, database.statement(kRenew));
    update.bind(lease.task_id, lease.fence, lease.worker_id, progress, phase, expires_at);
    RETURN_IF_ERROR(update.run());
    if (database.changes() == 0) {
      return refusal(database, lease);
    }
    return Lease{lease.task_id, lease.worker_id, lease.fence, expires_at};
  });
}

Result<void> SqliteTaskStore::complete(const Lease& lease, const JsonObject& result,
                                       TimePoint now) {
  return in_transaction(connections_->writer, [&](Database& database) {
    return sqlite::complete(database, lease, result, now);
  });
}

Result<TaskStatus> SqliteTaskStore::fail_attempt(const Lease& lease, const AttemptFailure& failure,
                                                 TimePoint now) {
  return in_transaction(connections_->writer, [&](Database& database) {
    return sqlite::fail_attempt(database, lease, failure, now);
  });
}

Result<void> SqliteTaskStore::release(const Lease& lease, TimePoint) {
  return in_transaction(connections_->writer,
                        [&](Database& database) { return sqlite::release(database, lease); });
}

Result<Task> SqliteTaskStore::cancel(std::string_view owner_id, std::string_view id,
                                     TimePoint now) {
  return in_transaction(connections_->writer, [&](Database& database) -> Result<Task> {
    ASSIGN_OR_RETURN(const Task task, find_own(database, owner_id, id));
    RETURN_IF_ERROR(sqlite::cancel(database, task.id, now));
    return find_own(database, owner_id, task.id);
  });
}

Result<int> SqliteTaskStore::abandon_worker(std::string_view worker_id, TimePoint now) {
  return in_transaction(connections_->writer, [&](Database& database) {
    return sqlite::abandon_worker(database, worker_id, lost_error_, now);
  });
}

Result<int> SqliteTaskStore::reclaim_expired(TimePoint now) {
  ASSIGN_OR_RETURN(const bool has_expired, is_any(connections_->readers, kHasExpired, now));
  if (!has_expired) {
    return 0;
  }
  return in_transaction(connections_->writer, [&](Database& database) {
    return sqlite::reclaim_expired(database, lost_error_, now);
  });
}

Result<std::vector<Delivery>> SqliteTaskStore::due_deliveries(TimePoint now, int limit) {
  return reading(connections_->readers,
                 [&](Database& database) { return sqlite::due_deliveries(database, now, limit); });
}

// Without a flush of the disk, which would be one more for every message of every task.
Result<void> SqliteTaskStore::record_delivery(std::string_view delivery_id,
                                              const DeliveryOutcome& outcome, TimePoint now) {
  return in_transaction(connections_->progress, [&](Database& database) {
    return sqlite::record_delivery(database, delivery_id, outcome, now);
  });
}

}  // namespace kirin::tasks::sqlite
