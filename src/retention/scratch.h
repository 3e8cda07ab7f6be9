/// \file
/// What killed processes leave in a folder of temporary files.
#pragma once

#include <filesystem>

#include "base/clock.h"
#include "base/result.h"

namespace kirin::retention {

/// Removes the regular files in `directory`, not in folders below it, that were last changed before
/// `before`. How many; what cannot be removed is left.
Result<int> remove_stale_files(const std::filesystem::path& directory, TimePoint before);

}  // namespace kirin::retention
