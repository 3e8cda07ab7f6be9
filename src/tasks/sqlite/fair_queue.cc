#include "tasks/sqlite/fair_queue.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::string_view kOwnerInTurn =
    "SELECT owner_id FROM queue_owners WHERE queued > 0 ORDER BY latest_turn, sequence LIMIT 1";

constexpr std::string_view kCountTurn = "UPDATE queue SET turns = turns + 1";
constexpr std::string_view kEndTurn =
    "UPDATE queue_owners SET latest_turn = (SELECT turns FROM queue) WHERE owner_id = ?1";

constexpr std::string_view kPlace =
    "SELECT owner_id, priority, sequence FROM tasks WHERE id = ?1 AND status = 'queued'";

// Two ranges of one index, and so two counts: an OR would read all of the owner's tasks.
constexpr std::string_view kOwnBefore =
    "SELECT (SELECT count(*) FROM tasks "
    "WHERE status = 'queued' AND owner_id = ?1 AND priority > ?2) + "
    "(SELECT count(*) FROM tasks "
    "WHERE status = 'queued' AND owner_id = ?1 AND priority = ?2 AND sequence < ?3)";

// ?2: how often the owner ?1 is served before the task. Who comes before it in turn is served once
// more by then; nobody more often than there are tasks.
constexpr std::string_view kOthersBefore =
    "SELECT coalesce(sum(min(other.queued, ?2 + "
    "((other.latest_turn, other.sequence) < (own.latest_turn, own.sequence)))), 0) "
    "FROM queue_owners AS other, queue_owners AS own "
    "WHERE other.queued > 0 AND own.owner_id = ?1 AND other.sequence <> own.sequence";

constexpr std::string_view kCounts =
    "SELECT queued, running, completed, failed, canceled FROM queue";

constexpr std::string_view kActive = "SELECT active FROM queue_keys WHERE key_id = ?1";

template <typename... Values>
Result<std::int64_t> read_count(Database& database, std::string_view sql, const Values&... values) {
  ASSIGN_OR_RETURN(Statement query, database.statement(sql));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(values...).step());
  return has_row ? query.integer(0) : std::int64_t{0};
}

}  // namespace

Result<std::optional<std::string>> owner_in_turn(Database& database) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kOwnerInTurn));
  ASSIGN_OR_RETURN(const bool has_row, query.step());
  return has_row ? std::optional{query.text(0)} : std::nullopt;
}

Result<void> end_turn(Database& database, std::string_view owner_id) {
  ASSIGN_OR_RETURN(Statement count, database.statement(kCountTurn));
  RETURN_IF_ERROR(count.run());
  ASSIGN_OR_RETURN(Statement end, database.statement(kEndTurn));
  return end.bind(owner_id).run();
}

Result<std::int64_t> queue_position(Database& database, std::string_view task_id) {
  ASSIGN_OR_RETURN(Statement place, database.statement(kPlace));
  ASSIGN_OR_RETURN(const bool is_queued, place.bind(task_id).step());
  if (!is_queued) {
    return std::int64_t{0};
  }
  const std::string owner_id = place.text(0);
  ASSIGN_OR_RETURN(const auto own,
                   read_count(database, kOwnBefore, owner_id, place.integer(1), place.integer(2)));
  ASSIGN_OR_RETURN(const auto others, read_count(database, kOthersBefore, owner_id, own));
  return own + others;
}

Result<QueueCounts> counts(Database& database) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kCounts));
  ASSIGN_OR_RETURN(const bool has_row, query.step());
  if (!has_row) {
    return Error{ErrorCode::data_loss, "the counters of the queue are gone"};
  }
  return QueueCounts{query.integer(0), query.integer(1), query.integer(2), query.integer(3),
                     query.integer(4)};
}

Result<std::int64_t> active_of_key(Database& database, std::string_view key_id) {
  return read_count(database, kActive, key_id);
}

}  // namespace kirin::tasks::sqlite
