#include "api/generation/tasks.h"

#include <boost/json/serialize.hpp>
#include <utility>

#include "api/generation/quick_status.h"
#include "api/generation/task_events.h"
#include "api/generation/task_json.h"
#include "api/time_text.h"
#include "base/json_text.h"
#include "base/log.h"

namespace kirin::api::generation {
namespace {

using tasks::TaskStatus;

// What the public words stand for.
std::vector<TaskStatus> statuses_of(std::string_view word) {
  if (word == "completed") {
    return {TaskStatus::completed};
  }
  if (word == "failed") {
    return {TaskStatus::failed, TaskStatus::canceled};
  }
  return {TaskStatus::queued, TaskStatus::running};
}

std::variant<std::optional<TimePoint>, ApiError> time_of(const Call& call, const char* name) {
  const auto text = call.query.text(name);
  if (!text) {
    return std::optional<TimePoint>{};
  }
  const auto time = parse_time(*text);
  if (!time) {
    return invalid_parameter(name, time.error().message);
  }
  return std::optional{*time};
}

std::variant<tasks::TaskQuery, ApiError> task_query(const ApiContext& context, const Call& call) {
  tasks::TaskQuery query;
  query.owner_id = call.key->owner_id;
  query.limit = static_cast<int>(*call.query.integer("limit"));
  query.before = call.query.integer("after");
  query.external_id = call.query.text("external_task_id");
  if (const auto status = call.query.text("status")) {
    query.statuses = statuses_of(*status);
  }
  if (const auto model = call.query.text("model")) {
    const catalog::Contract* contract = context.catalog.find(*model);
    query.model = contract == nullptr ? *model : contract->id();
  }
  for (const auto& [name, bound] : {std::pair{"created_from", &query.created_from},
                                    std::pair{"created_until", &query.created_until}}) {
    auto time = time_of(call, name);
    if (auto* error = std::get_if<ApiError>(&time)) {
      return std::move(*error);
    }
    *bound = std::get<std::optional<TimePoint>>(time);
  }
  return query;
}

}  // namespace

std::variant<tasks::Task, ApiError> find_task(const ApiContext& context, const Call& call,
                                              std::string_view id) {
  auto task = context.tasks.find(call.key->owner_id, id);
  if (!task) {
    return task.error().code == ErrorCode::not_found ? not_found_task()
                                                     : from_backend(task.error(), call.request);
  }
  return *std::move(task);
}

std::int64_t position_of(const ApiContext& context, const tasks::Task& task) {
  if (task.status != TaskStatus::queued) {
    return 0;
  }
  const auto position = context.tasks.queue_position(task.id);
  return position ? *position : 0;
}

Reply query_task(const ApiContext& context, Call& call) {
  const std::string& id = call.path("id");
  StatusCache::Ticket ticket;
  if (context.statuses != nullptr) {
    ticket = context.statuses->before_look(id);
  }
  auto found = find_task(context, call, id);
  if (auto* error = std::get_if<ApiError>(&found)) {
    return std::move(*error);
  }
  const auto& task = std::get<tasks::Task>(found);
  std::string body =
      json_text(task_json(task, links_for(context, call.request), position_of(context, task),
                          wants_number_codes(context, call.request), call.now));
  if (context.statuses != nullptr && task.id == id) {
    const auto stage = tasks::is_terminal(task.status) ? TaskStage::ended : TaskStage::in_progress;
    context.statuses->put(status_view(context, call.request, call.key->owner_id, id), stage, body,
                          ticket, call.now);
  }
  return json_text_response(200, std::move(body));
}

Reply list_tasks(const ApiContext& context, Call& call) {
  auto query = task_query(context, call);
  if (auto* error = std::get_if<ApiError>(&query)) {
    return std::move(*error);
  }
  const auto page = context.tasks.list(std::get<tasks::TaskQuery>(query));
  if (!page) {
    return from_backend(page.error(), call.request);
  }
  const ResultLinks links = links_for(context, call.request);
  const bool as_number = wants_number_codes(context, call.request);
  JsonArray data;
  for (const tasks::Task& task : page->tasks) {
    data.push_back(task_json(task, links, std::nullopt, as_number, call.now));
  }
  Json next = page->next ? Json(std::to_string(*page->next)) : Json(nullptr);
  return json_response(
      200,
      {{"data", std::move(data)}, {"has_more", page->next.has_value()}, {"next", std::move(next)}});
}

Reply stream_task(const ApiContext& context, Call& call) {
  auto found = find_task(context, call, call.path("id"));
  if (auto* error = std::get_if<ApiError>(&found)) {
    return std::move(*error);
  }
  return task_events(context, call.request, std::get<tasks::Task>(found).id,
                     *call.query.integer("cursor"));
}

Reply cancel_task(const ApiContext& context, Call& call) {
  const auto canceled = context.tasks.cancel(call.key->owner_id, call.path("id"), call.now);
  if (!canceled && canceled.error().code == ErrorCode::failed_precondition) {
    return ApiError{40903, "already_ended", "the task has ended already", {}, {}, {}};
  }
  if (!canceled) {
    return canceled.error().code == ErrorCode::not_found
               ? not_found_task()
               : from_backend(canceled.error(), call.request);
  }
  log::info("task canceled", {{"task_id", canceled->id}, {"request_id", call.request.request_id}});
  forget_status(context, canceled->id);
  context.watch.wake();
  context.on_task_created();  // its callback is due
  return json_response(200, task_json(*canceled, links_for(context, call.request), std::nullopt,
                                      wants_number_codes(context, call.request), call.now));
}

}  // namespace kirin::api::generation
