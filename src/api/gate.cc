#include "api/gate.h"

#include <fmt/format.h>

#include <utility>

#include "api/authentication.h"
#include "api/idempotency.h"
#include "api/trace.h"
#include "base/log.h"

namespace kirin::api {
namespace {

constexpr int kDrainRetrySeconds = 10;
constexpr int kFullDiskRetrySeconds = 60;

ApiError draining_error() {
  return {50301, "draining",         "the server is about to stop and takes no new tasks",
          {},    kDrainRetrySeconds, {}};
}

ApiError full_disk_error() {
  return {50302, "disk_full",           "the server's disk is nearly full; it takes no new tasks",
          {},    kFullDiskRetrySeconds, {}};
}

ApiError scope_error(tasks::Scope scope) {
  return {40305,
          "scope_missing",
          fmt::format("this API key is not good for '{}'", to_string(scope)),
          {},
          {},
          {}};
}

ApiError rate_error(const RateVerdict& rate) {
  return {42901,
          "rate_limited",
          fmt::format("this API key may make {} requests a minute; try again in {} s", rate.limit,
                      rate.retry_after_seconds),
          {},
          rate.retry_after_seconds,
          {}};
}

}  // namespace

// draft-ietf-httpapi-ratelimit-headers, and the older names that many clients read.
void add_rate_headers(net::Response& response, const RateVerdict& rate) {
  std::string policy = rate.limit > 0 ? fmt::format("\"req\";q={};w=60", rate.limit) : "";
  if (rate.concurrency > 0) {
    policy += fmt::format("{}\"conc\";q={}", policy.empty() ? "" : ", ", rate.concurrency);
  }
  if (!policy.empty()) {
    response.headers.set("RateLimit-Policy", policy);
  }
  if (rate.limit <= 0) {
    return;
  }
  response.headers.set("RateLimit",
                       fmt::format("\"req\";r={};t={}", rate.remaining, rate.reset_seconds));
  response.headers.set("X-RateLimit-Limit", std::to_string(rate.limit));
  response.headers.set("X-RateLimit-Remaining", std::to_string(rate.remaining));
  response.headers.set("X-RateLimit-Reset", std::to_string(rate.reset_seconds));
}

/// One request through the gate.
class Gate::Passage {
 public:
  Passage(Gate& gate, const Operation& operation, const OperationHandler& handler,
          net::Request& request)
      : gate_(gate), operation_(operation), handler_(handler), call_{request} {
    call_.now = Clock::now();
  }
  Passage(const Passage&) = delete;
  Passage& operator=(const Passage&) = delete;
  ~Passage() {
    if (!in_flight_.empty()) {
      const std::lock_guard lock(gate_.mutex_);
      gate_.in_flight_.erase(in_flight_);
    }
  }

  net::Response answer() {
    Reply reply = reply_of_all();
    if (const auto* error = std::get_if<ApiError>(&reply)) {
      reply = error_response(*error, call_.request, operation_.error_form);
    }
    auto& response = std::get<net::Response>(reply);
    add_rate_headers(response, rate_);
    if (const auto trace = parse_traceparent(call_.request.headers.get("traceparent"))) {
      response.headers.set("traceparent", child_of(*trace).text());
    }
    return std::move(response);
  }

 private:
  Reply reply_of_all() {
    if (auto refusal = admit_key()) {
      return *std::move(refusal);
    }
    if (auto refusal = admit_work()) {
      return *std::move(refusal);
    }
    auto query = read_query(operation_, call_.request);
    if (auto* error = std::get_if<ApiError>(&query)) {
      return std::move(*error);
    }
    call_.query = std::get<QueryValues>(std::move(query));
    return call_.key != nullptr && operation_.effect == Effect::creates ? answer_once()
                                                                        : handler_(call_);
  }

  std::optional<ApiError> admit_key() {
    if (!operation_.scope) {
      return std::nullopt;
    }
    auto who = authenticate(call_.request, gate_.context_.keys, call_.now);
    if (auto* error = std::get_if<ApiError>(&who)) {
      return std::move(*error);
    }
    key_ = std::get<tasks::ApiKey>(std::move(who));
    call_.key = &*key_;
    rate_ = gate_.take_request(*key_, call_.now);
    if (!rate_.allowed) {
      return rate_error(rate_);
    }
    return key_->scopes.has(*operation_.scope) ? std::nullopt
                                               : std::optional{scope_error(*operation_.scope)};
  }

