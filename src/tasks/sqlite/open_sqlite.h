/// \file
/// The door of the SQLite stores, for open_store.cc only.
#pragma once

#include <string>

#include "base/result.h"
#include "tasks/open_store.h"

namespace kirin::tasks::sqlite {

/// As open_stores, for the file `path`.
Result<Stores> open_sqlite(const std::string& path, const StoreOptions& options);

}  // namespace kirin::tasks::sqlite
