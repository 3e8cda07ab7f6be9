/// \file
/// `/model/v1/generation`: the surface that SDKs speak (API.md §1.2 to §1.6).
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::generation {

/// Adds the operations and their schemas; `context` must outlive the table.
void add_operations(OperationTable& table, const ApiContext& context);

}  // namespace kirin::api::generation
