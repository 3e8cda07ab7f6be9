#include "tasks/sqlite/account_store.h"

#include <fmt/format.h>

#include <limits>

#include "tasks/sqlite/account_row.h"
#include "tasks/sqlite/transaction.h"

namespace kirin::tasks::sqlite {
namespace {

// 10^12 dollars. Sums of such amounts stay far from the end of the integers.
constexpr Money kMost{1'000'000'000'000'000'000};

const std::string kPage = fmt::format(
    "SELECT {} FROM accounts WHERE owner_id > ?1 ORDER BY owner_id LIMIT ?2", kAccountColumns);

constexpr std::string_view kEntries =
    "SELECT sequence, owner_id, kind, amount_micros, task_id, note, at FROM account_entries "
    "WHERE owner_id = ?1 AND sequence < ?2 ORDER BY sequence DESC LIMIT ?3";

constexpr std::string_view kHasRequest =
    "SELECT 1 FROM account_entries WHERE owner_id = ?1 AND request = ?2";

Account empty_account(std::string_view owner_id) {
  Account account;
  account.owner_id = owner_id;
  return account;
}

Result<Account> account_or_empty(Database& database, std::string_view owner_id, TimePoint now) {
  ASSIGN_OR_RETURN(auto found, find_account(database, owner_id, now));
  return found ? *std::move(found) : empty_account(owner_id);
}

bool is_sane(Money amount) { return amount <= kMost && amount >= Money{} - kMost; }

Result<void> check(const AccountChange& change) {
  if (change.credit_limit && (*change.credit_limit < Money{} || *change.credit_limit > kMost)) {
    return Error{ErrorCode::invalid_argument, "a credit limit lies between 0 and 10^12"};
  }
  const bool has_cap = change.monthly_cap && *change.monthly_cap;
  if (has_cap && (**change.monthly_cap < Money{} || **change.monthly_cap > kMost)) {
    return Error{ErrorCode::invalid_argument, "a monthly cap lies between 0 and 10^12"};
  }
  return {};
}

Result<AccountEntry::Kind> parse_kind(std::string_view text) {
  using enum AccountEntry::Kind;
  for (const auto kind : {credit, hold, capture, release}) {
    if (text == to_string(kind)) {
      return kind;
    }
  }
  return Error{ErrorCode::data_loss, fmt::format("account entry of kind \"{}\"", text)};
}

Result<void> refuse_repetition(Database& database, std::string_view owner_id,
                               const std::optional<std::string>& request) {
  if (!request) {
    return {};
  }
  ASSIGN_OR_RETURN(Statement query, database.statement(kHasRequest));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(owner_id, *request).step());
  return has_row
             ? Result<void>{Error{ErrorCode::already_exists,
                                  fmt::format("{} was credited by {} before", owner_id, *request)}}
             : Result<void>{};
}

std::optional<std::string> text_of(const std::optional<IdempotentRequest>& request) {
  return request ? std::optional{fmt::format("{} {}", request->route, request->key)} : std::nullopt;
}

Result<Account> add_credit(Database& database, const AccountEntry& entry,
                           const std::optional<std::string>& request) {
  RETURN_IF_ERROR(refuse_repetition(database, entry.owner_id, request));
  ASSIGN_OR_RETURN(auto found, find_account(database, entry.owner_id, entry.at));
  Account account = found.value_or(empty_account(entry.owner_id));
  if (!found) {
    account.mode = BillingMode::prepaid;
  }
  account.recharged = account.recharged + entry.amount;
  if (!is_sane(account.recharged)) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("{} would have {}", entry.owner_id, account.recharged.to_decimal())};
  }
  account.updated_at = from_millis(to_millis(entry.at));
  RETURN_IF_ERROR(write_account(database, account, entry.at));
  RETURN_IF_ERROR(add_entry(database, entry, request));
  return account;
}

}  // namespace

Result<Account> SqliteAccountStore::account(std::string_view owner_id, TimePoint now) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  return account_or_empty(*connection, owner_id, now);
}

Result<std::vector<Account>> SqliteAccountStore::accounts(std::string_view after, int limit,
                                                          TimePoint now) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  ASSIGN_OR_RETURN(Statement query, connection->statement(kPage));
  query.bind(after, limit);
  std::vector<Account> accounts;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return accounts;
    }
    accounts.push_back(read_account(query, now));
  }
}

Result<Account> SqliteAccountStore::change_account(std::string_view owner_id,
                                                   const AccountChange& change, TimePoint now) {
  RETURN_IF_ERROR(check(change));
  return in_transaction(connections_->writer, [&](Database& database) -> Result<Account> {
    ASSIGN_OR_RETURN(Account account, account_or_empty(database, owner_id, now));
    account.mode = change.mode.value_or(account.mode);
    account.credit_limit = change.credit_limit.value_or(account.credit_limit);
    account.monthly_cap = change.monthly_cap.value_or(account.monthly_cap);
    account.updated_at = from_millis(to_millis(now));
    RETURN_IF_ERROR(write_account(database, account, now));
    return account;
  });
}

Result<Account> SqliteAccountStore::credit(std::string_view owner_id, Money amount,
                                           std::string_view note,
                                           const std::optional<IdempotentRequest>& request,
                                           TimePoint now) {
  if (!is_sane(amount)) {
    return Error{ErrorCode::invalid_argument, fmt::format("a credit of {}", amount.to_decimal())};
  }
  AccountEntry entry;
  entry.owner_id = owner_id;
  entry.kind = AccountEntry::Kind::credit;
  entry.amount = amount;
  entry.note = note;
  entry.at = now;
  return in_transaction(connections_->writer, [&](Database& database) {
    return add_credit(database, entry, text_of(request));
  });
}

Result<std::vector<AccountEntry>> SqliteAccountStore::entries(std::string_view owner_id,
                                                              std::optional<std::int64_t> before,
                                                              int limit) {
  ASSIGN_OR_RETURN(const auto connection, connections_->readers.acquire());
  ASSIGN_OR_RETURN(Statement query, connection->statement(kEntries));
  query.bind(owner_id, before.value_or(std::numeric_limits<std::int64_t>::max()), limit);
  std::vector<AccountEntry> entries;
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, query.step());
    if (!has_row) {
      return entries;
    }
    ASSIGN_OR_RETURN(const auto kind, parse_kind(query.text(2)));
    entries.push_back({query.integer(0), query.text(1), kind, Money{query.integer(3)},
                       query.text(4), query.text(5), query.time(6)});
  }
}

}  // namespace kirin::tasks::sqlite
