/// \file
/// Who is asking: an API key from `Authorization: Bearer …`, `Authorization: Key …` or `x-api-key`.
#pragma once

#include <memory>
#include <variant>

#include "api/error.h"
#include "base/clock.h"
#include "tasks/key_store.h"

namespace kirin::api {

using Authentication = std::variant<tasks::ApiKey, ApiError>;

/// The caller's key, or 401 with 40101 (none given), 40102 (unknown or malformed) or 40103 (expired
/// or revoked).
Authentication authenticate(const net::Request& request, tasks::KeyStore& keys, TimePoint now);

/// The key that `authenticate` would find in memory, or null: see KeyStore::recently_authenticated.
/// Never waits.
std::shared_ptr<const tasks::ApiKey> known_key(const net::Request& request,
                                               const tasks::KeyStore& keys, TimePoint now);

}  // namespace kirin::api
