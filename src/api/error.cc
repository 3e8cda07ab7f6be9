#include "api/error.h"

#include "base/json_text.h"
#include "base/log.h"

namespace kirin::api {
namespace {

constexpr int kRetryAfterSeconds = 2;

bool is_cli(const net::Request& request) {
  return equal_ignoring_case(request.headers.get("X-Source"), "cli");
}

// What a client of the queue may do about an error of its request.
std::string_view queue_error_type(const ApiError& error) {
  if (error.code == 40303) {
    return "CONTENT_BLOCKED";
  }
  return error.status() >= 500 ? "INTERNAL_SERVER_ERROR" : "REQUEST_INVALID";
}

JsonObject queue_body(const ApiError& error, const net::Request& request) {
  // The gateway's own refusals (no key, too fast) are objects; the application's are `detail`.
  if (error.status() == 401 || error.status() == 429) {
    const char* code = error.status() == 401 ? "UNAUTHORIZED" : "RATE_LIMIT_EXCEEDED";
    JsonObject inner{{"code", code}, {"message", error.message}};
    if (error.retry_after_seconds) {
      inner["retry_after"] = *error.retry_after_seconds;
    }
    return {{"error", std::move(inner)}, {"request_id", request.request_id}};
  }
  JsonObject body{{"detail", error.message},
                  {"error_type", queue_error_type(error)},
                  {"error_code", error.code},
                  {"request_id", request.request_id}};
  if (!error.parameter.empty()) {
    body["param"] = error.parameter;
  }
  return body;
}

// `type` is relative to no document: RFC 9457 §3.1.1 lets it be any URI reference.
JsonObject problem_body(const ApiError& error, const net::Request& request) {
  JsonObject body{{"type", "urn:kirin:error:" + error.type},
                  {"title", error.type},
                  {"status", error.status()},
                  {"detail", error.message},
                  {"instance", request.path},
                  {"code", error.code},
                  {"request_id", request.request_id}};
  if (!error.parameter.empty()) {
    body["param"] = error.parameter;
  }
  if (error.violations.size() > 1) {
    body["violations"] = error.violations;
  }
  if (error.retry_after_seconds) {
    body["retry_after"] = *error.retry_after_seconds;
  }
  return body;
}

bool wants_problem(const net::Request& request) {
  const std::string accept = to_lower(request.headers.get("Accept"));
  return accept.find("application/problem+json") != std::string::npos &&
         accept.find("application/json") == std::string::npos;
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

JsonObject body_in(ErrorForm form, const ApiError& error, const net::Request& request) {
  if (form == ErrorForm::envelope || is_cli(request)) {
    return cli_body(error, request);
  }
  return form == ErrorForm::queue ? queue_body(error, request) : default_body(error, request);
}

}  // namespace

ApiError malformed(std::string message) {
  return {40001, "malformed_request", std::move(message), {}, {}, {}};
}

ApiError not_found_task() {
  return {40402, "unknown_task", "there is no task with this id", {}, {}, {}};
}

ApiError invalid_parameter(std::string parameter, std::string message) {
  return {40003, "invalid_parameter", std::move(message), std::move(parameter), {}, {}};
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

namespace {

// On the queue a request that breaks a rule is 422, as its documentation's framework answers; only
// a body that is no JSON stays 400 (API.md §1.7).
int status_in(ErrorForm form, const ApiError& error, bool is_cli_caller) {
  const bool breaks_rule = error.status() == 400 && error.code != 40001;
  return form == ErrorForm::queue && breaks_rule && !is_cli_caller ? 422 : error.status();
}

}  // namespace

ErrorForm error_form_at(std::string_view path) {
  if (path.starts_with("/admin/")) {
    return ErrorForm::problem;
  }
  if (path.starts_with("/model/v1/queue/")) {
    return ErrorForm::queue;
  }
  return path.starts_with("/api/v1/") || path.starts_with("/monitor/") ? ErrorForm::envelope
                                                                       : ErrorForm::generation;
}

net::Response error_response(const ApiError& error, const net::Request& request, ErrorForm form) {
  const bool is_problem = form == ErrorForm::problem || wants_problem(request);
  net::Response response =
      json_response(status_in(form, error, is_cli(request)),
                    is_problem ? problem_body(error, request) : body_in(form, error, request));
  if (is_problem) {
    response.headers.set("Content-Type", "application/problem+json");
  }
  if (error.retry_after_seconds) {
    response.headers.set("Retry-After", std::to_string(*error.retry_after_seconds));
  }
  if (error.status() == 401) {
    response.headers.set("WWW-Authenticate", "Bearer");
  }
  return response;
}

net::Response json_response(int status, const Json& body) {
  return json_text_response(status, json_text(body));
}

net::Response json_text_response(int status, std::string body) {
  net::Response response;
  response.status = status;
  response.headers.set("Content-Type", "application/json");
  response.headers.set("Cache-Control", "no-store");
  response.body = std::move(body);
  return response;
}

}  // namespace kirin::api
