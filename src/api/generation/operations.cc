#include "api/generation/operations.h"

#include "api/generation/create.h"
#include "api/generation/schemas.h"
#include "api/generation/tasks.h"

namespace kirin::api::generation {
namespace {

using tasks::Scope;

constexpr const char* kTag = "Generation";
constexpr const char* kEventStream = "text/event-stream";

Parameter task_id() {
  return {
      "id", "The task's id, or the `external_task_id` it was given.", {{"type", "string"}}, true};
}

Parameter model_header() {
  return {"X-Model", "The model, where the body does not name it.", {{"type", "string"}}};
}

std::vector<BodySchema> create_bodies() {
  return {{"application/json", schema_ref("CreateRequest")}};
}

Operation with_create_body(Operation operation) {
  operation.tag = kTag;
  operation.scope = Scope::generate;
  operation.headers = {model_header()};
  operation.bodies = create_bodies();
  operation.errors = {400, 402, 403, 404, 413, 415};
  return operation;
}

Operation create_operation() {
  Operation operation =
      with_create_body({.method = "POST",
                        .pattern = "/model/v1/generation",
                        .id = "createTask",
                        .tag = {},
                        .summary = "Accept a request for a video",
                        .description = "Answers at once; the video is made in the "
                                       "background. Query the task, stream it, or give a "
                                       "`callback_url`."});
  operation.effect = Effect::creates;
  operation.answers = {{200, "Accepted.", "application/json", schema_ref("Accepted")}};
  operation.errors.insert(operation.errors.end(), {409, 422});
  return operation;
}

Operation sync_operation() {
  Operation operation = with_create_body(
      {.method = "POST",
       .pattern = "/model/v1/generation/sync",
       .id = "createTaskAndWait",
       .tag = {},
       .summary = "Accept a request and answer with the finished task",
       .description =
           "`Accept: application/json` answers once, also where the task failed; "
           "`Accept: text/event-stream` streams events `progress`, `output` and `done`."});
  operation.effect = Effect::creates;
  operation.answers_repeats = true;
  operation.answers = {
      {200, "The task has ended.", "application/json", schema_ref("Task")},
      {200, "Events until the task ends.", kEventStream, {{"type", "string"}}},
      {504, "The task is still running.", "application/json", schema_ref("SyncTimeout")}};
  operation.errors.insert(operation.errors.end(), {406, 409, 422});
  return operation;
}

Operation precharge_operation() {
  Operation operation =
      with_create_body({.method = "POST",
                        .pattern = "/model/v1/generation/precharge",
                        .id = "precharge",
                        .tag = {},
                        .summary = "Say what a request would cost",
                        .description = "Runs every check of a create call and makes no task."});
  operation.effect = Effect::changes;
  operation.answers = {{200, "The price.", "application/json", schema_ref("Precharge")}};
  return operation;
}

Operation on_task(Operation operation) {
  operation.tag = kTag;
  operation.path = {task_id()};
  operation.errors = {404};
  return operation;
}

Operation query_operation() {
  Operation operation = on_task({.method = "GET",
                                 .pattern = "/model/v1/generation/task/{id}",
                                 .id = "getTask",
                                 .tag = {},
                                 .summary = "Query a task",
                                 .description = {}});
  operation.scope = Scope::read;
  operation.answers = {{200, "The task.", "application/json", schema_ref("Task")}};
  return operation;
}

Operation stream_operation() {
  Operation operation = on_task(
      {.method = "GET",
       .pattern = "/model/v1/generation/task/{id}/stream",
       .id = "streamTask",
       .tag = {},
       .summary = "Follow a task by server-sent events",
       .description = "Events `progress` and `output`, and at the end `done` with the whole "
                      "task. Works for tasks that have ended."});
  operation.scope = Scope::read;
  operation.query = {{"cursor",
                      "Outputs up to this cursor are not sent again.",
                      {{"type", "integer"}, {"minimum", 0}, {"default", 0}}}};
  operation.answers = {{200, "Events until the task ends.", kEventStream, {{"type", "string"}}}};
  operation.errors = {400, 404};
  return operation;
}

Operation cancel_operation(const char* method, const char* pattern, const char* id) {
  Operation operation = on_task({.method = method,
                                 .pattern = pattern,
                                 .id = id,
                                 .tag = {},
                                 .summary = "Cancel a task that has not ended",
                                 .description = "An extension of this server. Nothing is billed."});
  operation.scope = Scope::generate;
  operation.effect = Effect::changes;
  operation.answers = {{200, "The task, failed, with `error.type` canceled.", "application/json",
                        schema_ref("Task")}};
  operation.errors = {404, 409};
  return operation;
}

Operation list_operation() {
  const JsonObject word{{"type", "string"}, {"maxLength", 128}};
  const JsonObject time{{"type", "string"},
                        {"maxLength", 40},
                        {"description", "Milliseconds since 1970, a date, or RFC 3339."}};
  Operation operation{.method = "GET",
                      .pattern = "/model/v1/generation/tasks",
                      .id = "listTasks",
                      .tag = kTag,
                      .summary = "List tasks, newest first",
                      .description = "An extension of this server."};
  operation.scope = Scope::read;
  operation.query = {
      {"status",
       "Only tasks with this status.",
       {{"type", "string"}, {"enum", JsonArray{"in_progress", "completed", "failed"}}}},
      {"model", "Only tasks of this model.", word},
      {"external_task_id", "Only the task of this id of the caller's own.", word},
      {"created_from", "Only tasks accepted at this time or later.", time},
      {"created_until", "Only tasks accepted before this time.", time},
      {"limit",
       "Tasks on a page.",
       {{"type", "integer"}, {"minimum", 1}, {"maximum", 100}, {"default", 20}}},
      {"after", "`next` of the page before.", {{"type", "integer"}, {"minimum", 0}}}};
  operation.answers = {{200, "A page.", "application/json", schema_ref("TaskList")}};
  operation.errors = {400};
  return operation;
}

}  // namespace

void add_operations(OperationTable& table, const ApiContext& context) {
  add_schemas(table);
  const auto with_context = [&context](Reply (*handler)(const ApiContext&, Call&)) {
    return [&context, handler](Call& call) { return handler(context, call); };
  };
  table.add(create_operation(), with_context(create));
  table.add(sync_operation(), with_context(create_and_wait));
  table.add(precharge_operation(), with_context(precharge));
  table.add(list_operation(), with_context(list_tasks));
  table.add(query_operation(), with_context(query_task));
  table.add(stream_operation(), with_context(stream_task));
  table.add(cancel_operation("PUT", "/model/v1/generation/task/{id}/cancel", "cancelTask"),
            with_context(cancel_task));
  table.add(cancel_operation("DELETE", "/model/v1/generation/task/{id}", "deleteTask"),
            with_context(cancel_task));
}

}  // namespace kirin::api::generation
