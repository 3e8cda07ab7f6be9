/// \file
/// Whose turn it is. Owners with queued tasks take turns, whoever was served longest ago first; of
/// an owner's tasks the one of the highest priority goes first, and of these the oldest. So no
/// owner waits for another's backlog, nor for its priorities.
///
/// The counters these functions read are kept by the triggers of the schema.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "tasks/sqlite/database.h"
#include "tasks/task_store.h"

namespace kirin::tasks::sqlite {

/// The owner whose task is claimed next; nothing where none is queued.
Result<std::optional<std::string>> owner_in_turn(Database& database);
/// One of the owner's tasks was claimed: it is last from now on.
Result<void> end_turn(Database& database, std::string_view owner_id);

/// As TaskStore::queue_position. Reads an index entry for each own task before it and one for each
/// owner that waits.
Result<std::int64_t> queue_position(Database& database, std::string_view task_id);
Result<QueueCounts> counts(Database& database);
/// Tasks of a key that have not ended.
Result<std::int64_t> active_of_key(Database& database, std::string_view key_id);

}  // namespace kirin::tasks::sqlite
