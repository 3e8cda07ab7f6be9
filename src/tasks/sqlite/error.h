/// \file
/// SQLite's result codes in our words.
#pragma once

#include <string_view>

#include "base/result.h"

struct sqlite3;

namespace kirin::tasks::sqlite {

/// The error of the call on `handle` that just returned `code`.
///
/// unavailable: another process kept the lock too long; resource_exhausted: disk full; data_loss:
/// damaged file; already_exists: a unique value is taken; permission_denied: read-only; else what
/// errno says, or internal.
Error sqlite_error(sqlite3* handle, int code, std::string_view what);

}  // namespace kirin::tasks::sqlite
