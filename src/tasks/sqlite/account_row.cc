#include "tasks/sqlite/account_row.h"

#include <fmt/format.h>

#include <chrono>
#include <string>

namespace kirin::tasks::sqlite {
namespace {

constexpr std::int64_t kMonthsPerYear = 12;

const std::string kFind =
    fmt::format("SELECT {} FROM accounts WHERE owner_id = ?1", kAccountColumns);

// The month never goes back, whatever the clocks of several processes say.
const std::string kWrite = fmt::format(
    "INSERT INTO accounts ({}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
    "ON CONFLICT (owner_id) DO UPDATE SET mode = ?2, recharged_micros = ?3, spent_micros = ?4, "
    "held_micros = ?5, credit_limit_micros = ?6, monthly_cap_micros = ?7, "
    "month = max(month, ?8), month_spent_micros = ?9, updated_at = ?10",
    kAccountColumns);

constexpr std::string_view kAddEntry =
    "INSERT INTO account_entries (owner_id, kind, amount_micros, task_id, note, request, at) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";

// The calendar month in UTC, counted so that it grows by one from each to the next.
std::int64_t month_of(TimePoint time) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(time)};
  return static_cast<int>(day.year()) * kMonthsPerYear + static_cast<unsigned>(day.month()) - 1;
}

std::optional<std::int64_t> micros_of(const std::optional<Money>& money) {
  return money ? std::optional{money->micros} : std::nullopt;
}

}  // namespace

Account read_account(const Statement& row, TimePoint now) {
  Account account;
  int column = 0;
  account.owner_id = row.text(column++);
  const bool is_prepaid = row.text(column++) == to_string(BillingMode::prepaid);
  account.mode = is_prepaid ? BillingMode::prepaid : BillingMode::unlimited;
  account.recharged.micros = row.integer(column++);
  account.spent.micros = row.integer(column++);
  account.held.micros = row.integer(column++);
  account.credit_limit.micros = row.integer(column++);
  if (const auto cap = row.optional_integer(column++)) {
    account.monthly_cap = Money{*cap};
  }
  const std::int64_t month = row.integer(column++);
  const std::int64_t month_spent = row.integer(column++);
  account.spent_this_month.micros = month >= month_of(now) ? month_spent : 0;
  account.updated_at = row.time(column++);
  return account;
}

Result<std::optional<Account>> find_account(Database& database, std::string_view owner_id,
                                            TimePoint now) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kFind));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(owner_id).step());
  return has_row ? std::optional{read_account(query, now)} : std::nullopt;
}

Result<void> write_account(Database& database, const Account& account, TimePoint now) {
  ASSIGN_OR_RETURN(Statement write, database.statement(kWrite));
  write.bind(account.owner_id, to_string(account.mode), account.recharged.micros,
             account.spent.micros, account.held.micros, account.credit_limit.micros,
             micros_of(account.monthly_cap), month_of(now), account.spent_this_month.micros, now);
  return write.run();
}

Result<void> add_entry(Database& database, const AccountEntry& entry,
                       std::optional<std::string_view> request) {
  ASSIGN_OR_RETURN(Statement insert, database.statement(kAddEntry));
  insert.bind(entry.owner_id, to_string(entry.kind), entry.amount.micros, entry.task_id, entry.note,
              request, entry.at);
  return insert.run();
}

}  // namespace kirin::tasks::sqlite
