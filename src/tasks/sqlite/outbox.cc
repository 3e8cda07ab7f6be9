#include "tasks/sqlite/outbox.h"

#include <fmt/format.h>

#include "base/ids.h"
#include "tasks/sqlite/task_row.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::string_view kAnnounce =
    "INSERT INTO deliveries (id, task_id, url, status, due_at, created_at) "
    "SELECT ?1, id, callback_url, status, ?3, ?3 FROM tasks "
    "WHERE id = ?2 AND callback_url IS NOT NULL";

constexpr std::string_view kDue =
    "SELECT id, task_id, url, status, attempts, due_at FROM deliveries "
    "WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at, sequence LIMIT ?2";

constexpr std::string_view kRecord =
    "UPDATE deliveries SET attempts = attempts + 1, tried_at = ?1, note = ?2, "
    "due_at = CASE WHEN ?3 OR delivered_at IS NOT NULL THEN NULL ELSE ?4 END, "
    "delivered_at = coalesce(delivered_at, CASE WHEN ?3 THEN ?1 END) WHERE id = ?5";

}  // namespace

Result<void> announce(Database& database, std::string_view task_id, TimePoint now) {
  ASSIGN_OR_RETURN(Statement insert, database.statement(kAnnounce));
  return insert.bind(new_id("msg_"), task_id, now).run();
}

Result<std::vector<Delivery>> due_deliveries(Database& database, TimePoint now, int limit) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kDue));
  query.bind(now, limit);
  std::vector<Delivery> due;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return due;
    }
    Delivery delivery;
    delivery.id = query.text(0);
    delivery.task_id = query.text(1);
    delivery.url = query.text(2);
    ASSIGN_OR_RETURN(delivery.status, parse_status(query.text(3)));
    delivery.attempts = static_cast<int>(query.integer(4));
    delivery.due_at = query.time(5);
    due.push_back(std::move(delivery));
  }
}

Result<void> record_delivery(Database& database, std::string_view delivery_id, bool delivered,
                             std::optional<TimePoint> next, std::string_view note, TimePoint now) {
  ASSIGN_OR_RETURN(Statement update, database.statement(kRecord));
  RETURN_IF_ERROR(update.bind(now, note, delivered, next, delivery_id).run());
  if (database.changes() == 0) {
    return Error{ErrorCode::not_found, fmt::format("no delivery {}", delivery_id)};
  }
  return {};
}

}  // namespace kirin::tasks::sqlite
