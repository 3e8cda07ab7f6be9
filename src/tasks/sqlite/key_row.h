/// \file
/// A key as a row of `api_keys`, and back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tasks/key_store.h"
#include "tasks/sqlite/database.h"
#include "tasks/sqlite/key_secret.h"
#include "tasks/sqlite/statement.h"

namespace kirin::tasks::sqlite {

/// What read_key reads, from column 0.
constexpr std::string_view kKeyColumns =
    "id, owner_id, name, prefix, created_at, expires_at, revoked_at, last_used_at, scopes, models, "
    "budget_micros, spent_micros, held_micros, requests_per_minute, max_concurrent";
constexpr int kKeyColumnCount = 15;

/// The key in the row `row` stands on; data_loss where it does not hold what we write.
Result<ApiKey> read_key(const Statement& row);
/// The keys in all rows.
Result<std::vector<ApiKey>> read_keys(Statement query);
/// invalid_argument where a key could not be made like this.
Result<void> check_key(const ApiKey& key);
/// A new row. Its amounts but for the budget are 0.
Result<void> insert_key(Database& database, const ApiKey& key, const KeptSecret& secret);
/// Writes what a KeyChange may change.
Result<void> write_key(Database& database, const ApiKey& key);

}  // namespace kirin::tasks::sqlite
