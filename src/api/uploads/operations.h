/// \file
/// `/api/v1/storage/files`: files of callers, which serve as inputs (API.md §1.10).
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::uploads {

/// Adds the operation and its schemas; `context` must outlive the table.
void add_operations(OperationTable& table, const ApiContext& context);

}  // namespace kirin::api::uploads
