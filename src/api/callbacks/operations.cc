#include "api/callbacks/operations.h"

#include "api/callbacks/deliveries.h"
#include "api/callbacks/secrets.h"
#include "api/page.h"
#include "api/schema.h"

namespace kirin::api::callbacks {
namespace {

using namespace schema;  // NOLINT(google-build-using-namespace): the words of the tables below

JsonObject delivery_properties() {
  return {{"id", text("Sent as `webhook-id`.")},
          {"kind", word("", {"task", "test"})},
          {"task_id", or_null(text("The task it tells of; null for a test."))},
          {"task_status", or_null(word("What it tells.", {"in_progress", "completed", "failed"}))},
          {"url", text("The receiver.")},
          {"state", word("pending: it will be tried; dead: no more; skipped: nobody needed it any "
                         "more.",
                         {"pending", "delivered", "skipped", "dead"})},
          {"attempts", integer("Tries so far.", 0)},
          {"created_at", time("Milliseconds since 1970.")},
          {"due_at", or_null(time("When it is tried next."))},
          {"delivered_at", or_null(time("When the receiver took it."))},
          {"note", text("What the latest try came to.")}};
}

JsonObject try_schema() {
  return object_of({{"number", integer("", 1)},
                    {"at", time("Milliseconds since 1970.")},
                    {"http_status", or_null(integer("Null where there was no answer."))},
                    {"took_ms", integer("", 0)},
                    {"note", text("What it came to.")}});
}

JsonObject with_tries(JsonObject properties) {
  properties["tries"] = array_of(schema_ref("DeliveryTry"), "Oldest first.");
  return properties;
}

JsonObject secret_schema() {
  return object_of({{"secret", text("whsec_ and base64.")},
                    {"created_at", time("Milliseconds since 1970.")},
                    {"expires_at", or_null(time("Until when it signs, where it was replaced."))}});
}

JsonObject answer_of(JsonObject data) {
  return object_of({{"status", ok_status()}, {"data", std::move(data)}});
}

JsonObject list_schema() {
  JsonObject schema = page_of(schema_ref("Delivery"));
  schema["properties"].as_object()["status"] = ok_status();
  schema["required"].as_array().push_back("status");
  return schema;
}

Operation operation(const char* method, const char* pattern, const char* id, const char* summary) {
  Operation row{.method = method,
                .pattern = pattern,
                .id = id,
                .tag = "Callbacks",
                .summary = summary,
                .description = {}};
  row.scope = tasks::Scope::callbacks;
  return row;
}

Parameter delivery_id() { return {"id", "The delivery's id, msg_…", {{"type", "string"}}, true}; }

Operation list_operation() {
  Operation row = operation("GET", "/api/v1/callbacks/deliveries", "listDeliveries",
                            "List callbacks, newest first");
  row.query = page_parameters({{"type", "integer"}, {"minimum", 0}});
  row.query.push_back(
      {"task_id", "Only those of this task.", {{"type", "string"}, {"maxLength", 128}}});
  row.query.push_back({"state", "Only those in this state.",
                       word("", {"pending", "delivered", "skipped", "dead"})});
  row.answers = {{200, "A page.", "application/json", schema_ref("DeliveryList")}};
  row.errors = {400};
  return row;
}

Operation show_operation() {
  Operation row = operation("GET", "/api/v1/callbacks/deliveries/{id}", "getDelivery",
                            "Show a callback with its tries");
  row.path = {delivery_id()};
  row.answers = {
      {200, "The delivery.", "application/json", answer_of(schema_ref("DeliveryWithTries"))}};
  row.errors = {404};
  return row;
}

Operation redeliver_operation() {
  Operation row = operation("POST", "/api/v1/callbacks/deliveries/{id}/redeliver", "redeliver",
                            "Send a callback once more");
  row.description =
      "Under the same `webhook-id`, with all its tries before it. 409 where it is "
      "pending.";
  row.effect = Effect::changes;
  row.path = {delivery_id()};
  row.answers = {{200, "It is due now.", "application/json", answer_of(schema_ref("Delivery"))}};
  row.errors = {404, 409};
  return row;
}

Operation test_operation() {
  Operation row = operation("POST", "/api/v1/callbacks/test", "sendTestCallback",
                            "Send a test message to a receiver");
  row.description = "Signed as all others. Every few seconds at most: 429 with `Retry-After`.";
  row.effect = Effect::changes;
  row.bodies = {{"application/json",
                 schema_ref("TestCallback"),
                 {{"callback_url", "https://hooks.example.org/kirin"}}}};
  row.answers = {{200, "It is due now.", "application/json", answer_of(schema_ref("Delivery"))}};
  row.errors = {400, 413, 415};
  return row;
}

Operation secrets_operation() {
  Operation row = operation("GET", "/api/v1/callbacks/secrets", "listCallbackSecrets",
                            "Show the secrets that sign this key's callbacks");
  row.description =
      "Newest first. None where the key has none of its own: the server's secret "
      "signs then.";
  row.answers = {
      {200, "The secrets.", "application/json", answer_of(array_of(schema_ref("CallbackSecret")))}};
  return row;
}

Operation rotate_operation() {
  Operation row = operation("POST", "/api/v1/callbacks/secrets/rotate", "rotateCallbackSecret",
                            "Make a new secret for this key's callbacks");
  row.description =
      "Those before it sign beside it for a while, so that receivers can be changed "
      "one by one.";
  row.effect = Effect::changes;
  row.answers = {
      {200, "The new secret.", "application/json", answer_of(schema_ref("CallbackSecret"))}};
  return row;
}

}  // namespace

void add_operations(OperationTable& table, const ApiContext& context) {
  table.add_schema("Delivery", object_of(delivery_properties()));
  table.add_schema("DeliveryTry", try_schema());
  table.add_schema("DeliveryWithTries", object_of(with_tries(delivery_properties())));
  table.add_schema("DeliveryList", list_schema());
  table.add_schema("CallbackSecret", secret_schema());
  table.add_schema("TestCallback", body_of({{"callback_url",
                                             {{"type", "string"},
                                              {"format", "uri"},
                                              {"maxLength", 2048},
                                              {"description",
                                               "http or https, and no private address unless the "
                                               "server allows them."}}}},
                                           {"callback_url"}));
  const auto with_context = [&context](Reply (*handler)(const ApiContext&, Call&)) {
    return [&context, handler](Call& call) { return handler(context, call); };
  };
  table.add(list_operation(), with_context(list_deliveries));
  table.add(show_operation(), with_context(show_delivery));
  table.add(redeliver_operation(), with_context(redeliver));
  table.add(test_operation(), with_context(send_test));
  table.add(secrets_operation(), with_context(list_secrets));
  table.add(rotate_operation(), with_context(rotate_secret));
}

}  // namespace kirin::api::callbacks
