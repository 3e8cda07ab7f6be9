/// \file
/// What many operations of the OpenAPI document share: keys, parameters and headers.
#pragma once

#include "base/json.h"

namespace kirin::api::openapi {

/// The three ways to give an API key.
JsonObject security_schemes();
/// What `security` of an operation says that asks for a key: any of them.
JsonArray any_key();

/// Request headers that the gate and the server read, by component name.
JsonObject common_parameters();
/// Response headers that the gate and the server set.
JsonObject common_headers();

}  // namespace kirin::api::openapi
