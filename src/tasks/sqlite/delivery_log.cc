#include "tasks/sqlite/delivery_log.h"

#include <fmt/format.h>

#include <utility>

#include "base/ids.h"
#include "tasks/sqlite/task_row.h"
#include "tasks/sqlite/transaction.h"
#include "tasks/sqlite/webhook_secrets.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::chrono::days kKeepTests{7};

constexpr std::string_view kColumns =
    "sequence, id, task_id, owner_id, key_id, url, kind, status, state, attempts, due_at, "
    "delivered_at, note, created_at";
const std::string kFind =
    fmt::format("SELECT {} FROM deliveries WHERE id = ?2 AND owner_id = ?1", kColumns);

constexpr std::string_view kAttempts =
    "SELECT number, at, http_status, took_ms, note FROM delivery_attempts WHERE delivery_sequence "
    "= (SELECT sequence FROM deliveries WHERE id = ?1) ORDER BY number";

constexpr std::string_view kRenew =
    "UPDATE deliveries SET state = 'pending', due_at = ?2, attempts = 0, delivered_at = NULL "
    "WHERE sequence = ?1";

constexpr std::string_view kEnable =
    "DELETE FROM disabled_receivers WHERE owner_id = ?1 AND url = ?2";

constexpr std::string_view kLatestTest =
    "SELECT max(created_at) FROM deliveries WHERE kind = 'test' AND owner_id = ?1 "
    "AND created_at <= ?2";

constexpr std::string_view kForgetTests =
    "DELETE FROM deliveries WHERE kind = 'test' AND owner_id = ?1 AND created_at < ?2 "
    "AND due_at IS NULL";

constexpr std::string_view kInsertTest =
    "INSERT INTO deliveries (id, task_id, owner_id, key_id, url, kind, status, created_at, due_at) "
    "VALUES (?1, '', ?2, ?3, ?4, 'test', ?5, ?6, ?6)";

Result<DeliveryRecord> read_record(const Statement& row) {
  DeliveryRecord record;
  int column = 0;
  record.sequence = row.integer(column++);
  record.id = row.text(column++);
  record.task_id = row.text(column++);
  record.owner_id = row.text(column++);
  record.key_id = row.text(column++);
  record.url = row.text(column++);
  ASSIGN_OR_RETURN(record.kind, parse_delivery_kind(row.text(column++)));
  ASSIGN_OR_RETURN(record.status, parse_status(row.text(column++)));
  ASSIGN_OR_RETURN(record.state, parse_delivery_state(row.text(column++)));
  record.attempts = static_cast<int>(row.integer(column++));
  record.due_at = row.optional_time(column++);
  record.delivered_at = row.optional_time(column++);
  record.note = row.text(column++);
  record.created_at = row.time(column++);
  return record;
}

// Only what is asked for stands in the condition, so that an index finds it.
std::string list_sql(const DeliveryQuery& query) {
  return fmt::format(
      "SELECT {} FROM deliveries WHERE owner_id = ?1 AND sequence < ?2{}{} "
      "ORDER BY sequence DESC LIMIT ?3",
      kColumns, query.state ? " AND state = ?4" : " AND ?4 IS NULL",
      query.task_id ? " AND task_id = ?5" : " AND ?5 IS NULL");
}

Result<DeliveryRecord> find_record(Database& database, std::string_view owner_id,
                                   std::string_view id) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kFind));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(owner_id, id).step());
  if (!has_row) {
    return Error{ErrorCode::not_found, fmt::format("{} has no delivery {}", owner_id, id)};
  }
  return read_record(query);
}

template <typename... Values>
Result<void> run(Database& database, std::string_view sql, const Values&... values) {
  ASSIGN_OR_RETURN(Statement statement, database.statement(sql));
  return statement.bind(values...).run();
}

