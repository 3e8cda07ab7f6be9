/// \file
/// Errors in the OpenAPI document: a schema for each encoding, a response for each status.
#pragma once

#include <string>

#include "api/error.h"
#include "base/json.h"

namespace kirin::api::openapi {

/// Adds `Error`, `CliError`, `QueueError` and `Problem` to `schemas`.
void add_error_schemas(JsonObject& schemas);

/// The response with that status in that form; 0: any other error.
JsonObject error_response_object(ErrorForm form, int status);

/// Names it among the components: "QueueError404"; "QueueError" for any other error.
std::string error_response_name(ErrorForm form, int status);

/// {"$ref": "#/components/headers/NAME"}
JsonObject header_ref(std::string_view name);

}  // namespace kirin::api::openapi
