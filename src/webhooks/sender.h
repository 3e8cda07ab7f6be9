/// \file
/// One try to deliver one callback: body, signature, POST, and the record of what came of it.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "fetch/fetcher.h"
#include "tasks/delivery_log.h"
#include "tasks/task_store.h"
#include "webhooks/retry.h"

namespace kirin::webhooks {

/// The body of the callback that tells of `delivery.status` of the task. Called from several
/// threads.
using MakeBody =
    std::function<JsonObject(const tasks::Task& task, const tasks::Delivery& delivery)>;

/// Which changes of a task are told: every one, or only its end.
enum class Events { all, terminal };

struct SenderOptions {
  /// "whsec_…": the installation's. They sign, each, the messages of keys without secrets of their
  /// own, and for `secret_overlap` of those that got their first; none: not signed.
  std::vector<std::string> secrets;
  std::chrono::milliseconds secret_overlap = std::chrono::days{7};
  std::chrono::milliseconds timeout{10'000};
  Events events = Events::all;
};

struct Attempt {
  Verdict verdict = Verdict::retry;
  int http_status = 0;  ///< 0 where there was no answer
  std::string note;     ///< for the outbox and the log: "HTTP 503", "deadline_exceeded: …"
  std::chrono::seconds retry_after{0};  ///< what the receiver asked for; 0: nothing
};

/// Sends what it is told to; may be used from several threads at once.
class Sender {
 public:
  /// The references outlive the sender. invalid_argument for a secret that cannot sign.
  static Result<Sender> make(tasks::TaskStore& store, tasks::DeliveryLog& log,
                             const fetch::Fetcher& fetcher, MakeBody make_body,
                             SenderOptions options);

  /// Tries once and records it in the store: delivered, due again as next_attempt says and not
  /// before the receiver wants it (Retry-After, an hour at most), given up, or skipped: where
  /// `events` leaves it out, and where a change on the way was not taken before the task ended, so
  /// that nobody reads hours later that it is running.
  ///
  /// POSTs JSON with `webhook-id` (the delivery's, the same in every try), `webhook-timestamp`,
  /// `webhook-signature` and the task's `traceparent`; a test message has `"type": "test"` in its
  /// body. canceled where `stop` broke it off, and the error of the store where what came of it
  /// could not be recorded: then the message is still due and will be sent once more.
  Result<Attempt> deliver(const tasks::Delivery& delivery, TimePoint now,
                          const std::stop_token& stop) const;

 private:
  struct Message {
    std::string body;
    std::vector<std::string> headers;
  };

  Sender(tasks::TaskStore& store, tasks::DeliveryLog& log, const fetch::Fetcher& fetcher,
         MakeBody make_body, SenderOptions options);

  Result<Attempt> send(const tasks::Delivery& delivery, TimePoint now,
                       const std::stop_token& stop) const;
  Result<Message> compose(const tasks::Task& task, const tasks::Delivery& delivery,
                          TimePoint now) const;
  Result<std::string> signatures(const tasks::Delivery& delivery, TimePoint now,
                                 std::string_view body) const;

  tasks::TaskStore* store_;
  tasks::DeliveryLog* log_;
  const fetch::Fetcher* fetcher_;
  MakeBody make_body_;
  SenderOptions options_;
};

}  // namespace kirin::webhooks
