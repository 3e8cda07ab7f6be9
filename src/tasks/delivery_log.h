/// \file
/// The outbox of callbacks as its owner sees it: what was sent, what came of it, once more please;
/// and the secrets that sign.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "tasks/delivery.h"
#include "tasks/task.h"

namespace kirin::tasks {

/// Secrets of one key that sign at the same time, at most: replacing once more ends the oldest.
inline constexpr int kMostWebhookSecrets = 5;

/// One row of the outbox.
struct DeliveryRecord {
  std::int64_t sequence = 0;
  std::string id;       ///< "msg_…"
  std::string task_id;  ///< empty for a test
  std::string owner_id;
  std::string key_id;
  std::string url;
  DeliveryKind kind = DeliveryKind::task;
  TaskStatus status = TaskStatus::queued;  ///< the change it tells of; of a test: completed
  DeliveryState state = DeliveryState::pending;
  int attempts = 0;  ///< since it was made or asked for again
  std::optional<TimePoint> due_at;
  std::optional<TimePoint> delivered_at;
  std::string note;  ///< of the latest try
  TimePoint created_at;
};

/// One try of a delivery.
struct DeliveryAttempt {
  int number = 1;  ///< from the first ever
  TimePoint at;
  int http_status = 0;  ///< 0: no answer
  std::chrono::milliseconds took{0};
  std::string note;
};

struct DeliveryQuery {
  std::string owner_id;
  std::optional<std::string> task_id = {};
  std::optional<DeliveryState> state = {};
  std::optional<std::int64_t> before = {};  ///< a sequence
  int limit = 20;
};

/// A secret that signs callbacks of one key, "whsec_…".
struct WebhookSecret {
  std::string secret;
  TimePoint created_at;
  std::optional<TimePoint> expires_at;  ///< where it was replaced: signs beside the new one so long
};

/// All functions block on the disk and may be called from any thread.
class DeliveryLog {
 public:
  virtual ~DeliveryLog() = default;
  /// Newest first.
  virtual Result<std::vector<DeliveryRecord>> deliveries(const DeliveryQuery& query) = 0;
  /// not_found also where it is somebody else's.
  virtual Result<DeliveryRecord> delivery(std::string_view owner_id, std::string_view id) = 0;
  /// Oldest first.
  virtual Result<std::vector<DeliveryAttempt>> attempts(std::string_view delivery_id) = 0;
  /// Due again at `now` as if it were new, under the same id; a receiver that was disabled by its
  /// 410 is asked again. not_found as delivery; failed_precondition where it is pending.
  virtual Result<DeliveryRecord> redeliver(std::string_view owner_id, std::string_view id,
                                           TimePoint now) = 0;
  /// A message of kind test, due at `now`; a receiver that was disabled is asked again.
  /// resource_exhausted within `pause` after the owner's last one.
  virtual Result<DeliveryRecord> add_test(std::string_view owner_id, std::string_view key_id,
                                          std::string_view url, std::chrono::milliseconds pause,
                                          TimePoint now) = 0;

  /// The secrets of a key that sign at `now`, newest first; none where it has none of its own.
  virtual Result<std::vector<WebhookSecret>> secrets(std::string_view key_id, TimePoint now) = 0;
  /// `secret` signs from now on; those before it for `overlap` more. Whether it can sign is the
  /// caller's to check (webhooks/sign.h).
  virtual Result<WebhookSecret> replace_secret(std::string_view key_id, std::string_view secret,
                                               std::chrono::milliseconds overlap,
                                               TimePoint now) = 0;
};

}  // namespace kirin::tasks
