#include "api/openapi/error_schemas.h"

#include <fmt/format.h>

#include <initializer_list>

#include "api/operation.h"
#include "api/schema.h"

namespace kirin::api::openapi {
namespace {

using schema::integer;
using schema::object_of;
using schema::text;

constexpr const char* kProblemType = "application/problem+json";

JsonObject code() {
  return integer("The HTTP status times 100 and a running number, such as 40003.");
}
JsonObject request_id() { return text("Finds the request in the server's log."); }
JsonObject retry_after() { return integer("Seconds, as in the header Retry-After."); }
JsonObject violations() {
  return schema::array_of({{"type", "object"}},
                          "All that is wrong, where it is more than one thing.");
}

JsonObject error_schema() {
  JsonObject inner = object_of({{"code", code()},
                                {"type", text("The same as a word, such as invalid_parameter.")},
                                {"message", text("What is wrong, and what is allowed.")},
                                {"error_message", text("The same.")},
                                {"param", text("Where, such as input[0].params.sound.")},
                                {"violations", violations()},
                                {"retry_after", retry_after()}},
                               {"param", "violations", "retry_after"});
  return object_of({{"error", std::move(inner)}, {"request_id", request_id()}});
}

JsonObject cli_schema() {
  JsonObject status = object_of({{"code", integer("The HTTP status.")},
                                 {"message", text("What is wrong.")},
                                 {"error_code", code()}});
  JsonObject schema = object_of({{"status", std::move(status)},
                                 {"data", {{"type", "null"}}},
                                 {"message", text("What is wrong.")},
                                 {"error", text("The same.")},
                                 {"error_code", code()},
                                 {"request_id", request_id()}});
  schema["description"] = "How the command-line clients read errors.";
  return schema;
}

JsonObject queue_schema() {
  JsonObject gateway =
      object_of({{"code", schema::word("", {"UNAUTHORIZED", "RATE_LIMIT_EXCEEDED"})},
                 {"message", text("What is wrong.")},
                 {"retry_after", retry_after()}},
                {"retry_after"});
  JsonObject application = object_of({{"detail", text("What is wrong.")},
                                      {"error_type", text("What kind of thing it is.")},
                                      {"error_code", code()},
                                      {"request_id", request_id()},
                                      {"param", text("Where.")}},
                                     {"param"});
  return {{"description", "Refusals of the key are objects; all others say `detail`."},
          {"anyOf", JsonArray{std::move(application), object_of({{"error", std::move(gateway)},
                                                                 {"request_id", request_id()}})}}};
}

JsonObject problem_schema() {
  JsonObject schema = object_of({{"type", text("A name of the kind of error.")},
                                 {"title", text("The same as a word.")},
                                 {"status", integer("The HTTP status.")},
                                 {"detail", text("What is wrong, and what is allowed.")},
                                 {"instance", text("The path of the request.")},
                                 {"code", code()},
                                 {"request_id", request_id()},
                                 {"param", text("Where.")},
                                 {"violations", violations()},
                                 {"retry_after", retry_after()}},
                                {"param", "violations", "retry_after"});
  schema["description"] = "RFC 9457.";
  return schema;
}

JsonObject any_of(std::initializer_list<std::string_view> names) {
  JsonArray forms;
  for (const std::string_view name : names) {
    forms.push_back(schema_ref(name));
  }
  return forms.size() == 1 ? forms.front().as_object() : JsonObject{{"anyOf", std::move(forms)}};
}

JsonObject content_of(ErrorForm form) {
  const JsonObject problem{{"schema", schema_ref("Problem")}};
  switch (form) {
    case ErrorForm::generation:
      return {{"application/json", {{"schema", any_of({"Error", "CliError"})}}},
              {kProblemType, problem}};
    case ErrorForm::envelope:
      return {{"application/json", {{"schema", any_of({"CliError"})}}}, {kProblemType, problem}};
    case ErrorForm::queue:
      return {{"application/json", {{"schema", any_of({"QueueError", "CliError"})}}},
              {kProblemType, problem}};
    case ErrorForm::problem:
      break;
  }
  return {{kProblemType, problem}};
}

const char* description_of(int status) {
  switch (status) {
    case 400:
      return "The request is malformed, or says what is not allowed.";
    case 401:
      return "There is no API key, or it is unknown, expired or revoked.";
    case 402:
      return "The balance, or the budget of the key, does not suffice.";
    case 403:
      return "The key may not do this.";
    case 404:
      return "There is no such thing, or it is somebody else's.";
    case 406:
      return "No form that is accepted can be answered.";
    case 409:
      return "It is at odds with what is there: the id is taken, or the first request with this "
             "Idempotency-Key is not answered yet.";
    case 410:
      return "It has expired.";
    case 413:
      return "The body is too large.";
    case 415:
      return "The body is of another type than is read here.";
    case 422:
      return "The Idempotency-Key was used with another request; on the queue also: the request "
             "says what is not allowed.";
    case 429:
      return "Too many requests, or too many tasks: try again later.";
    case 503:
      return "The server takes no new work now: try again later.";
    default:
      return "Any other error.";
  }
}

std::string_view prefix_of(ErrorForm form) {
  switch (form) {
    case ErrorForm::generation:
      return "Error";
    case ErrorForm::envelope:
      return "CliError";
    case ErrorForm::queue:
      return "QueueError";
    case ErrorForm::problem:
      break;
  }
  return "Problem";
}

}  // namespace

void add_error_schemas(JsonObject& schemas) {
  schemas["Error"] = error_schema();
  schemas["CliError"] = cli_schema();
  schemas["QueueError"] = queue_schema();
  schemas["Problem"] = problem_schema();
}

JsonObject error_response_object(ErrorForm form, int status) {
  JsonObject headers{{"X-Request-Id", header_ref("X-Request-Id")}};
  if (status == 429 || status == 503) {
    headers["Retry-After"] = header_ref("Retry-After");
  }
  return {{"description", description_of(status)},
          {"headers", std::move(headers)},
          {"content", content_of(form)}};
}

std::string error_response_name(ErrorForm form, int status) {
  return status == 0 ? std::string{prefix_of(form)} : fmt::format("{}{}", prefix_of(form), status);
}

JsonObject header_ref(std::string_view name) {
  return {{"$ref", fmt::format("#/components/headers/{}", name)}};
}

}  // namespace kirin::api::openapi
