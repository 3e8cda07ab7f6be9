/// \file
/// The tables, and the steps by which older files come to have them.
#pragma once

#include <chrono>
#include <string>

#include "base/result.h"
#include "tasks/sqlite/database.h"

namespace kirin::tasks::sqlite {

/// The schema this program reads and writes; in the file as `PRAGMA user_version`.
int current_schema();

/// Brings the file to WAL mode and to the current schema, in one transaction; whoever comes second
/// waits and finds it done. failed_precondition where the file is another program's or a newer
/// Kirin's.
Result<void> migrate(Database& database, std::chrono::milliseconds patience);

}  // namespace kirin::tasks::sqlite
