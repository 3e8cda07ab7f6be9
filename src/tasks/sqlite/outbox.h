/// \file
/// The callback outbox: deliveries are written with the change they tell of, and so exist exactly
/// where it does.
#pragma once

#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "tasks/delivery.h"
#include "tasks/sqlite/database.h"

namespace kirin::tasks::sqlite {

/// Writes the delivery of the task's present status where the task has a callback: due at once, or
/// dead where its receiver is disabled. Inside the transaction of the change.
Result<void> announce(Database& database, std::string_view task_id, TimePoint now);

Result<std::vector<Delivery>> due_deliveries(Database& database, TimePoint now, int limit);

/// As TaskStore::record_delivery, inside a transaction. A delivery that has arrived stays so,
/// whatever a slower sender reports.
Result<void> record_delivery(Database& database, std::string_view delivery_id,
                             const DeliveryOutcome& outcome, TimePoint now);

}  // namespace kirin::tasks::sqlite
