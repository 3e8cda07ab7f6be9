/// \file
/// The life cycle as plainly as it can be written: a vector of tasks and no disk. What random
/// operations on a real store are compared with; it passes the suite itself.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "tasks/open_store.h"

namespace kirin::tasks {

/// Stores in memory: tasks and usage; the others are null.
Stores make_model_stores(const StoreOptions& options);

}  // namespace kirin::tasks
