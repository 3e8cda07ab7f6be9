#include "api/generation/quick_status.h"

#include "api/authentication.h"
#include "api/generation/task_json.h"

namespace kirin::api::generation {
namespace {

constexpr std::string_view kBefore = "/model/v1/generation/task/";
constexpr std::string_view kPattern = "/model/v1/generation/task/{id}";

// The id that a plain poll asks for, or empty.
std::string_view polled_id(const net::Request& request) {
  const std::string_view path = request.path;
  if (request.method != "GET" || !path.starts_with(kBefore) || !request.query.empty()) {
    return {};
  }
  const std::string_view id = path.substr(kBefore.size());
  return id.find_first_of("/%") == std::string_view::npos ? id : std::string_view{};
}

bool asks_for_more(const net::Request& request) {
  return !request.headers.get("traceparent").empty() || !request.headers.get("Origin").empty();
}

}  // namespace

StatusView status_view(const ApiContext& context, const net::Request& request,
                       std::string_view owner_id, std::string_view task_id) {
  const bool links_follow_host = context.options.public_url.empty();
  return {owner_id, task_id, links_follow_host ? request.headers.get("Host") : std::string_view{},
          wants_number_codes(context, request)};
}

void forget_status(const ApiContext& context, std::string_view task_id) {
  if (context.statuses != nullptr) {
    context.statuses->forget(task_id);
  }
}

std::optional<net::Response> QuickStatus::operator()(net::Request& request) const {
  const std::string_view id = polled_id(request);
  if (context_.statuses == nullptr || id.empty() || asks_for_more(request)) {
    return std::nullopt;
  }
  const TimePoint now = Clock::now();
  const auto key = known_key(request, context_.keys, now);
  if (key == nullptr || !key->scopes.has(tasks::Scope::read)) {
    return std::nullopt;
  }
  const auto body = context_.statuses->find(status_view(context_, request, key->owner_id, id), now);
  if (body == nullptr) {
    return std::nullopt;
  }
  // Last: where it is refused nothing was taken, and the gate says so.
  const RateVerdict rate = gate_.take_request(*key, now);
  if (!rate.allowed) {
    return std::nullopt;
  }
  request.route = kPattern;
  net::Response response = json_text_response(200, *body);
  add_rate_headers(response, rate);
  return response;
}

}  // namespace kirin::api::generation
