/// \file
/// JSON Schemas of the generation surface.
#pragma once

#include "api/operation.h"

namespace kirin::api::generation {

/// Adds `Accepted`, `Task`, `TaskList`, `Precharge`, `SyncTimeout`, and what they are made of. The
/// create body, `CreateRequest`, is the models' matter (openapi/).
void add_schemas(OperationTable& table);

}  // namespace kirin::api::generation
