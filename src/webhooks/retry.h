/// \file
/// When a callback that was not taken is tried again, and when no more.
#pragma once

#include <cstdint>
#include <optional>

#include "base/clock.h"

namespace kirin::webhooks {

/// When to try again after try number `attempt` (1 for the first) failed at `now`: after 5 s, 30 s,
/// 2 min, 10 min, 30 min, 2 h, 6 h and 12 h, each up to a fifth more or less by `seed`, so that the
/// messages of one outage do not come back together. Nothing after the ninth try: given up.
std::optional<TimePoint> next_attempt(int attempt, TimePoint now, std::uint64_t seed);

/// What one try came to.
enum class Verdict {
  delivered,  ///< 2xx
  retry,
  give_up,  ///< 410: the receiver wants no more; or the URL is one we must not call
  skipped,  ///< nothing was sent: nobody wants to be told of it, or not any more
};

/// The verdict on an HTTP status. Redirects are not followed and count as failures.
Verdict verdict_on(int http_status);

}  // namespace kirin::webhooks
