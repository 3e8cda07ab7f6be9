#include "tasks/sqlite/kept_answers.h"

#include <fmt/format.h>

#include "tasks/sqlite/transaction.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::string_view kFind =
    "SELECT body_hash, status, body, kept_at FROM kept_answers "
    "WHERE owner_id = ?1 AND route = ?2 AND key = ?3 AND kept_at > ?4";

// Takes the place of one that is too old, and of no other.
constexpr std::string_view kKeep =
    "INSERT INTO kept_answers (owner_id, route, key, body_hash, status, body, kept_at) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (owner_id, route, key) DO UPDATE SET "
    "body_hash = ?4, status = ?5, body = ?6, kept_at = ?7 WHERE kept_at <= ?8";

constexpr std::string_view kForget =
    "DELETE FROM kept_answers WHERE (owner_id, route, key) IN "
    "(SELECT owner_id, route, key FROM kept_answers WHERE kept_at <= ?1 ORDER BY kept_at LIMIT ?2)";

}  // namespace

Result<std::optional<KeptAnswer>> find_answer(Database& database, std::string_view owner_id,
                                              std::string_view route, std::string_view key,
                                              TimePoint now) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kFind));
  query.bind(owner_id, route, key, now - kAnswerLifetime);
  ASSIGN_OR_RETURN(const bool has_row, query.step());
  if (!has_row) {
    return std::optional<KeptAnswer>{};
  }
  return std::optional{
      KeptAnswer{query.text(0), static_cast<int>(query.integer(1)), query.text(2), query.time(3)}};
}

Result<void> keep_answer(Database& database, std::string_view owner_id,
                         const IdempotentRequest& request, int status, std::string_view body,
                         TimePoint now) {
  ASSIGN_OR_RETURN(Statement keep, database.statement(kKeep));
  keep.bind(owner_id, request.route, request.key, request.body_hash, status, body, now,
            now - kAnswerLifetime);
  RETURN_IF_ERROR(keep.run());
  if (database.changes() == 0) {
    return Error{ErrorCode::already_exists, fmt::format("an answer to {} with key \"{}\" is kept",
                                                        request.route, request.key)};
  }
  return {};
}

Result<std::optional<KeptAnswer>> SqliteIdempotencyStore::find_answer(std::string_view owner_id,
                                                                      std::string_view route,
                                                                      std::string_view key,
                                                                      TimePoint now) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  return sqlite::find_answer(*connection, owner_id, route, key, now);
}

Result<void> SqliteIdempotencyStore::keep_answer(std::string_view owner_id,
                                                 const IdempotentRequest& request, int status,
                                                 std::string_view body, TimePoint now) {
  return in_transaction(connections_->writer, [&](Database& database) {
    return sqlite::keep_answer(database, owner_id, request, status, body, now);
  });
}

Result<int> SqliteIdempotencyStore::forget_old_answers(TimePoint now, int limit) {
  return in_transaction(connections_->writer, [&](Database& database) -> Result<int> {
    ASSIGN_OR_RETURN(Statement forget, database.statement(kForget));
    RETURN_IF_ERROR(forget.bind(now - kAnswerLifetime, limit).run());
    return static_cast<int>(database.changes());
  });
}

}  // namespace kirin::tasks::sqlite
