/// \file
/// `/files/…`: results under signed, expiring links.
#pragma once

#include "api/context.h"
#include "net/router.h"

namespace kirin::api::files {

/// Adds the route; `context` must outlive the router. No key is asked for: the signature in the
/// link is the permission.
void add_routes(net::Router& router, const ApiContext& context);

}  // namespace kirin::api::files
