/// \file
/// `/admin/v1`: everybody's keys and accounts, for operators.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::admin {

/// Adds the operations and their schemas; `context` must outlive the table.
void add_operations(OperationTable& table, const ApiContext& context);

}  // namespace kirin::api::admin
