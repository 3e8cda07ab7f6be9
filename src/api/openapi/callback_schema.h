/// \file
/// Callbacks in the OpenAPI document (API.md §1.8).
#pragma once

#include "base/json.h"

namespace kirin::api::openapi {

/// Adds `TaskCallback`, the body of a callback; it refers to `Task`.
void add_callback_schema(JsonObject& schemas);

/// The document's `webhooks`.
JsonObject webhooks();

}  // namespace kirin::api::openapi
