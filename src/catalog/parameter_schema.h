/// \file
/// What a model's parameters may be, as JSON Schema.
#pragma once

#include "base/json.h"
#include "catalog/catalog.h"

namespace kirin::catalog {

/// JSON Schema (2020-12) of a parameter object. Whatever fits it, `check` accepts, images aside;
/// besides, `check` takes what clients are known to write differently: null and blank text for what
/// is not given, numbers as text, names it does not know.
JsonObject parameter_schema(const Contract& contract);

}  // namespace kirin::catalog