// A clock that was set back must not shut the tests out.
Result<void> check_pause(Database& database, std::string_view owner_id,
                         std::chrono::milliseconds pause, TimePoint now) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kLatestTest));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(owner_id, now).step());
  const auto latest = has_row ? query.optional_time(0) : std::nullopt;
  if (latest && now - *latest < pause) {
    return Error{ErrorCode::resource_exhausted,
                 fmt::format("one test in {} ms, please", pause.count())};
  }
  return {};
}

}  // namespace

Result<std::vector<DeliveryRecord>> SqliteDeliveryLog::deliveries(const DeliveryQuery& query) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  ASSIGN_OR_RETURN(Statement statement, connection->statement(list_sql(query)));
  const auto state = query.state ? std::optional{to_string(*query.state)} : std::nullopt;
  statement.bind(query.owner_id, query.before.value_or(INT64_MAX), query.limit, state,
                 query.task_id);
  std::vector<DeliveryRecord> records;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, statement.step());
    if (!has_row) {
      return records;
    }
    ASSIGN_OR_RETURN(DeliveryRecord record, read_record(statement));
    records.push_back(std::move(record));
  }
}

Result<DeliveryRecord> SqliteDeliveryLog::delivery(std::string_view owner_id, std::string_view id) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  return find_record(*connection, owner_id, id);
}

Result<std::vector<DeliveryAttempt>> SqliteDeliveryLog::attempts(std::string_view delivery_id) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  ASSIGN_OR_RETURN(Statement query, connection->statement(kAttempts));
  query.bind(delivery_id);
  std::vector<DeliveryAttempt> attempts;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return attempts;
    }
    attempts.push_back({static_cast<int>(query.integer(0)), query.time(1),
                        static_cast<int>(query.integer(2)),
                        std::chrono::milliseconds{query.integer(3)}, query.text(4)});
  }
}

Result<DeliveryRecord> SqliteDeliveryLog::redeliver(std::string_view owner_id, std::string_view id,
                                                    TimePoint now) {
  return in_transaction(connections_->writer, [&](Database& database) -> Result<DeliveryRecord> {
    ASSIGN_OR_RETURN(const DeliveryRecord record, find_record(database, owner_id, id));
    if (record.state == DeliveryState::pending) {
      return Error{ErrorCode::failed_precondition, fmt::format("delivery {} is pending", id)};
    }
    RETURN_IF_ERROR(run(database, kEnable, owner_id, record.url));
    RETURN_IF_ERROR(run(database, kRenew, record.sequence, now));
    return find_record(database, owner_id, id);
  });
}

Result<DeliveryRecord> SqliteDeliveryLog::add_test(std::string_view owner_id,
                                                   std::string_view key_id, std::string_view url,
                                                   std::chrono::milliseconds pause, TimePoint now) {
  return in_transaction(connections_->writer, [&](Database& database) -> Result<DeliveryRecord> {
    RETURN_IF_ERROR(check_pause(database, owner_id, pause, now));
    RETURN_IF_ERROR(run(database, kForgetTests, owner_id, now - kKeepTests));
    RETURN_IF_ERROR(run(database, kEnable, owner_id, url));
    const std::string id = new_id("msg_");
    RETURN_IF_ERROR(run(database, kInsertTest, id, owner_id, key_id, url,
                        to_string(TaskStatus::completed), now));
    return find_record(database, owner_id, id);
  });
}

Result<std::vector<WebhookSecret>> SqliteDeliveryLog::secrets(std::string_view key_id,
                                                              TimePoint now) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  return find_secrets(*connection, key_id, now);
}

Result<WebhookSecret> SqliteDeliveryLog::replace_secret(std::string_view key_id,
                                                        std::string_view secret,
                                                        std::chrono::milliseconds overlap,
                                                        TimePoint now) {
  return in_transaction(connections_->writer, [&](Database& database) {
    return sqlite::replace_secret(database, key_id, secret, overlap, now);
  });
}

}  // namespace kirin::tasks::sqlite
