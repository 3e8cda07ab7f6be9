#include "tasks/sqlite/funds.h"

#include <string>
#include <utility>

#include "tasks/sqlite/account_row.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::string_view kFindBudget =
    "SELECT budget_micros, spent_micros, held_micros FROM api_keys "
    "WHERE id = ?1 AND budget_micros IS NOT NULL";

constexpr std::string_view kHeld =
    "SELECT owner_id, key_id, price_micros, held_of_account, held_of_key FROM tasks WHERE id = ?1";

constexpr std::string_view kHoldOfKey =
    "UPDATE api_keys SET held_micros = held_micros + ?2 WHERE id = ?1";

// ?2 leaves the hold, ?3 is spent.
constexpr std::string_view kSettleKey =
    "UPDATE api_keys SET held_micros = held_micros - ?2, spent_micros = spent_micros + ?3 "
    "WHERE id = ?1";

struct Held {
  std::string owner_id;
  std::string key_id;
  Money price;
  Money of_account;
  Money of_key;
};

Result<Held> held_for(Database& database, std::string_view task_id) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kHeld));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(task_id).step());
  EXPECTS(has_row);  // it was changed in this transaction
  return Held{query.text(0), query.text(1), Money{query.integer(2)}, Money{query.integer(3)},
              Money{query.integer(4)}};
}

Result<std::optional<KeyBudget>> find_budget(Database& database, std::string_view key_id) {
  ASSIGN_OR_RETURN(Statement query, database.statement(kFindBudget));
  ASSIGN_OR_RETURN(const bool has_row, query.bind(key_id).step());
  if (!has_row) {
    return std::optional<KeyBudget>{};
  }
  return std::optional{
      KeyBudget{Money{query.integer(0)}, Money{query.integer(1)}, Money{query.integer(2)}}};
}

Result<void> settle_key(Database& database, std::string_view key_id, Money held, Money spent) {
  ASSIGN_OR_RETURN(Statement update, database.statement(kSettleKey));
  return update.bind(key_id, held.micros, spent.micros).run();
}

// Takes `amount` out of what the account holds, spending it or not.
Result<void> settle_account(Database& database, std::string_view task_id, const Held& held,
                            AccountEntry::Kind kind, TimePoint now) {
  ASSIGN_OR_RETURN(auto account, find_account(database, held.owner_id, now));
  EXPECTS(account.has_value());  // accounts are not deleted
  account->held = account->held - held.of_account;
  if (kind == AccountEntry::Kind::capture) {
    account->spent = account->spent + held.of_account;
    account->spent_this_month = account->spent_this_month + held.of_account;
  }
  RETURN_IF_ERROR(write_account(database, *account, now));
  return add_entry(database,
                   {0, held.owner_id, kind, held.of_account, std::string{task_id}, {}, now});
}

}  // namespace

Result<Funds> find_funds(Database& database, const NewTask& task) {
  Funds funds;
  ASSIGN_OR_RETURN(funds.account, find_account(database, task.owner_id, task.created_at));
  ASSIGN_OR_RETURN(funds.key, find_budget(database, task.key_id));
  return funds;
}

std::optional<Refusal> shortage(const Funds& funds, Money price) {
  if (funds.key && price > funds.key->budget - funds.key->spent - funds.key->held) {
    return Refusal::key_budget_spent;
  }
  const auto& account = funds.account;
  if (account && account->monthly_cap &&
      price > *account->monthly_cap - account->spent_this_month - account->held) {
    return Refusal::period_cap_spent;
  }
  if (account && account->mode == BillingMode::prepaid && price > account->available()) {
    return Refusal::insufficient_credits;
  }
  return std::nullopt;
}

Result<void> hold(Database& database, const NewTask& task, const Funds& funds) {
  const bool costs = task.price.micros != 0;
  if (costs && funds.key) {
    ASSIGN_OR_RETURN(Statement update, database.statement(kHoldOfKey));
    RETURN_IF_ERROR(update.bind(task.key_id, task.price.micros).run());
  }
  if (!costs || !funds.account) {
    return {};
  }
  Account account = *funds.account;
  account.held = account.held + task.price;
  RETURN_IF_ERROR(write_account(database, account, task.created_at));
  return add_entry(
      database,
      {0, task.owner_id, AccountEntry::Kind::hold, task.price, task.id, {}, task.created_at});
}

Result<void> capture(Database& database, std::string_view task_id, TimePoint now) {
  ASSIGN_OR_RETURN(const Held held, held_for(database, task_id));
  // Of keys without a budget too: one that is set later counts from what was spent.
  RETURN_IF_ERROR(settle_key(database, held.key_id, held.of_key, held.price));
  if (held.of_account.micros == 0) {
    return {};
  }
  return settle_account(database, task_id, held, AccountEntry::Kind::capture, now);
}

Result<void> release_hold(Database& database, std::string_view task_id, TimePoint now) {
  ASSIGN_OR_RETURN(const Held held, held_for(database, task_id));
  if (held.of_key.micros != 0) {
    RETURN_IF_ERROR(settle_key(database, held.key_id, held.of_key, Money{}));
  }
  if (held.of_account.micros == 0) {
    return {};
  }
  return settle_account(database, task_id, held, AccountEntry::Kind::release, now);
}

}  // namespace kirin::tasks::sqlite
