#include "api/error.h"

#include "base/log.h"

namespace kirin::api {
namespace {

constexpr int kRetryAfterSeconds = 2;

bool is_cli(const net::Request& request) {
  return equal_ignoring_case(request.headers.get("X-Source"), "cli");
}

JsonObject cli_body(const ApiError& error, const net::Request& request) {
  return {{"status",
           {{"code", error.status()}, {"message", error.message}, {"error_code", error.code}}},
          {"data", nullptr},
          {"message", error.message},
          {"error", error.message},
          {"error_code", error.code},
          {"request_id", request.request_id}};
}

JsonObject default_body(const ApiError& error, const net::Request& request) {
  JsonObject inner{{"code", error.code},
                   {"type", error.type},
                   {"message", error.message},
                   {"error_message", error.message}};
  if (!error.parameter.empty()) {
    inner["param"] = error.parameter;
  }
  if (error.violations.size() > 1) {
    inner["violations"] = error.violations;
  }
  if (error.retry_after_seconds) {
    inner["retry_after"] = *error.retry_after_seconds;
  }
  return {{"error", std::move(inner)}, {"request_id", request.request_id}};
}

}  // namespace

ApiError malformed(std::string message) {
  return {40001, "malformed_request", std::move(message), {}, {}, {}};
}

ApiError not_found_task() {
  return {40402, "unknown_task", "there is no task with this id", {}, {}, {}};
}

ApiError internal_error() {
  return {50001,
          "internal_error",
          "an internal error occurred; the request id finds it in the server's log",
          {},
          {},
          {}};
}

ApiError from_backend(const Error& error, const net::Request& request) {
  log::error(
      "request failed",
      {{"request_id", request.request_id}, {"path", request.path}, {"why", error.describe()}});
  const bool passing = error.code == ErrorCode::unavailable ||
                       error.code == ErrorCode::resource_exhausted ||
                       error.code == ErrorCode::deadline_exceeded;
  if (!passing) {
    return internal_error();
  }
  return {50301, "unavailable",      "the server cannot take this request now; try again shortly",
          {},    kRetryAfterSeconds, {}};
}

net::Response error_response(const ApiError& error, const net::Request& request) {
  net::Response response = json_response(
      error.status(), is_cli(request) ? cli_body(error, request) : default_body(error, request));
  if (error.retry_after_seconds) {
    response.headers.set("Retry-After", std::to_string(*error.retry_after_seconds));
  }
  if (error.status() == 401) {
    response.headers.set("WWW-Authenticate", "Bearer");
  }
  return response;
}

net::Response json_response(int status, const Json& body) {
  net::Response response;
  response.status = status;
  response.headers.set("Content-Type", "application/json");
  response.headers.set("Cache-Control", "no-store");
  response.body = boost::json::serialize(body);
  return response;
}

}  // namespace kirin::api
