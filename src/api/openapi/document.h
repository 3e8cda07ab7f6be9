/// \file
/// The API as an OpenAPI 3.1 document, made of the very table that routes and validates.
#pragma once

#include <string>
#include <string_view>

#include "api/operation.h"
#include "base/json.h"
#include "catalog/catalog.h"

namespace kirin::api::openapi {

/// The document of all rows of `table`. `base_url` is where clients reach the server.
JsonObject openapi_document(const OperationTable& table, const catalog::Catalog& catalog,
                            std::string_view base_url);

/// A pattern of net::Router as OpenAPI writes it: "/files/{path...}" is "/files/{path}".
std::string openapi_path(std::string_view pattern);

}  // namespace kirin::api::openapi
