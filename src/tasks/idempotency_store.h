/// \file
/// Answers kept for 24 hours, so that a caller who did not see one may ask again.
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/result.h"
#include "tasks/admission.h"

namespace kirin::tasks {

/// How long an answer is kept (IETF draft Idempotency-Key; API.md Part 3).
inline constexpr std::chrono::hours kAnswerLifetime{24};

/// The answer to a create is kept by TaskStore::create, in its transaction.
class IdempotencyStore {
 public:
  virtual ~IdempotencyStore() = default;
  /// The kept answer, or nothing where there is none that is younger than kAnswerLifetime.
  virtual Result<std::optional<KeptAnswer>> find_answer(std::string_view owner_id,
                                                        std::string_view route,
                                                        std::string_view key, TimePoint now) = 0;
  /// Keeps the answer of a call that made something other than a task. already_exists where one is
  /// kept and not too old.
  virtual Result<void> keep_answer(std::string_view owner_id, const IdempotentRequest& request,
                                   int status, std::string_view body, TimePoint now) = 0;
  /// Forgets answers older than kAnswerLifetime; at most `limit`. How many there were.
  virtual Result<int> forget_old_answers(TimePoint now, int limit) = 0;
};

}  // namespace kirin::tasks
