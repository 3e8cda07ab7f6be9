#include "api/generation/create.h"

#include <utility>

#include "api/generation/admission.h"
#include "api/generation/price_hash.h"
#include "api/generation/task_events.h"
#include "api/generation/task_json.h"
#include "api/json_body.h"
#include "base/log.h"

namespace kirin::api::generation {
namespace {

struct ReadBody {
  SpilledJson document;
  CreateBody body;
};

std::variant<ReadBody, ApiError> read_body(const ApiContext& context, const Call& call) {
  auto json = read_json_body(call.request, context.options.spool_directory);
  if (auto* error = std::get_if<ApiError>(&json)) {
    return std::move(*error);
  }
  ReadBody read{std::get<SpilledJson>(std::move(json)), {}};
  auto body = read_create_body(read.document.document, call.request.headers.get("X-Model"));
  if (auto* error = std::get_if<ApiError>(&body)) {
    return std::move(*error);
  }
  read.body = std::get<CreateBody>(std::move(body));
  return read;
}

std::variant<tasks::Task, ApiError> accept(const ApiContext& context, Call& call) {
  auto read = read_body(context, call);
  if (auto* error = std::get_if<ApiError>(&read)) {
    return std::move(*error);
  }
  auto& [document, body] = std::get<ReadBody>(read);
  auto admitted = admit(context, call, std::move(body), document.strings,
                        [](const tasks::NewTask& task) { return accepted_json(task); });
  if (const auto* task = std::get_if<tasks::Task>(&admitted)) {
    log::info("task accepted", {{"task_id", task->id},
                                {"request_id", call.request.request_id},
                                {"model", task->model},
                                {"key_id", task->key_id}});
  }
  return admitted;
}

JsonObject precharge_json(const CheckedRequest& checked, std::string hash, TimePoint now) {
  const catalog::Quote quote = checked.contract->quote(checked.request);
  return {{"status", "success"},
          {"data",
           {{"model", checked.request.requested_model},
            {"original_model", checked.request.requested_model},
            {"billing_model", checked.contract->id()},
            {"cost", Money{quote.unit_price.micros * quote.quantity}.to_decimal()},
            {"currency", "USD"},
            {"discount", 1},
            {"sample_count", quote.quantity},
            {"reason", nullptr},
            {"hash", std::move(hash)},
            {"updated_at", to_millis(now)}}}};
}

enum class WaitForm { json, events, neither };

// What of the two the caller reads; JSON where it does not say.
WaitForm form_of(const net::Request& request) {
  const std::string accept = to_lower(request.headers.get("Accept"));
  if (accept.find("text/event-stream") != std::string::npos) {
    return WaitForm::events;
  }
  const bool takes_json = accept.empty() || accept.find("application/json") != std::string::npos ||
                          accept.find("application/*") != std::string::npos ||
                          accept.find("*/*") != std::string::npos ||
                          accept.find("+json") != std::string::npos;
  return takes_json ? WaitForm::json : WaitForm::neither;
}

ApiError not_acceptable() {
  return {40601,
          "not_acceptable",
          "this call answers application/json or text/event-stream: name one of them in Accept",
          {},
          {},
          {}};
}

// The task that the first call with this Idempotency-Key made.
std::variant<tasks::Task, ApiError> find_kept(const ApiContext& context, const Call& call) {
  const auto kept = parse_json(call.kept_answer->body);
  const Json* id = kept && kept->is_object() ? kept->get_object().if_contains("id") : nullptr;
  if (id == nullptr || !id->is_string()) {
    return internal_error();
  }
  auto task = context.tasks.find(call.key->owner_id, id->get_string());
  if (!task) {
    return task.error().code == ErrorCode::not_found ? not_found_task()
                                                     : from_backend(task.error(), call.request);
  }
  return *std::move(task);
}

}  // namespace

Reply create(const ApiContext& context, Call& call) {
  auto accepted = accept(context, call);
  if (auto* error = std::get_if<ApiError>(&accepted)) {
    return std::move(*error);
  }
  return json_response(200, accepted_json(std::get<tasks::Task>(accepted)));
}

Reply precharge(const ApiContext& context, Call& call) {
  auto read = read_body(context, call);
  if (auto* error = std::get_if<ApiError>(&read)) {
    return std::move(*error);
  }
  auto& [document, body] = std::get<ReadBody>(read);
  auto outcome = check_request(context, call, body, document.strings);
  if (auto* error = std::get_if<ApiError>(&outcome)) {
    return std::move(*error);
  }
  auto& checked = std::get<CheckedRequest>(outcome);
  if (auto error = try_images(context, call, checked, body, document.strings)) {
    return *std::move(error);
  }
  auto hash = price_hash(checked.contract->id(), body.parameters, document.strings);
  if (!hash) {
    return from_backend(hash.error(), call.request);
  }
  return json_response(200, precharge_json(checked, *std::move(hash), call.now));
}

Reply create_and_wait(const ApiContext& context, Call& call) {
  const WaitForm form = form_of(call.request);
  if (form == WaitForm::neither) {
    return not_acceptable();
  }
  auto accepted = call.kept_answer ? find_kept(context, call) : accept(context, call);
  if (auto* error = std::get_if<ApiError>(&accepted)) {
    return std::move(*error);
  }
  const auto& task = std::get<tasks::Task>(accepted);
  net::Response response = form == WaitForm::events ? task_events(context, call.request, task.id, 0)
                                                    : task_at_end(context, call.request, task.id,
                                                                  context.options.sync_wait);
  if (call.kept_answer) {
    response.headers.set("Idempotency-Replayed", "true");
  }
  return response;
}

}  // namespace kirin::api::generation
