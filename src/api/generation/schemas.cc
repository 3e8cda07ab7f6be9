#include "api/generation/schemas.h"

namespace kirin::api::generation {
namespace {

JsonObject text(const char* description) {
  return {{"type", "string"}, {"description", description}};
}

JsonObject number(const char* description) {
  return {{"type", "number"}, {"description", description}};
}

JsonObject object_of(JsonObject properties, JsonArray required) {
  return {
      {"type", "object"}, {"properties", std::move(properties)}, {"required", std::move(required)}};
}

JsonObject array_of(JsonObject items) { return {{"type", "array"}, {"items", std::move(items)}}; }

JsonObject created_at() {
  return {{"type", "integer"}, {"description", "Milliseconds since 1970."}};
}

JsonObject status(JsonArray words) { return {{"type", "string"}, {"enum", std::move(words)}}; }

JsonObject accepted_schema() {
  return object_of({{"id", text("Query the task by this.")},
                    {"created_at", created_at()},
                    {"status", status({"in_progress"})},
                    {"model", text("The model as the caller named it.")}},
                   {"id", "created_at", "status", "model"});
}

JsonObject content_schema() {
  return object_of(
      {{"type", status({"video"})},
       {"url", text("The MP4 behind a signed link that expires; each query makes a fresh one.")},
       {"watermark_url", text("The watermarked copy, where one was asked for.")},
       {"duration", text("Seconds as decimal text, such as 5.000.")},
       {"size", text("Width and height in pixels, such as 1920x1080.")},
       {"jobId", text("Names the piece of work.")},
       {"chunk_index", {{"type", "integer"}, {"description", "In streams only."}}}},
      {"type", "url", "duration", "size"});
}

JsonObject usage_schema() {
  return object_of({{"cost", text("Decimal US dollars; empty where nothing was billed.")},
                    {"discount", number("A factor: 1 is no discount.")},
                    {"quantity", {{"type", "integer"}}},
                    {"unit_price", text("Decimal US dollars.")},
                    {"extra_info", {{"type", "object"}}}},
                   {"cost", "discount"});
}

JsonObject task_error_schema() {
  return object_of(
      {{"code",
        {{"type", JsonArray{"string", "integer"}},
         {"description",
          "The model's prefix and the cause, such as 002013097. An integer for the Go SDK."}}},
       {"error_message", text("What went wrong.")},
       {"message", text("The same.")},
       {"type", text("canceled, where the caller ended the task.")}},
      {"code", "error_message", "message"});
}

JsonObject metadata_schema() {
  JsonObject schema = object_of(
      {{"phase", text("What is being done, while the task is in progress.")},
       {"queue_position",
        {{"type", "integer"}, {"description", "Tasks that will be begun before this one."}}},
       {"eta_seconds", number("Until the end, by the progress so far.")},
       {"in_queue_at", number("Seconds from acceptance to the begin of the last attempt.")},
       {"completed_at", number("Seconds from acceptance to the end of generation.")},
       {"upload_at", number("Seconds from acceptance until the result was stored.")},
       {"external_task_id", text("The caller's own id.")},
       {"warnings", array_of({{"type", "string"}})},
       {"moderation", {{"type", "boolean"}}},
       {"options", {{"type", "object"}}}},
      {});
  schema["description"] = "The caller's own metadata, and what the server adds.";
  schema.erase("required");
  return schema;
}

JsonObject task_schema() {
  return object_of(
      {{"id", text("The task's id.")},
       {"created_at", created_at()},
       {"status", status({"in_progress", "completed", "failed"})},
       {"model", text("The model as the caller named it.")},
       {"progress", {{"type", "number"}, {"minimum", 0}, {"maximum", 1}}},
       {"output",
        array_of(object_of({{"content", array_of(schema_ref("TaskContent"))}}, {"content"}))},
       {"usage", schema_ref("TaskUsage")},
       {"error", schema_ref("TaskError")},
       {"metadata", schema_ref("TaskMetadata")}},
      {"id", "created_at", "status", "model", "metadata"});
}

JsonObject list_schema() {
  return object_of({{"data", array_of(schema_ref("Task"))},
                    {"has_more", {{"type", "boolean"}}},
                    {"next",
                     {{"type", JsonArray{"string", "null"}},
                      {"description", "Give it as `after` for the next page."}}}},
                   {"data", "has_more", "next"});
}

JsonObject precharge_schema() {
  JsonObject data =
      object_of({{"model", text("As the caller named it.")},
                 {"original_model", text("The same.")},
                 {"billing_model", text("The model that is billed.")},
                 {"cost",
                  {{"type", JsonArray{"string", "null"}},
                   {"description", "Decimal US dollars; this server always knows it."}}},
                 {"currency", text("USD")},
                 {"discount", number("1 is no discount.")},
                 {"sample_count", {{"type", "integer"}}},
                 {"reason", {{"type", JsonArray{"string", "null"}}}},
                 {"hash", text("The same for the same request.")},
                 {"updated_at", created_at()}},
                {"model", "cost", "currency", "hash", "updated_at"});
  return object_of({{"status", status({"success", "failed"})}, {"data", std::move(data)}},
                   {"status", "data"});
}

JsonObject sync_timeout_schema() {
  return object_of(
      {{"id", text("The task runs on: query it by this.")},
       {"status", status({"in_progress"})},
       {"error", object_of({{"code", status({"SYNC_TIMEOUT"})}, {"message", text("How long.")}},
                           {"code", "message"})}},
      {"id", "status", "error"});
}

}  // namespace

void add_schemas(OperationTable& table) {
  table.add_schema("Accepted", accepted_schema());
  table.add_schema("TaskContent", content_schema());
  table.add_schema("TaskUsage", usage_schema());
  table.add_schema("TaskError", task_error_schema());
  table.add_schema("TaskMetadata", metadata_schema());
  table.add_schema("Task", task_schema());
  table.add_schema("TaskList", list_schema());
  table.add_schema("Precharge", precharge_schema());
  table.add_schema("SyncTimeout", sync_timeout_schema());
}

}  // namespace kirin::api::generation
