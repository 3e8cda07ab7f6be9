/// \file
/// JSON Schemas of the administration surface.
#pragma once

#include "api/operation.h"

namespace kirin::api::admin {

void add_schemas(OperationTable& table);

}  // namespace kirin::api::admin
