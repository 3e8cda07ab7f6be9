/// \file
/// What a task may cost its owner and its key: held when it is accepted, spent when it is
/// completed, given back at every other end. All inside the caller's write transaction.
#pragma once

#include <optional>
#include <string_view>

#include "base/money.h"
#include "base/result.h"
#include "tasks/account_store.h"
#include "tasks/admission.h"
#include "tasks/sqlite/database.h"
#include "tasks/task.h"

namespace kirin::tasks::sqlite {

struct KeyBudget {
  Money budget;
  Money spent;
  Money held;
};

/// What a new task's price is measured against: nothing for most.
struct Funds {
  std::optional<Account> account;
  std::optional<KeyBudget> key;

  Money held_of_account(Money price) const { return account ? price : Money{}; }
  Money held_of_key(Money price) const { return key ? price : Money{}; }
};

Result<Funds> find_funds(Database& database, const NewTask& task);
/// Why `price` cannot be paid.
std::optional<Refusal> shortage(const Funds& funds, Money price);
/// Holds the price of a task that was just inserted, with both amounts, wherever there are funds.
Result<void> hold(Database& database, const NewTask& task, const Funds& funds);

/// Spends what was held for a task that was just completed.
Result<void> capture(Database& database, std::string_view task_id, TimePoint now);
/// Gives back what was held for a task that just ended otherwise.
Result<void> release_hold(Database& database, std::string_view task_id, TimePoint now);

}  // namespace kirin::tasks::sqlite
