/// \file
/// A callback on its way: one row of the outbox, and what came of a try to send it.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "tasks/task.h"

namespace kirin::tasks {

enum class DeliveryKind {
  task,  ///< tells of a task
  test,  ///< sent because its owner asked for it
};

enum class DeliveryState {
  pending,
  delivered,
  skipped,  ///< nobody needed it any more
  dead,     ///< given up: no try is left, or the receiver wants no more
};

std::string_view to_string(DeliveryKind kind);
std::string_view to_string(DeliveryState state);
/// data_loss for anything but what to_string writes.
Result<DeliveryKind> parse_delivery_kind(std::string_view text);
Result<DeliveryState> parse_delivery_state(std::string_view text);

/// A callback that has to be sent.
struct Delivery {
  std::string id;       ///< "msg_…", stable over retries
  std::string task_id;  ///< empty for a test
  std::string owner_id;
  std::string key_id;  ///< whose secrets sign it
  std::string url;
  DeliveryKind kind = DeliveryKind::task;
  TaskStatus status = TaskStatus::queued;  ///< the change it tells of
  int attempts = 0;                        ///< so far, since it was made or asked for again
  TimePoint due_at;
};

/// What came of one try.
struct DeliveryOutcome {
  enum class End {
    delivered,
    failed,   ///< due again at `next`, where there is one
    gone,     ///< the receiver wants no more of that URL's messages
    skipped,  ///< nothing was sent: this counts as no try
  };
  End end = End::failed;
  std::optional<TimePoint> next = {};
  std::string note = {};
  int http_status = 0;  ///< 0: no answer
  std::chrono::milliseconds took{0};
};

}  // namespace kirin::tasks
