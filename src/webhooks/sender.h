/// \file
/// One try to deliver one callback: body, signature, POST, and the record of what came of it.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/result.h"
#include "fetch/fetcher.h"
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
  std::vector<std::string> secrets;  ///< "whsec_…"; messages are signed with each; none: not signed
  std::chrono::milliseconds timeout{10'000};
  Events events = Events::all;
};

struct Attempt {
  Verdict verdict = Verdict::retry;
  int http_status = 0;  ///< 0 where there was no answer
  std::string note;     ///< for the outbox and the log: "HTTP 503", "deadline_exceeded: …"
};

/// Sends what it is told to; may be used from several threads at once.
class Sender {
 public:
  /// invalid_argument for a secret that cannot sign.
  static Result<Sender> make(tasks::TaskStore& store, const fetch::Fetcher& fetcher,
                             MakeBody make_body, SenderOptions options);

  /// Tries once and records it in the store: delivered, due again as next_attempt says, given up,
  /// or skipped: where `events` leaves it out, and where a change on the way was not taken before
  /// the task ended, so that nobody reads hours later that it is running. POSTs JSON with
  /// `webhook-id` (the delivery's, the same in every try), `webhook-timestamp` and
  /// `webhook-signature`. The error of the store where that could not be recorded: then the message
  /// is still due and will be sent once more.
  Result<Attempt> deliver(const tasks::Delivery& delivery, TimePoint now) const;

 private:
  Sender(tasks::TaskStore& store, const fetch::Fetcher& fetcher, MakeBody make_body,
         SenderOptions options);

  Attempt send(const tasks::Delivery& delivery, TimePoint now) const;

  tasks::TaskStore* store_;
  const fetch::Fetcher* fetcher_;
  MakeBody make_body_;
  SenderOptions options_;
};

}  // namespace kirin::webhooks
