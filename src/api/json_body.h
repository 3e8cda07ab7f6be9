/// \file
/// A request's JSON body.
#pragma once

#include <filesystem>
#include <variant>

#include "api/error.h"
#include "base/json.h"
#include "net/message.h"

namespace kirin::api {

/// What a request's body holds, its long strings on disk. 41501 for another content type (a form,
/// as curl -d says, is read as JSON), 40001 for an empty or malformed body.
std::variant<SpilledJson, ApiError> read_json_body(const net::Request& request,
                                                   const std::filesystem::path& spool_directory);

}  // namespace kirin::api
