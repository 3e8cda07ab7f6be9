/// \file
/// What the models add to the OpenAPI document.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "catalog/catalog.h"

namespace kirin::api::openapi {

/// Bodies that carry a model's parameters; operations name them by these.
inline constexpr std::string_view kCreateRequest = "CreateRequest";
inline constexpr std::string_view kQueueRequest = "QueueRequest";

/// "kirin_v1_i2v" as "KirinV1I2v".
std::string camel_case(std::string_view model);

/// Adds to `schemas`: for each model its parameters, as KirinV1I2vParameters, and its create body,
/// as KirinV1I2vRequest; and what is any of these, as kCreateRequest and kQueueRequest.
void add_model_schemas(const catalog::Catalog& catalog, JsonObject& schemas);

/// OpenAPI's `examples` for a body of that name, one for each model; empty for other bodies.
JsonObject body_examples(const catalog::Catalog& catalog, std::string_view body);

}  // namespace kirin::api::openapi
