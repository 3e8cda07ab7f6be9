/// \file
/// Errors as clients read them: one model, an encoding for each surface and kind of caller (API.md
/// §1.6, §1.7, Part 3).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "net/message.h"

namespace kirin::api {

/// How a surface encodes errors.
enum class ErrorForm {
  generation,  ///< an object `error`; for the CLIs (X-Source: cli) as envelope
  envelope,    ///< `status`, `data` and `error` as text, as the CLIs read it, for everybody
  queue,       ///< the queue protocol's: `detail`, or an object `error` from the gateway
  problem,     ///< application/problem+json (RFC 9457)
};

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
ApiError invalid_parameter(std::string parameter, std::string message);
ApiError internal_error();
/// The store or the disk said no: 503 where a retry may help, else 500. What happened is logged,
/// not told.
ApiError from_backend(const Error& error, const net::Request& request);

/// The error in the encoding this caller can read. A caller who accepts application/problem+json
/// and no other JSON gets that on every surface.
net::Response error_response(const ApiError& error, const net::Request& request,
                             ErrorForm form = ErrorForm::generation);

/// The form of the surface that an address without a handler would belong to.
ErrorForm error_form_at(std::string_view path);

/// A JSON response.
net::Response json_response(int status, const Json& body);
/// The same from text that is JSON already.
net::Response json_text_response(int status, std::string body);

}  // namespace kirin::api
