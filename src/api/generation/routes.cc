#include "api/generation/routes.h"

#include "api/authentication.h"
#include "api/error.h"
#include "api/generation/admission.h"
#include "api/generation/body.h"
#include "api/generation/task_json.h"
#include "base/log.h"

namespace kirin::api::generation {
namespace {

constexpr int kDrainRetrySeconds = 10;

ApiError draining_error() {
  return {50301, "draining",         "the server is about to stop and takes no new tasks",
          {},    kDrainRetrySeconds, {}};
}

net::Response create(const ApiContext& context, net::Request& request, const tasks::ApiKey& key) {
  if (context.is_draining()) {
    return error_response(draining_error(), request);
  }
  auto json = read_json_body(request, context.options.spool_directory);
  if (const auto* error = std::get_if<ApiError>(&json)) {
    return error_response(*error, request);
  }
  const SpilledJson& document = std::get<SpilledJson>(json);
  auto body = read_create_body(document.document, request.headers.get("X-Model"));
  if (const auto* error = std::get_if<ApiError>(&body)) {
    return error_response(*error, request);
  }
  const auto admitted = admit(context, request, key, std::get<CreateBody>(std::move(body)),
                              document.strings, Clock::now());
  if (const auto* error = std::get_if<ApiError>(&admitted)) {
    return error_response(*error, request);
  }
  const auto& task = std::get<tasks::Task>(admitted);
  log::info("task accepted", {{"task_id", task.id},
                              {"request_id", request.request_id},
                              {"model", task.model},
                              {"key_id", key.id}});
  return json_response(200, accepted_json(task));
}

net::Response query(const ApiContext& context, const net::Request& request,
                    const tasks::ApiKey& key) {
  const auto id = request.path_parameters.find("id");
  const auto task = context.tasks.find(key.owner_id, id->second);
  if (!task) {
    return error_response(task.error().code == ErrorCode::not_found
                              ? not_found_task()
                              : from_backend(task.error(), request),
                          request);
  }
  std::int64_t position = 0;
  if (task->status == tasks::TaskStatus::queued) {
    const auto found = context.tasks.queue_position(task->id);
    position = found ? *found : 0;
  }
  return json_response(200, task_json(*task, links_for(context, request), position,
                                      wants_number_codes(context, request), Clock::now()));
}

}  // namespace

void add_routes(net::Router& router, const ApiContext& context) {
  router.add("POST", "/model/v1/generation",
             with_key(context.keys, [&context](net::Request& request, const tasks::ApiKey& key) {
               return create(context, request, key);
             }));
  router.add("GET", "/model/v1/generation/task/{id}",
             with_key(context.keys, [&context](net::Request& request, const tasks::ApiKey& key) {
               return query(context, request, key);
             }));
}

}  // namespace kirin::api::generation
