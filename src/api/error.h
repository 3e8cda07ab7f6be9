/// \file
/// Errors as clients of the generation surface read them: one model, two encodings (API.md §1.6).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "net/message.h"

namespace kirin::api {

/// `code` is the HTTP status times 100 and a running number: the table of API.md §1.6.
struct ApiError {
  int code = 50001;
  std::string type = "internal_error";
  std::string message;
  std::string parameter;                   ///< "input[0].params.sound", or empty
  std::optional<int> retry_after_seconds;  ///< sent as Retry-After too
  JsonArray violations;                    ///< where more than one thing is wrong: all of them

  int status() const { return code / 100; }
};

/// The errors handlers make most.
ApiError malformed(std::string message);
ApiError not_found_task();
ApiError internal_error();
/// The store or the disk said no: 503 where a retry may help, else 500. What happened is logged,
/// not told.
ApiError from_backend(const Error& error, const net::Request& request);

/// The error in the encoding this caller can read: the CLIs (X-Source: cli) want `error` as text in
/// an envelope with `status`, everybody else an object.
net::Response error_response(const ApiError& error, const net::Request& request);

/// A JSON response.
net::Response json_response(int status, const Json& body);

}  // namespace kirin::api
