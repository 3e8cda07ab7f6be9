/// \file
/// Who is asking: an API key from `Authorization: Bearer …`, `Authorization: Key …` or `x-api-key`.
#pragma once

#include <functional>
#include <variant>

#include "api/error.h"
#include "base/clock.h"
#include "tasks/key_store.h"

namespace kirin::api {

using Authentication = std::variant<tasks::ApiKey, ApiError>;

/// The caller's key, or 401 with 40101 (none given), 40102 (unknown or malformed) or 40103 (expired
/// or revoked).
Authentication authenticate(const net::Request& request, tasks::KeyStore& keys, TimePoint now);

/// A handler that only sees authenticated requests.
using KeyHandler = std::function<net::Response(net::Request&, const tasks::ApiKey&)>;

/// Wraps `handler` so that it is called with the caller's key, and everybody else is answered with
/// 401.
net::Handler with_key(tasks::KeyStore& keys, KeyHandler handler);

}  // namespace kirin::api
