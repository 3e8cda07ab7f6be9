/// \file
/// `/model/v1/generation`: create and query.
#pragma once

#include "api/context.h"
#include "net/router.h"

namespace kirin::api::generation {

/// Adds the routes; `context` must outlive the router.
void add_routes(net::Router& router, const ApiContext& context);

}  // namespace kirin::api::generation
