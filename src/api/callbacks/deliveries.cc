#include "api/callbacks/deliveries.h"

#include <fmt/format.h>

#include <utility>

#include "api/body_fields.h"
#include "api/page.h"
#include "base/log.h"
#include "catalog/source_shape.h"

namespace kirin::api::callbacks {
namespace {

using tasks::DeliveryRecord;
using tasks::DeliveryState;

Json time_or_null(const std::optional<TimePoint>& time) {
  return time ? Json(to_millis(*time)) : Json(nullptr);
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

// The public words, as the callback itself has them.
std::string_view public_status(tasks::TaskStatus status) {
  switch (status) {
    case tasks::TaskStatus::completed:
      return "completed";
    case tasks::TaskStatus::failed:
    case tasks::TaskStatus::canceled:
      return "failed";
    case tasks::TaskStatus::queued:
    case tasks::TaskStatus::running:
      break;
  }
  return "in_progress";
}

JsonObject delivery_json(const DeliveryRecord& delivery) {
  const bool is_test = delivery.kind == tasks::DeliveryKind::test;
  return {{"id", delivery.id},
          {"kind", is_test ? "test" : "task"},
          {"task_id", text_or_null(delivery.task_id)},
          {"task_status", is_test ? Json(nullptr) : Json(public_status(delivery.status))},
          {"url", delivery.url},
          {"state", to_string(delivery.state)},
          {"attempts", delivery.attempts},
          {"created_at", to_millis(delivery.created_at)},
          {"due_at", time_or_null(delivery.due_at)},
          {"delivered_at", time_or_null(delivery.delivered_at)},
          {"note", delivery.note}};
}

JsonObject try_json(const tasks::DeliveryAttempt& attempt) {
  return {{"number", attempt.number},
          {"at", to_millis(attempt.at)},
          {"http_status", attempt.http_status > 0 ? Json(attempt.http_status) : Json(nullptr)},
          {"took_ms", attempt.took.count()},
          {"note", attempt.note}};
}

Reply answer(JsonObject data) {
  return json_response(200,
                       {{"status", {{"code", 200}, {"message", "ok"}}}, {"data", std::move(data)}});
}

ApiError not_found() {
  return {40405, "unknown_delivery", "there is no delivery with this id", {}, {}, {}};
}

ApiError from_log(const Error& error, const net::Request& request) {
  return error.code == ErrorCode::not_found ? not_found() : from_backend(error, request);
}

std::optional<DeliveryState> state_of(const Call& call) {
  const auto word = call.query.text("state");
  for (const DeliveryState state : {DeliveryState::pending, DeliveryState::delivered,
                                    DeliveryState::skipped, DeliveryState::dead}) {
    if (word && *word == to_string(state)) {
      return state;
    }
  }
  return std::nullopt;
}

// Where a callback may go: what a create call takes, checked in the same way.
std::variant<std::string, ApiError> read_receiver(const ApiContext& context, Call& call) {
  auto body = BodyFields::of(call.request, context);
  if (auto* error = std::get_if<ApiError>(&body)) {
    return std::move(*error);
  }
  auto& fields = std::get<BodyFields>(body);
  const auto url = fields.text("callback_url", catalog::kMaxUrlBytes);
  if (!fields.has("callback_url")) {
    fields.missing("callback_url");
  }
  if (url && !catalog::is_web_address(*url)) {
    fields.wrong("callback_url", "an http or https URL is due");
  } else if (const auto allowed = url ? context.check_callback_url(*url) : Result<void>{};
             !allowed) {
    fields.wrong("callback_url", allowed.error().message);
  }
  if (auto error = fields.error()) {
    return *std::move(error);
  }
  return *url;
}

}  // namespace

Reply list_deliveries(const ApiContext& context, Call& call) {
  const auto limit = *call.query.integer("limit");
  tasks::DeliveryQuery query;
  query.owner_id = call.key->owner_id;
  query.task_id = call.query.text("task_id");
  query.state = state_of(call);
  query.before = call.query.integer("after");
  query.limit = static_cast<int>(limit) + 1;
  auto found = context.deliveries.deliveries(query);
  if (!found) {
    return from_backend(found.error(), call.request);
  }
  const bool has_more = cut_to(*found, limit);
  JsonArray data;
  for (const DeliveryRecord& delivery : *found) {
    data.push_back(delivery_json(delivery));
  }
  JsonObject page =
      page_json(std::move(data),
                has_more ? std::optional{std::to_string(found->back().sequence)} : std::nullopt);
  page["status"] = {{"code", 200}, {"message", "ok"}};
  return json_response(200, std::move(page));
}

Reply show_delivery(const ApiContext& context, Call& call) {
  const auto delivery = context.deliveries.delivery(call.key->owner_id, call.path("id"));
  if (!delivery) {
    return from_log(delivery.error(), call.request);
  }
  const auto attempts = context.deliveries.attempts(delivery->id);
  if (!attempts) {
    return from_backend(attempts.error(), call.request);
  }
  JsonArray tries;
  for (const tasks::DeliveryAttempt& attempt : *attempts) {
    tries.push_back(try_json(attempt));
  }
  JsonObject data = delivery_json(*delivery);
  data["tries"] = std::move(tries);
  return answer(std::move(data));
}

Reply redeliver(const ApiContext& context, Call& call) {
  const auto delivery = context.deliveries.redeliver(call.key->owner_id, call.path("id"), call.now);
  if (!delivery && delivery.error().code == ErrorCode::failed_precondition) {
    return ApiError{40904,
                    "delivery_pending",
                    "this delivery is still to be sent; it is tried again by itself",
                    {},
                    {},
                    {}};
  }
  if (!delivery) {
    return from_log(delivery.error(), call.request);
  }
  log::info("callback asked for again",
            {{"delivery_id", delivery->id}, {"request_id", call.request.request_id}});
  context.on_task_created();
  return answer(delivery_json(*delivery));
}

Reply send_test(const ApiContext& context, Call& call) {
  const auto url = read_receiver(context, call);
  if (const auto* error = std::get_if<ApiError>(&url)) {
    return *error;
  }
  const auto pause = context.options.test_pause;
  const auto delivery = context.deliveries.add_test(call.key->owner_id, call.key->id,
                                                    std::get<std::string>(url), pause, call.now);
  if (!delivery && delivery.error().code == ErrorCode::resource_exhausted) {
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(pause).count();
    return ApiError{42901,
                    "rate_limited",
                    fmt::format("a test callback may be sent every {} s", seconds),
                    {},
                    static_cast<int>(seconds),
                    {}};
  }
  if (!delivery) {
    return from_backend(delivery.error(), call.request);
  }
  context.on_task_created();
  return answer(delivery_json(*delivery));
}

}  // namespace kirin::api::callbacks
