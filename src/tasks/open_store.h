/// \file
/// Makes the stores a configuration names. The only place that knows which implementations there
/// are.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "base/result.h"
#include "tasks/account_store.h"
#include "tasks/delivery_log.h"
#include "tasks/idempotency_store.h"
#include "tasks/key_store.h"
#include "tasks/retention_store.h"
#include "tasks/task_store.h"
#include "tasks/usage.h"

namespace kirin::tasks {

/// The stores of one database. They may be destroyed in any order; none survives a fork().
struct Stores {
  std::unique_ptr<TaskStore> tasks;
  std::unique_ptr<KeyStore> keys;
  std::unique_ptr<UsageLedger> usage;
  std::unique_ptr<AccountStore> accounts;
  std::unique_ptr<IdempotencyStore> answers;
  std::unique_ptr<RetentionStore> retention;
  std::unique_ptr<DeliveryLog> deliveries;
};

struct StoreOptions {
  /// The error of a task whose worker was lost in its last attempt: the model's code for
  /// catalog::FailureCause::status. Called inside a transaction, so it must not use the store.
  /// Needed by abandon_worker and reclaim_expired only.
  std::function<TaskError(const Task&)> lost_error;
  /// Creates that may wait for a commit; one more is refused with resource_exhausted.
  std::size_t waiting_creates = 10'000;
  /// Reads that run at once; more wait for one to end.
  int readers = 4;
  /// How long a write waits for those of other processes before it is unavailable.
  std::chrono::milliseconds patience{5'000};
};

/// Opens what `url` names and brings its schema up to date; several processes may do so at once.
///
/// "sqlite:/path/kirin.db": a file, made if it is missing (readable by its owner only), and its
/// folder too. invalid_argument for another scheme or no path; failed_precondition where the file
/// belongs to another program or a newer Kirin; else the errors of the disk.
Result<Stores> open_stores(const std::string& url, const StoreOptions& options);

}  // namespace kirin::tasks
