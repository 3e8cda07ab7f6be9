/// \file
/// An account as a row.
#pragma once

#include <optional>
#include <string_view>

#include "base/result.h"
#include "tasks/account_store.h"
#include "tasks/sqlite/database.h"
#include "tasks/sqlite/statement.h"

namespace kirin::tasks::sqlite {

/// What read_account reads, from column 0.
constexpr std::string_view kAccountColumns =
    "owner_id, mode, recharged_micros, spent_micros, held_micros, credit_limit_micros, "
    "monthly_cap_micros, month, month_spent_micros, updated_at";

/// The account in the row `row` stands on, as it is in the month of `now`.
Account read_account(const Statement& row, TimePoint now);
/// Nothing where the owner has none.
Result<std::optional<Account>> find_account(Database& database, std::string_view owner_id,
                                            TimePoint now);
/// Writes all columns, `spent_this_month` as that of the month of `now`, which becomes
/// `updated_at`.
Result<void> write_account(Database& database, const Account& account, TimePoint now);
/// Without sequence, which is given.
Result<void> add_entry(Database& database, const AccountEntry& entry,
                       std::optional<std::string_view> request = std::nullopt);

}  // namespace kirin::tasks::sqlite
