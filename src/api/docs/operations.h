/// \file
/// `/docs`: a page that shows the OpenAPI document, and lets its reader try it. Everything it needs
/// is in this program; the browser is told to load nothing from elsewhere.
#pragma once

#include "api/operation.h"

namespace kirin::api::docs {

/// None of them asks for a key.
void add_operations(OperationTable& table);

}  // namespace kirin::api::docs
