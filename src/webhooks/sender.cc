#include "webhooks/sender.h"

#include <fmt/format.h>

#include <utility>

#include "webhooks/sign.h"

namespace kirin::webhooks {
namespace {

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
  return {is_final ? Verdict::give_up : Verdict::retry, 0, error.describe()};
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

}  // namespace

Sender::Sender(tasks::TaskStore& store, const fetch::Fetcher& fetcher, MakeBody make_body,
               SenderOptions options)
    : store_(&store),
      fetcher_(&fetcher),
      make_body_(std::move(make_body)),
      options_(std::move(options)) {}

Result<Sender> Sender::make(tasks::TaskStore& store, const fetch::Fetcher& fetcher,
                            MakeBody make_body, SenderOptions options) {
  RETURN_IF_ERROR(signature_header(options.secrets, "msg", 0, ""));
  return Sender(store, fetcher, std::move(make_body), std::move(options));
}

Attempt Sender::send(const tasks::Delivery& delivery, TimePoint now) const {
  const auto task = store_->find_any(delivery.task_id);
  if (!task) {
    return failed(task.error());
  }
  if (auto reason = reason_to_skip(*task, delivery, options_.events)) {
    return {Verdict::skipped, 0, *std::move(reason)};
  }
  const std::string body = boost::json::serialize(make_body_(*task, delivery));
  const std::int64_t timestamp = seconds_of(now);
  std::vector<std::string> headers{"Content-Type: application/json", "User-Agent: Kirin-Webhooks",
                                   fmt::format("webhook-id: {}", delivery.id),
                                   fmt::format("webhook-timestamp: {}", timestamp)};
  if (!options_.secrets.empty()) {
    const auto signatures = signature_header(options_.secrets, delivery.id, timestamp, body);
    EXPECTS(signatures.has_value());  // make() tried the secrets
    headers.push_back(fmt::format("webhook-signature: {}", *signatures));
  }
  const auto answer = fetcher_->post(delivery.url, body, headers, options_.timeout);
  if (!answer) {
    return failed(answer.error());
  }
  return {verdict_on(answer->status), answer->status, fmt::format("HTTP {}", answer->status)};
}

Result<Attempt> Sender::deliver(const tasks::Delivery& delivery, TimePoint now) const {
  Attempt attempt = send(delivery, now);
  std::optional<TimePoint> next;
  if (attempt.verdict == Verdict::retry) {
    next = next_attempt(delivery.attempts + 1, now, seed_of(delivery.id));
    attempt.verdict = next ? Verdict::retry : Verdict::give_up;
  }
  RETURN_IF_ERROR(store_->record_delivery(
      delivery.id,
      {.end = end_of(attempt), .next = next, .note = attempt.note, .http_status = attempt.http_status},
      now));
  return attempt;
}

}  // namespace kirin::webhooks
