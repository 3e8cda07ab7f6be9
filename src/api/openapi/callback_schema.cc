#include "api/openapi/callback_schema.h"

#include "api/operation.h"
#include "api/schema.h"

namespace kirin::api::openapi {
namespace {

using schema::array_of;
using schema::object_of;
using schema::text;

JsonObject header(const char* name, const char* description) {
  return {{"name", name},
          {"in", "header"},
          {"required", true},
          {"description", description},
          {"schema", {{"type", "string"}}}};
}

JsonObject vendor_fields() {
  JsonObject video =
      object_of({{"id", text("Names the video.")},
                 {"url", text("The MP4, as in `output`.")},
                 {"watermark_url", text("The watermarked copy, where there is one.")},
                 {"duration", text("Seconds as decimal text.")}},
                {"watermark_url"});
  return object_of(
      {{"updated_at", schema::time("When the task became this, in milliseconds since 1970.")},
       {"task_id", text("The same as `id`.")},
       {"task_status", schema::word("", {"submitted", "processing", "succeed", "failed"})},
       {"task_status_msg", text("Why it failed.")},
       {"task_info",
        object_of({{"external_task_id", text("The caller's own id.")}}, {"external_task_id"})},
       {"task_result", object_of({{"videos", array_of(std::move(video))}})},
       {"final_unit_deduction", text("The price in units of 0.14 US dollars.")}},
      {"task_result", "final_unit_deduction"});
}

}  // namespace

void add_callback_schema(JsonObject& schemas) {
  schemas["TaskCallback"] = {
      {"description",
       "The task as a query answers it, and the same in the words of the protocol "
       "that the models come from."},
      {"allOf", JsonArray{schema_ref("Task"), vendor_fields()}}};
}

JsonObject webhooks() {
  JsonArray headers{
      header("webhook-id", "The same for every try of one message."),
      header("webhook-timestamp", "Seconds since 1970."),
      header("webhook-signature",
             "`v1,` and the base64 of the HMAC-SHA-256 of id, timestamp and body joined by dots; "
             "several divided by spaces while a secret is replaced (Standard Webhooks).")};
  JsonObject post{
      {"operationId", "taskChanged"},
      {"tags", JsonArray{"Callbacks"}},
      {"summary", "The status of a task has changed"},
      {"description",
       "Sent to the task's `callback_url`, and tried again until it is answered with "
       "2xx, for most of a day where it tells of the end. 410 ends it at once."},
      {"security", JsonArray{}},
      {"parameters", std::move(headers)},
      {"requestBody",
       {{"required", true},
        {"content", {{"application/json", {{"schema", schema_ref("TaskCallback")}}}}}}},
      {"responses",
       {{"2XX", {{"description", "Taken."}}}, {"410", {{"description", "Send no more."}}}}}};
  return {{"taskChanged", {{"post", std::move(post)}}}};
}

}  // namespace kirin::api::openapi
