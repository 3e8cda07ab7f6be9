/// \file
/// `/api/v1/callbacks`: what became of callbacks, once more please, and the secrets that sign them.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::callbacks {

/// Adds the operations and their schemas; `context` must outlive the table.
void add_operations(OperationTable& table, const ApiContext& context);

}  // namespace kirin::api::callbacks
