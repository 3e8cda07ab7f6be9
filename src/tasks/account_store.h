/// \file
/// What owners have paid and owe.
///
/// An owner without an account is unlimited. A prepaid one needs credits: TaskStore::create puts
/// the price aside (a hold), completing the task spends it, every other end gives it back, each in
/// the transaction of the task.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "base/result.h"
#include "tasks/admission.h"

namespace kirin::tasks {

enum class BillingMode { unlimited, prepaid };

struct Account {
  std::string owner_id;
  BillingMode mode = BillingMode::unlimited;
  Money recharged;                   ///< credited so far, corrections included
  Money spent;                       ///< by completed tasks since the account exists
  Money held;                        ///< for tasks that have not ended
  Money credit_limit;                ///< how far below zero the balance may go
  std::optional<Money> monthly_cap;  ///< on what a calendar month (UTC) may spend and hold
  Money spent_this_month;
  TimePoint updated_at;

  Money balance() const { return recharged - spent; }
  /// What a new task may cost at most, where the account is prepaid.
  Money available() const { return balance() + credit_limit - held; }
};

/// What is not given stays.
struct AccountChange {
  std::optional<BillingMode> mode;
  std::optional<Money> credit_limit;
  std::optional<std::optional<Money>> monthly_cap;  ///< an empty inner one takes the cap away
};

struct AccountEntry {
  enum class Kind { credit, hold, capture, release };
  std::int64_t sequence = 0;
  std::string owner_id;
  Kind kind = Kind::credit;
  Money amount;  ///< of a credit: below zero where it is taken back
  std::string task_id;
  std::string note;
  TimePoint at;
};

std::string_view to_string(BillingMode mode);
std::string_view to_string(AccountEntry::Kind kind);

class AccountStore {
 public:
  virtual ~AccountStore() = default;
  /// An unlimited account of zeros where none was made.
  virtual Result<Account> account(std::string_view owner_id, TimePoint now) = 0;
  /// Those that were made, by owner id, after `after`.
  virtual Result<std::vector<Account>> accounts(std::string_view after, int limit,
                                                TimePoint now) = 0;
  virtual Result<Account> change_account(std::string_view owner_id, const AccountChange& change,
                                         TimePoint now) = 0;
  /// Adds `amount` (below zero: takes it back). The first credit of an owner without an account
  /// makes a prepaid one; else the mode stays. With `request` (an Idempotency-Key) once only:
  /// already_exists where it was credited under that key before.
  virtual Result<Account> credit(std::string_view owner_id, Money amount, std::string_view note,
                                 const std::optional<IdempotentRequest>& request,
                                 TimePoint now) = 0;
  /// Newest first, before `before` where it is given.
  virtual Result<std::vector<AccountEntry>> entries(std::string_view owner_id,
                                                    std::optional<std::int64_t> before,
                                                    int limit) = 0;
};

}  // namespace kirin::tasks
