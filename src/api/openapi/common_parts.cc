#include "api/openapi/common_parts.h"

#include "api/schema.h"

namespace kirin::api::openapi {
namespace {

JsonObject request_header(const char* name, const char* description, JsonObject schema) {
  return {{"name", name},
          {"in", "header"},
          {"description", description},
          {"required", false},
          {"schema", std::move(schema)}};
}

JsonObject response_header(const char* description, const char* type) {
  return {{"description", description}, {"schema", {{"type", type}}}};
}

JsonObject text_up_to(int most) { return {{"type", "string"}, {"maxLength", most}}; }

}  // namespace

JsonObject security_schemes() {
  return {{"bearer",
           {{"type", "http"},
            {"scheme", "bearer"},
            {"description", "`Authorization: Bearer sa-…`, as the SDKs send it."}}},
          {"key",
           {{"type", "apiKey"},
            {"in", "header"},
            {"name", "Authorization"},
            {"description", "`Authorization: Key sa-…`, as the queue's clients send it."}}},
          {"apiKey",
           {{"type", "apiKey"},
            {"in", "header"},
            {"name", "x-api-key"},
            {"description", "`x-api-key: sa-…`"}}}};
}

JsonArray any_key() {
  JsonArray ways;
  for (const char* name : {"bearer", "key", "apiKey"}) {
    ways.push_back(JsonObject{{name, JsonArray{}}});
  }
  return ways;
}

JsonObject common_parameters() {
  return {
      {"RequestId",
       request_header("X-Request-Id", "Names the request in answers and in the server's log.",
                      text_up_to(128))},
      {"TraceParent",
       request_header("traceparent", "W3C Trace Context: the trace that the request belongs to.",
                      text_up_to(128))},
      {"Source",
       request_header("X-Source", "`cli` asks for errors as the command-line clients read them.",
                      text_up_to(64))},
      {"IdempotencyKey",
       request_header("Idempotency-Key",
                      "A name of your choice for this request. Sent again with the same name and "
                      "body within 24 hours, it is answered as the first time and makes nothing "
                      "anew.",
                      text_up_to(255))}};
}

JsonObject common_headers() {
  return {{"X-Request-Id", response_header("The caller's, or one made for the request.", "string")},
          {"traceparent", response_header("The caller's trace, continued.", "string")},
          {"RateLimit",
           response_header("What is left of the key's limit, where it has one.", "string")},
          {"RateLimit-Policy", response_header("The key's limit, where it has one.", "string")},
          {"Retry-After", response_header("Seconds after which to try again.", "integer")},
          {"Idempotency-Replayed",
           response_header("`true` where this is the answer of an earlier request.", "string")}};
}

}  // namespace kirin::api::openapi
