/// \file
/// The whole API: every surface's operations in one table.
#pragma once

#include "api/context.h"
#include "api/health/operations.h"
#include "api/operation.h"

namespace kirin::api {

/// Everything that `kirin serve` answers. The references must outlive the table.
OperationTable full_table(const ApiContext& context, const health::Readiness& readiness,
                          health::ServerMetrics& metrics);

}  // namespace kirin::api
