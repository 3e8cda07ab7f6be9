/// \file
/// `/model/v1/queue/{endpoint}`: the queue protocol, for every model (API.md §1.7).
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::queue {

/// Adds the operations and their schemas; `context` must outlive the table.
void add_operations(OperationTable& table, const ApiContext& context);

}  // namespace kirin::api::queue
