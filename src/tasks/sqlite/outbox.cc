#include "tasks/sqlite/outbox.h"

#include <fmt/format.h>

#include <string>

#include "base/ids.h"
#include "tasks/sqlite/task_row.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::string_view kGoneNote =
    "not sent: the receiver answered 410 Gone before; a redelivery or a test asks it again";

constexpr std::string_view kAnnounce =
    "INSERT INTO deliveries "
    "(id, task_id, owner_id, key_id, url, status, created_at, due_at, state, note) "
    "SELECT ?1, tasks.id, tasks.owner_id, key_id, callback_url, status, ?3, "
    "CASE WHEN gone.at IS NULL THEN ?3 END, "
    "CASE WHEN gone.at IS NULL THEN 'pending' ELSE 'dead' END, "
    "CASE WHEN gone.at IS NULL THEN '' ELSE ?4 END "
    "FROM tasks LEFT JOIN disabled_receivers AS gone "
    "ON gone.owner_id = tasks.owner_id AND gone.url = callback_url "
    "WHERE tasks.id = ?2 AND callback_url IS NOT NULL";

constexpr std::string_view kDue =
    "SELECT id, task_id, owner_id, key_id, url, kind, status, attempts, due_at FROM deliveries "
    "WHERE due_at IS NOT NULL AND due_at <= ?1 ORDER BY due_at, sequence LIMIT ?2";

constexpr std::string_view kFind =
    "SELECT sequence, owner_id, url, state FROM deliveries WHERE id = ?1";

constexpr std::string_view kTried =
    "INSERT INTO delivery_attempts (delivery_sequence, number, at, http_status, took_ms, note) "
    "SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5 FROM delivery_attempts "
    "WHERE delivery_sequence = ?1";

// ?2 is the new state, ?6 is 1 for a try and 0 for a message that was skipped.
constexpr std::string_view kRecord =
    "UPDATE deliveries SET state = ?2, note = ?3, tried_at = ?5, attempts = attempts + ?6, "
    "due_at = CASE WHEN ?2 = 'pending' THEN ?4 END, "
    "delivered_at = CASE WHEN ?2 = 'delivered' THEN coalesce(delivered_at, ?5) END "
    "WHERE sequence = ?1";

constexpr std::string_view kDisable =
    "INSERT INTO disabled_receivers (owner_id, url, at) VALUES (?1, ?2, ?3) "
    "ON CONFLICT (owner_id, url) DO UPDATE SET at = excluded.at";

constexpr std::string_view kEndPending =
    "UPDATE deliveries SET state = 'dead', due_at = NULL, note = ?3 "
    "WHERE owner_id = ?1 AND state = 'pending' AND url = ?2";

struct Row {
  std::int64_t sequence = 0;
  std::string owner_id;
  std::string url;
  DeliveryState state = DeliveryState::pending;
};

Result<Row> find_row(Database& database, std::string_view delivery_id) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kFind));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(delivery_id).step());
  if (!has_row) {
    return Error{ErrorCode::not_found, fmt::format("no delivery {}", delivery_id)};
  }
  ASSIGN_OR_RETURN(const DeliveryState state, parse_delivery_state(query.text(3)));
  return Row{query.integer(0), query.text(1), query.text(2), state};
}

// What a delivery in state `before` becomes. Its arrival counts whenever it is told of; anything
// else only of one that is still awaited.
DeliveryState state_after(DeliveryState before, const DeliveryOutcome& outcome) {
  using End = DeliveryOutcome::End;
  if (outcome.end == End::delivered) {
    return DeliveryState::delivered;
  }
  if (before != DeliveryState::pending) {
    return before;
  }
  if (outcome.end == End::skipped) {
    return DeliveryState::skipped;
  }
  return outcome.end == End::failed && outcome.next ? DeliveryState::pending : DeliveryState::dead;
}

Result<void> add_attempt(Database& database, std::int64_t sequence, const DeliveryOutcome& outcome,
                         TimePoint now) {
  ASSIGN_OR_RETURN(Statement insert, database.statement(kTried));
  return insert.bind(sequence, now, outcome.http_status, outcome.took.count(), outcome.note).run();
}

Result<void> disable(Database& database, const Row& row, TimePoint now) {
  ASSIGN_OR_RETURN(Statement insert, database.statement(kDisable));
  RETURN_IF_ERROR(insert.bind(row.owner_id, row.url, now).run());
  ASSIGN_OR_RETURN(Statement update, database.statement(kEndPending));
  return update.bind(row.owner_id, row.url, kGoneNote).run();
}

}  // namespace

Result<void> announce(Database& database, std::string_view task_id, TimePoint now) {
  ASSIGN_OR_RETURN(Statement insert, database.statement(kAnnounce));
  return insert.bind(new_id("msg_"), task_id, now, kGoneNote).run();
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
    int column = 0;
    delivery.id = query.text(column++);
    delivery.task_id = query.text(column++);
    delivery.owner_id = query.text(column++);
    delivery.key_id = query.text(column++);
    delivery.url = query.text(column++);
    ASSIGN_OR_RETURN(delivery.kind, parse_delivery_kind(query.text(column++)));
    ASSIGN_OR_RETURN(delivery.status, parse_status(query.text(column++)));
    delivery.attempts = static_cast<int>(query.integer(column++));
    delivery.due_at = query.time(column++);
    due.push_back(std::move(delivery));
  }
}

Result<void> record_delivery(Database& database, std::string_view delivery_id,
                             const DeliveryOutcome& outcome, TimePoint now) {
  using End = DeliveryOutcome::End;
  ASSIGN_OR_RETURN(const Row row, find_row(database, delivery_id));
  const bool is_try = outcome.end != End::skipped;
  if (is_try) {
    RETURN_IF_ERROR(add_attempt(database, row.sequence, outcome, now));
  }
  if (row.state != DeliveryState::delivered) {
    const DeliveryState state = state_after(row.state, outcome);
    ASSIGN_OR_RETURN(Statement update, database.statement(kRecord));
    update.bind(row.sequence, to_string(state), outcome.note, outcome.next, now, is_try ? 1 : 0);
    RETURN_IF_ERROR(update.run());
  }
  return outcome.end == End::gone ? disable(database, row, now) : Result<void>{};
}

}  // namespace kirin::tasks::sqlite
