/// \file
/// `/openapi.json`: what this server answers, for programs.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::openapi {

/// Adds the operation, and describes the table as it is then: call it last.
void add_operations(OperationTable& table, const catalog::Catalog& catalog,
                    const ApiOptions& options);

}  // namespace kirin::api::openapi
