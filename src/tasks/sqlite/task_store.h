/// \file
/// `TaskStore` in a SQLite file: transactions around the steps of attempts.h and outbox.h.
#pragma once

#include <memory>

#include "tasks/open_store.h"
#include "tasks/sqlite/attempts.h"
#include "tasks/sqlite/connection_pool.h"
#include "tasks/sqlite/create_queue.h"
#include "tasks/task_store.h"

namespace kirin::tasks::sqlite {

class SqliteTaskStore final : public TaskStore {
 public:
  /// `connections` lead to a migrated file.
  SqliteTaskStore(std::shared_ptr<Connections> connections, const StoreOptions& options);

  Result<CreateOutcome> create(const NewTask& task) override;
  Result<Task> find(std::string_view owner_id, std::string_view id_or_external_id) override;
  Result<Task> find_any(std::string_view id) override;
  Result<TaskPage> list(const TaskQuery& query) override;
  Result<std::vector<TaskChange>> changes_since(TimePoint since) override;
  Result<std::int64_t> queue_position(std::string_view id) override;
  Result<QueueCounts> counts() override;
  Result<std::optional<Claim>> claim(std::string_view worker_id, TimePoint now,
                                     Clock::duration length) override;
  Result<Lease> renew(const Lease& lease, double progress, std::string_view phase, TimePoint now,
                      Clock::duration length) override;
  Result<void> complete(const Lease& lease, const JsonObject& result, TimePoint now) override;
  Result<TaskStatus> fail_attempt(const Lease& lease, const AttemptFailure& failure,
                                  TimePoint now) override;
  Result<void> release(const Lease& lease, TimePoint now) override;
  Result<Task> cancel(std::string_view owner_id, std::string_view id, TimePoint now) override;
  Result<int> abandon_worker(std::string_view worker_id, TimePoint now) override;
  Result<int> reclaim_expired(TimePoint now) override;
  Result<std::vector<Delivery>> due_deliveries(TimePoint now, int limit) override;
  Result<void> record_delivery(std::string_view delivery_id, const DeliveryOutcome& outcome,
                               TimePoint now) override;

 private:
  std::shared_ptr<Connections> connections_;
  LostError lost_error_;
  CreateQueue creates_;  // last: its thread uses the connections
};

}  // namespace kirin::tasks::sqlite
