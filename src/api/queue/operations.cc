#include "api/queue/operations.h"

#include "api/queue/requests.h"

namespace kirin::api::queue {
namespace {

using tasks::Scope;

constexpr const char* kTag = "Queue";

JsonObject text() { return {{"type", "string"}}; }
JsonObject integer() { return {{"type", "integer"}}; }

JsonObject word(JsonArray words) { return {{"type", "string"}, {"enum", std::move(words)}}; }

JsonObject submitted_schema() {
  return {{"type", "object"},
          {"properties",
           {{"request_id", text()},
            {"status", word({"IN_QUEUE"})},
            {"status_url", text()},
            {"response_url", text()},
            {"cancel_url", text()},
            {"queue_position", integer()}}},
          {"required",
           {"request_id", "status", "status_url", "response_url", "cancel_url", "queue_position"}}};
}

JsonObject status_schema() {
  return {{"type", "object"},
          {"description", "`COMPLETED` only says that the request has ended: look for `error`."},
          {"properties",
           {{"request_id", text()},
            {"status", word({"IN_QUEUE", "IN_PROGRESS", "COMPLETED"})},
            {"response_url", text()},
            {"queue_position", integer()},
            {"progress", {{"type", "number"}}},
            {"metrics",
             {{"type", "object"}, {"properties", {{"inference_time", {{"type", "number"}}}}}}},
            {"error", text()},
            {"error_type", word({"INFERENCE_FAILURE", "INFERENCE_TIMEOUT", "REQUEST_INVALID",
                                 "CONTENT_BLOCKED", "CANCELED", "INTERNAL_SERVER_ERROR"})},
            {"provider_error", {{"type", "object"}}},
            {"logs", {{"type", "array"}, {"items", {{"type", "object"}}}}},
            {"detail", text()}}},
          {"required", {"request_id", "status", "response_url"}}};
}

JsonObject result_schema() {
  JsonObject output{{"type", "object"},
                    {"properties",
                     {{"type", word({"video"})},
                      {"url", text()},
                      {"content_type", text()},
                      {"file_name", text()},
                      {"file_size", integer()},
                      {"width", integer()},
                      {"height", integer()},
                      {"duration", {{"type", "number"}}},
                      {"metadata", {{"type", "object"}}}}},
                    {"required", {"type", "url"}}};
  return {{"type", "object"},
          {"properties",
           {{"request_id", text()},
            {"outputs", {{"type", "array"}, {"items", std::move(output)}}},
            {"metadata", {{"type", "object"}}}}},
          {"required", {"request_id", "outputs"}}};
}

JsonObject cancel_schema() {
  return {{"type", "object"},
          {"properties",
           {{"status", word({"CANCELLATION_REQUESTED", "ALREADY_COMPLETED", "NOT_FOUND"})}}},
          {"required", {"status"}}};
}

Answer answer(int status, const char* description, const char* schema) {
  return {status, description, "application/json", schema_ref(schema)};
}

Operation operation(const char* method, const char* below, const char* id, const char* summary) {
  Operation row{.method = method,
                .pattern = std::string{"/model/v1/queue/{endpoint}"} + below,
                .id = id,
                .tag = kTag,
                .summary = summary,
                .description = {}};
  row.scope = Scope::read;
  row.error_form = ErrorForm::queue;
  row.path = {{"endpoint", "A model's id.", {{"type", "string"}}, true}};
  row.errors = {404};
  return row;
}

Operation on_request(const char* method, const char* below, const char* id, const char* summary) {
  Operation row = operation(method, (std::string{"/requests/{id}"} + below).c_str(), id, summary);
  row.path.push_back({"id", "The `request_id` of the submit.", {{"type", "string"}}, true});
  return row;
}

Operation submit_operation() {
  Operation row = operation("POST", "", "submitRequest", "Submit a request");
  row.description =
      "The body is the parameter object itself, without `input` and `model`. `webhook_url` is "
      "another name of `callback_url` here.";
  row.scope = Scope::generate;
  row.effect = Effect::creates;
  row.answers_repeats = true;
  row.bodies = {{"application/json", schema_ref("QueueRequest")}};
  row.answers = {answer(200, "Accepted.", "QueueSubmitted")};
  row.errors = {400, 402, 403, 404, 409, 413, 415, 422};
  return row;
}

Operation stream_operation() {
  Operation row = on_request("GET", "/status/stream", "streamRequestStatus",
                             "Follow a request by server-sent events");
  row.description = "An extension of this server: events `status` until `COMPLETED`.";
  row.answers = {{200, "Events.", "text/event-stream", {{"type", "string"}}}};
  return row;
}

Operation status_operation() {
  Operation row = on_request("GET", "/status", "getRequestStatus", "Where a request stands");
  row.answers = {answer(200, "The status.", "QueueStatus")};
  return row;
}

Operation response_operation() {
  Operation row = on_request("GET", "/response", "getRequestResponse", "The result of a request");
  row.answers = {answer(200, "The outputs.", "QueueResult"),
                 answer(202, "Not there yet.", "QueueStatus"),
                 answer(409, "Canceled.", "QueueStatus"),
                 answer(422, "The request was at fault.", "QueueStatus"),
                 answer(500, "Generation failed.", "QueueStatus"),
                 answer(504, "Generation took too long.", "QueueStatus")};
  return row;
}

Operation cancel_operation() {
  Operation row = on_request("PUT", "/cancel", "cancelRequest", "Cancel a request");
  row.scope = Scope::generate;
  row.effect = Effect::changes;
  row.answers = {answer(202, "It will not run, or not further.", "QueueCancel"),
                 answer(400, "It has ended already.", "QueueCancel"),
                 answer(404, "There is none.", "QueueCancel")};
  row.errors = {};
  return row;
}

}  // namespace

void add_operations(OperationTable& table, const ApiContext& context) {
  table.add_schema("QueueSubmitted", submitted_schema());
  table.add_schema("QueueStatus", status_schema());
  table.add_schema("QueueResult", result_schema());
  table.add_schema("QueueCancel", cancel_schema());
  const auto with_context = [&context](Reply (*handler)(const ApiContext&, Call&)) {
    return [&context, handler](Call& call) { return handler(context, call); };
  };
  table.add(submit_operation(), with_context(submit));
  table.add(status_operation(), with_context(request_status));
  table.add(stream_operation(), with_context(stream_status));
  table.add(response_operation(), with_context(request_result));
  table.add(cancel_operation(), with_context(cancel_request));
}

}  // namespace kirin::api::queue
