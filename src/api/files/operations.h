/// \file
/// `/files/…`: results and uploads under signed, expiring links.
#pragma once

#include "api/context.h"
#include "api/operation.h"

namespace kirin::api::files {

/// Adds the operation; `context` must outlive the table. No key is asked for: the signature in the
/// link is the permission.
void add_operations(OperationTable& table, const ApiContext& context);

}  // namespace kirin::api::files
