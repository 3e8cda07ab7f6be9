#include "webhooks/sender.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/ids.h"
#include "base/json_text.h"
#include "webhooks/sign.h"
#include "webhooks/test_task.h"

namespace kirin::webhooks {
namespace {

constexpr std::chrono::hours kLongestRetryAfter{1};

std::int64_t seconds_of(TimePoint time) {
  return std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count();
}

// FNV-1a: the same message jitters the same way in every process.
std::uint64_t seed_of(std::string_view id) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : id) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  }
  return hash;
}

Attempt failed(const Error& error) {
  // A URL that must not be called will not be allowed tomorrow, and a task that is gone not come
  // back.
  const bool is_final =
      error.code == ErrorCode::invalid_argument || error.code == ErrorCode::not_found;
  return {is_final ? Verdict::give_up : Verdict::retry, 0, error.describe(), {}};
}

// Why nobody needs this message, or nothing.
std::optional<std::string> reason_to_skip(const tasks::Task& task, const tasks::Delivery& delivery,
                                          Events events) {
  if (tasks::is_terminal(delivery.status)) {
    return std::nullopt;
  }
  if (events == Events::terminal) {
    return "skipped: only the end of a task is told";
  }
  if (delivery.attempts > 0 && tasks::is_terminal(task.status)) {
    return "skipped: the task has ended since";
  }
  return std::nullopt;
}

tasks::DeliveryOutcome::End end_of(const Attempt& attempt) {
  using End = tasks::DeliveryOutcome::End;
  switch (attempt.verdict) {
    case Verdict::delivered:
      return End::delivered;
    case Verdict::skipped:
      return End::skipped;
    case Verdict::give_up:
      return attempt.http_status == 410 ? End::gone : End::failed;
    case Verdict::retry:
      return End::failed;
  }
  EXPECTS(false);
}

// The trace the task belongs to, where it can stand in a header.
std::optional<std::string> trace_of(const tasks::Task& task) {
  const Json* trace = task.envelope.if_contains("traceparent");
  if (trace == nullptr || !trace->is_string() || !is_visible_id(trace->get_string())) {
    return std::nullopt;
  }
  return std::string{trace->get_string()};
}

// Of a receiver that is too busy; it may not put itself off for longer than an hour.
std::chrono::seconds wanted_pause(const fetch::Fetcher::PostAnswer& answer) {
  const bool is_busy = answer.status == 429 || answer.status == 503;
  return is_busy ? std::min<std::chrono::seconds>(answer.retry_after, kLongestRetryAfter)
                 : std::chrono::seconds{0};
}

std::optional<TimePoint> next_of(const tasks::Delivery& delivery, const Attempt& attempt,
                                 TimePoint now) {
  auto next = next_attempt(delivery.attempts + 1, now, seed_of(delivery.id));
  if (next) {
    next = std::max<TimePoint>(*next, now + attempt.retry_after);
  }
  return next;
}

}  // namespace

Sender::Sender(tasks::TaskStore& store, tasks::DeliveryLog& log, const fetch::Fetcher& fetcher,
               MakeBody make_body, SenderOptions options)
    : store_(&store),
      log_(&log),
      fetcher_(&fetcher),
      make_body_(std::move(make_body)),
      options_(std::move(options)) {}

Result<Sender> Sender::make(tasks::TaskStore& store, tasks::DeliveryLog& log,
                            const fetch::Fetcher& fetcher, MakeBody make_body,
                            SenderOptions options) {
  RETURN_IF_ERROR(signature_header(options.secrets, "msg", 0, ""));
  return Sender(store, log, fetcher, std::move(make_body), std::move(options));
}

Result<std::string> Sender::signatures(const tasks::Delivery& delivery, TimePoint now,
                                       std::string_view body) const {
  ASSIGN_OR_RETURN(const auto own, log_->secrets(delivery.key_id, now));
  std::vector<std::string> secrets;
  for (const tasks::WebhookSecret& each : own) {
    secrets.push_back(each.secret);
  }
  // A receiver that knows the installation's may learn of the key's first one after it was made.
  if (own.empty() || now - own.back().created_at < options_.secret_overlap) {
    secrets.insert(secrets.end(), options_.secrets.begin(), options_.secrets.end());
  }
  const auto header = signature_header(secrets, delivery.id, seconds_of(now), body);
  // Not the caller's fault, so it is tried again: somebody may put the secret right.
  return header ? header : Error{ErrorCode::internal, header.error().message};
}

Result<Sender::Message> Sender::compose(const tasks::Task& task, const tasks::Delivery& delivery,
                                        TimePoint now) const {
  JsonObject json = make_body_(task, delivery);
  if (delivery.kind == tasks::DeliveryKind::test) {
    json["type"] = to_string(delivery.kind);
  }
  Message message;
  message.body = json_text(json);
  message.headers = {"Content-Type: application/json", "User-Agent: Kirin-Webhooks",
                     fmt::format("webhook-id: {}", delivery.id),
                     fmt::format("webhook-timestamp: {}", seconds_of(now))};
  ASSIGN_OR_RETURN(const std::string signed_by, signatures(delivery, now, message.body));
  if (!signed_by.empty()) {
    message.headers.push_back("webhook-signature: " + signed_by);
  }
  if (const auto trace = trace_of(task)) {
    message.headers.push_back("traceparent: " + *trace);
  }
  return message;
}

// An error where the try shall not count.
Result<Attempt> Sender::send(const tasks::Delivery& delivery, TimePoint now,
                             const std::stop_token& stop) const {
  const bool is_test = delivery.kind == tasks::DeliveryKind::test;
  const auto task =
      is_test ? Result<tasks::Task>{test_task(delivery)} : store_->find_any(delivery.task_id);
  if (!task) {
    return failed(task.error());
  }
  if (auto reason = reason_to_skip(*task, delivery, options_.events)) {
    return Attempt{Verdict::skipped, 0, *std::move(reason), {}};
  }
  const auto message = compose(*task, delivery, now);
  if (!message) {
    return failed(message.error());
  }
  const auto answer =
      fetcher_->post(delivery.url, message->body, message->headers, options_.timeout, stop);
  if (!answer && answer.error().code == ErrorCode::canceled) {
    return answer.error();
  }
  if (!answer) {
    return failed(answer.error());
  }
  return Attempt{verdict_on(answer->status), answer->status, fmt::format("HTTP {}", answer->status),
                 wanted_pause(*answer)};
}

Result<Attempt> Sender::deliver(const tasks::Delivery& delivery, TimePoint now,
                                const std::stop_token& stop) const {
  const auto started = std::chrono::steady_clock::now();
  ASSIGN_OR_RETURN(Attempt attempt, send(delivery, now, stop));
  tasks::DeliveryOutcome outcome{.note = attempt.note, .http_status = attempt.http_status};
  outcome.took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - started);
  if (attempt.verdict == Verdict::retry) {
    outcome.next = next_of(delivery, attempt, now);
    attempt.verdict = outcome.next ? Verdict::retry : Verdict::give_up;
  }
  outcome.end = end_of(attempt);
  RETURN_IF_ERROR(store_->record_delivery(delivery.id, outcome, now));
  return attempt;
}

}  // namespace kirin::webhooks
