/// \file
/// One row of the table as OpenAPI's operation object.
#pragma once

#include "api/operation.h"
#include "base/json.h"
#include "catalog/catalog.h"

namespace kirin::api::openapi {

/// Responses that it shares with others are added to `responses`, components by name.
JsonObject operation_object(const Operation& operation, const catalog::Catalog& catalog,
                            JsonObject& responses);

}  // namespace kirin::api::openapi