  std::optional<ApiError> admit_work() const {
    if (operation_.effect != Effect::creates) {
      return std::nullopt;
    }
    if (gate_.context_.is_draining()) {
      return draining_error();
    }
    return gate_.context_.is_disk_nearly_full() ? std::optional{full_disk_error()} : std::nullopt;
  }

  // The handler, or the answer that it gave to the same request before.
  Reply answer_once() {
    auto read = read_idempotency(call_.request, operation_.method + " " + operation_.pattern);
    if (auto* error = std::get_if<ApiError>(&read)) {
      return std::move(*error);
    }
    call_.idempotency = std::get<std::optional<tasks::IdempotentRequest>>(std::move(read));
    if (!call_.idempotency) {
      return handler_(call_);
    }
    if (!take_place()) {
      return still_in_flight();
    }
    auto kept = find_kept();
    if (auto* error = std::get_if<ApiError>(&kept)) {
      return std::move(*error);
    }
    call_.kept_answer = std::get<std::optional<tasks::KeptAnswer>>(std::move(kept));
    if (call_.kept_answer && !operation_.answers_repeats) {
      return replayed(*call_.kept_answer);
    }
    Reply reply = handler_(call_);
    keep(reply);
    return reply;
  }

  bool take_place() {
    const tasks::IdempotentRequest& request = *call_.idempotency;
    std::string name = key_->owner_id + '\0' + request.route + '\0' + request.key;
    const std::lock_guard lock(gate_.mutex_);
    if (!gate_.in_flight_.insert(name).second) {
      return false;
    }
    in_flight_ = std::move(name);
    return true;
  }

  std::variant<std::optional<tasks::KeptAnswer>, ApiError> find_kept() {
    const tasks::IdempotentRequest& request = *call_.idempotency;
    auto found =
        gate_.context_.answers.find_answer(key_->owner_id, request.route, request.key, call_.now);
    if (!found) {
      return from_backend(found.error(), call_.request);
    }
    if (*found && (*found)->body_hash != request.body_hash) {
      return key_used_otherwise();
    }
    return *std::move(found);
  }

  // What made something is kept; a refusal may be asked for again, and perhaps end otherwise.
  void keep(const Reply& reply) {
    const auto* response = std::get_if<net::Response>(&reply);
    const auto* text = response == nullptr ? nullptr : std::get_if<std::string>(&response->body);
    if (call_.answer_is_kept || call_.kept_answer || text == nullptr || response->status >= 300) {
      return;
    }
    const auto kept = gate_.context_.answers.keep_answer(key_->owner_id, *call_.idempotency,
                                                         response->status, *text, call_.now);
    if (!kept) {
      log::error("answer not kept for its Idempotency-Key",
                 {{"request_id", call_.request.request_id}, {"why", kept.error().describe()}});
    }
  }

  Gate& gate_;
  const Operation& operation_;
  const OperationHandler& handler_;
  Call call_;
  std::optional<tasks::ApiKey> key_;
  RateVerdict rate_;
  std::string in_flight_;
};

std::int64_t Gate::rate_limit_of(const tasks::ApiKey& key) const {
  return key.requests_per_minute.value_or(context_.options.requests_per_minute);
}

RateVerdict Gate::take_request(const tasks::ApiKey& key, TimePoint now) {
  RateVerdict verdict = rate_limiter_.take(key.id, rate_limit_of(key), now);
  verdict.concurrency = key.max_concurrent.value_or(context_.options.max_concurrent);
  return verdict;
}

net::Handler Gate::guard(const Operation& operation, const OperationHandler& handler) {
  return [this, &operation, &handler](net::Request& request) {
    return Passage{*this, operation, handler, request}.answer();
  };
}

void mount(const OperationTable& table, Gate& gate, net::Router& router) {
  for (const OperationTable::Row& row : table.rows()) {
    router.add(row.operation.method, row.operation.pattern, gate.guard(row.operation, row.handler));
  }
}

}  // namespace kirin::api
