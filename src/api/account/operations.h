/// \file
/// Balance and billing, as the CLIs of the hosted service read them (API.md §1.5.2).
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::account {

/// Adds the operations and their schemas; `context` must outlive the table.
void add_operations(OperationTable& table, const ApiContext& context);

}  // namespace kirin::api::account
