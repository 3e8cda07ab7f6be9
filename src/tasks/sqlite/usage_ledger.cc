#include "tasks/sqlite/usage_ledger.h"

#include <fmt/format.h>

#include "tasks/sqlite/task_row.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::string_view kColumns =
    "task_id, owner_id, key_id, model, price_micros, usage, billed_at";
const std::string kOfAll = fmt::format(
    "SELECT {} FROM usage_rows WHERE billed_at >= ?1 AND billed_at < ?2 "
    "ORDER BY billed_at, task_id LIMIT ?3",
    kColumns);
const std::string kOfOwner = fmt::format(
    "SELECT {} FROM usage_rows WHERE billed_at >= ?1 AND billed_at < ?2 AND owner_id = ?4 "
    "ORDER BY billed_at, task_id LIMIT ?3",
    kColumns);

constexpr std::string_view kTotalsOfAll =
    "SELECT owner_id, model, count(*), sum(price_micros) FROM usage_rows "
    "WHERE billed_at >= ?1 AND billed_at < ?2 GROUP BY owner_id, model ORDER BY owner_id, model";
constexpr std::string_view kTotalsOfOwner =
    "SELECT owner_id, model, count(*), sum(price_micros) FROM usage_rows "
    "WHERE billed_at >= ?1 AND billed_at < ?2 AND owner_id = ?3 GROUP BY model ORDER BY model";

Result<UsageRow> read_row(const Statement& query) {
  UsageRow row;
  row.task_id = query.text(0);
  row.owner_id = query.text(1);
  row.key_id = query.text(2);
  row.model = query.text(3);
  row.price.micros = query.integer(4);
  ASSIGN_OR_RETURN(row.usage, parse_stored(query.text(5), "usage"));
  row.billed_at = query.time(6);
  return row;
}

}  // namespace

Result<std::vector<UsageRow>> SqliteUsageLedger::rows(std::optional<std::string_view> owner_id,
                                                      TimePoint from, TimePoint until, int limit) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  ASSIGN_OR_RETURN(Statement query, connection->statement(owner_id ? kOfOwner : kOfAll));
  if (owner_id) {
    query.bind(from, until, limit, *owner_id);
  } else {
    query.bind(from, until, limit);
  }
  std::vector<UsageRow> rows;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return rows;
    }
    ASSIGN_OR_RETURN(UsageRow row, read_row(query));
    rows.push_back(std::move(row));
  }
}

Result<std::vector<UsageTotal>> SqliteUsageLedger::totals(std::optional<std::string_view> owner_id,
                                                          TimePoint from, TimePoint until) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  ASSIGN_OR_RETURN(Statement query,
                   connection->statement(owner_id ? kTotalsOfOwner : kTotalsOfAll));
  if (owner_id) {
    query.bind(from, until, *owner_id);
  } else {
    query.bind(from, until);
  }
  std::vector<UsageTotal> totals;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return totals;
    }
    totals.push_back({query.text(0), query.text(1), query.integer(2), Money{query.integer(3)}});
  }
}

}  // namespace kirin::tasks::sqlite
