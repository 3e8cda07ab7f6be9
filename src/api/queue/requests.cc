#include "api/queue/requests.h"

#include <fmt/format.h>

#include <utility>

#include "api/follow.h"
#include "api/generation/admission.h"
#include "api/generation/quick_status.h"
#include "api/generation/task_json.h"
#include "api/generation/tasks.h"
#include "api/json_body.h"
#include "api/queue/status_json.h"
#include "base/log.h"

namespace kirin::api::queue {
namespace {

RequestUrls urls(const ApiContext& context, const Call& call, std::string_view id) {
  return urls_of(generation::links_for(context, call.request).base_url, call.path("endpoint"), id);
}

ApiError not_found_request() { return {40402, "unknown_task", "Request not found", {}, {}, {}}; }

// The caller's request of that id, if it went to this endpoint.
std::variant<tasks::Task, ApiError> find_request(const ApiContext& context, const Call& call) {
  auto found = generation::find_task(context, call, call.path("id"));
  if (auto* error = std::get_if<ApiError>(&found)) {
    return error->code == 40402 ? not_found_request() : std::move(*error);
  }
  auto& task = std::get<tasks::Task>(found);
  const catalog::Contract* contract = context.catalog.find(call.path("endpoint"));
  if (contract == nullptr || contract->id() != task.model) {
    return not_found_request();
  }
  return std::move(task);
}

ApiError unknown_endpoint(const std::string& endpoint) {
  return {40401, "unknown_model", fmt::format("App not found: {}", endpoint), {}, {}, {}};
}

ApiError no_webhooks() { return {40001, "malformed_request", "webhook not supported", {}, {}, {}}; }

bool names_webhook(const JsonObject& parameters, const net::Request& request) {
  for (const char* name : {"callback_url", "webhook_url"}) {
    const Json* value = parameters.if_contains(name);
    if ((value != nullptr && !value->is_null()) || request.query.contains(name)) {
      return true;
    }
  }
  return request.query.contains("fal_webhook") || request.query.contains("webhook");
}

// The other spelling of `callback_url` on this surface.
void adopt_webhook_url(JsonObject& parameters) {
  const Json* url = parameters.if_contains("webhook_url");
  if (url == nullptr) {
    return;
  }
  Json value = *url;
  parameters.erase("webhook_url");
  if (!parameters.contains("callback_url") && !value.is_null()) {
    parameters["callback_url"] = std::move(value);
  }
}

std::variant<generation::CreateBody, ApiError> body_of(const ApiContext& context, const Call& call,
                                                       const Json& document) {
  if (!document.is_object()) {
    return malformed("the body must be a JSON object of parameters");
  }
  generation::CreateBody body{call.path("endpoint"), document.get_object(), "", {}};
  if (!context.options.queue_takes_webhooks && names_webhook(body.parameters, call.request)) {
    return no_webhooks();
  }
  adopt_webhook_url(body.parameters);
  return body;
}

ApiError in_words_of_queue(ApiError error, const std::string& endpoint) {
  if (error.code == 40401) {
    return unknown_endpoint(endpoint);
  }
  if (error.code == 40301) {
    error.message = "Model not allowed for this user";
  }
  return error;
}

net::Response submitted(const ApiContext& context, const Call& call, const tasks::Task& task) {
  return json_response(200, submitted_json(task.id, urls(context, call, task.id),
                                           generation::position_of(context, task)));
}

// A repeated Idempotency-Key: the request of the first call, where it stands now.
Reply submitted_before(const ApiContext& context, const Call& call) {
  const auto kept = parse_json(call.kept_answer->body);
  const Json* id =
      kept && kept->is_object() ? kept->get_object().if_contains("request_id") : nullptr;
  if (id == nullptr || !id->is_string()) {
    return internal_error();
  }
  auto found = generation::find_task(context, call, id->get_string());
  if (auto* error = std::get_if<ApiError>(&found)) {
    return std::move(*error);
  }
  net::Response response = submitted(context, call, std::get<tasks::Task>(found));
  response.headers.set("Idempotency-Replayed", "true");
  return response;
}

JsonObject current_status(const ApiContext& context, const tasks::Task& task,
                          const RequestUrls& urls) {
  return status_json(task, urls, generation::position_of(context, task));
}

}  // namespace

Reply submit(const ApiContext& context, Call& call) {
  if (call.kept_answer) {
    return submitted_before(context, call);
  }
  const std::string& endpoint = call.path("endpoint");
  if (context.catalog.find(endpoint) == nullptr) {
    return unknown_endpoint(endpoint);
  }
  auto json = read_json_body(call.request, context.options.spool_directory);
  if (auto* error = std::get_if<ApiError>(&json)) {
    return std::move(*error);
  }
  const SpilledJson& document = std::get<SpilledJson>(json);
  auto body = body_of(context, call, document.document);
  if (auto* error = std::get_if<ApiError>(&body)) {
    return std::move(*error);
  }
  auto admitted =
      generation::admit(context, call, std::get<generation::CreateBody>(std::move(body)),
                        document.strings, [](const tasks::NewTask& task) {
                          return JsonObject{{"request_id", task.id}};
                        });
  if (auto* error = std::get_if<ApiError>(&admitted)) {
    return in_words_of_queue(std::move(*error), endpoint);
  }
  const auto& task = std::get<tasks::Task>(admitted);
  log::info("task accepted", {{"task_id", task.id},
                              {"request_id", call.request.request_id},
                              {"model", task.model},
                              {"key_id", task.key_id}});
  return submitted(context, call, task);
}

Reply request_status(const ApiContext& context, Call& call) {
  auto found = find_request(context, call);
  if (auto* error = std::get_if<ApiError>(&found)) {
    return std::move(*error);
  }
  const auto& task = std::get<tasks::Task>(found);
  return json_response(200, current_status(context, task, urls(context, call, task.id)));
}

Reply stream_status(const ApiContext& context, Call& call) {
  auto found = find_request(context, call);
  if (auto* error = std::get_if<ApiError>(&found)) {
    return std::move(*error);
  }
  const std::string& id = std::get<tasks::Task>(found).id;
  return follow_as_events(
      context, id, [&context, urls = urls(context, call, id)](const tasks::Task& task) -> Frame {
        return {event_text("status", current_status(context, task, urls)),
                tasks::is_terminal(task.status)};
      });
}

Reply request_result(const ApiContext& context, Call& call) {
  auto found = find_request(context, call);
  if (auto* error = std::get_if<ApiError>(&found)) {
    return std::move(*error);
  }
  const auto& task = std::get<tasks::Task>(found);
  if (task.status == tasks::TaskStatus::completed) {
    return json_response(200,
                         result_json(task, generation::links_for(context, call.request), call.now));
  }
  JsonObject status = current_status(context, task, urls(context, call, task.id));
  if (!tasks::is_terminal(task.status)) {
    return json_response(202, std::move(status));
  }
  status["detail"] = status.at("error");
  return json_response(http_status_of(error_type_of(task)), std::move(status));
}

Reply cancel_request(const ApiContext& context, Call& call) {
  auto found = find_request(context, call);
  if (auto* error = std::get_if<ApiError>(&found)) {
    return error->code == 40402 ? Reply{json_response(404, {{"status", "NOT_FOUND"}})}
                                : Reply{std::move(*error)};
  }
  const std::string& id = std::get<tasks::Task>(found).id;
  const auto canceled = context.tasks.cancel(call.key->owner_id, id, call.now);
  if (!canceled && canceled.error().code == ErrorCode::failed_precondition) {
    return json_response(400, {{"status", "ALREADY_COMPLETED"}});
  }
  if (!canceled) {
    return from_backend(canceled.error(), call.request);
  }
  log::info("task canceled", {{"task_id", id}, {"request_id", call.request.request_id}});
  generation::forget_status(context, id);
  context.watch.wake();
  context.on_task_created();  // its callback is due
  return json_response(202, {{"status", "CANCELLATION_REQUESTED"}});
}

}  // namespace kirin::api::queue
