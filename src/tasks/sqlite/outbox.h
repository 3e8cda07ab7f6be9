/// \file
/// The callback outbox: deliveries are written with the change they tell of, and so exist exactly
/// where it does.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "tasks/sqlite/database.h"
#include "tasks/task_store.h"

namespace kirin::tasks::sqlite {

/// Writes the delivery of the task's present status, due at once, where the task has a callback.
/// Inside the transaction of the change.
Result<void> announce(Database& database, std::string_view task_id, TimePoint now);

Result<std::vector<Delivery>> due_deliveries(Database& database, TimePoint now, int limit);

/// As TaskStore::record_delivery; a delivery that has arrived stays so, whatever a slower sender
/// reports.
Result<void> record_delivery(Database& database, std::string_view delivery_id, bool delivered,
                             std::optional<TimePoint> next, std::string_view note, TimePoint now);

}  // namespace kirin::tasks::sqlite
