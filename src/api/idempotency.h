/// \file
/// The Idempotency-Key of a request (IETF draft-ietf-httpapi-idempotency-key-header).
#pragma once

#include <optional>
#include <variant>

#include "api/error.h"
#include "net/message.h"
#include "tasks/admission.h"

namespace kirin::api {

/// The caller's key with a hash of what it stands for: method, path, `X-Model` and body. Nothing
/// where there is no such header; 40003 where it is longer than 255 visible characters.
std::variant<std::optional<tasks::IdempotentRequest>, ApiError> read_idempotency(
    const net::Request& request, std::string_view route);

/// 42201: the key was used with another request.
ApiError key_used_otherwise();
/// 40902: the first request with the key is not answered yet.
ApiError still_in_flight();

/// The kept answer once more, marked as such.
net::Response replayed(const tasks::KeptAnswer& answer);

}  // namespace kirin::api
