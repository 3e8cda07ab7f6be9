#include "webhooks/retry.h"

#include <array>

#include "base/expects.h"

namespace kirin::webhooks {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::array<seconds, 8> kDelays{seconds{5},  seconds{30}, minutes{2}, minutes{10},
                                         minutes{30}, hours{2},    hours{6},   hours{12}};
constexpr double kJitter = 0.2;

// A number in [0, 1) that differs from message to message and from try to try: SplitMix64's
// finaliser.
double fraction_of(std::uint64_t seed, int attempt) {
  std::uint64_t z = seed + static_cast<std::uint64_t>(attempt) * 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
  z ^= z >> 31U;
  return static_cast<double>(z >> 11U) * 0x1p-53;
}

}  // namespace

std::optional<TimePoint> next_attempt(int attempt, TimePoint now, std::uint64_t seed) {
  EXPECTS(attempt >= 1);
  if (attempt > static_cast<int>(kDelays.size())) {
    return std::nullopt;
  }
  const double factor = 1 + kJitter * (2 * fraction_of(seed, attempt) - 1);
  const std::chrono::duration<double> delay =
      kDelays[static_cast<std::size_t>(attempt - 1)] * factor;
  return now + std::chrono::duration_cast<Clock::duration>(delay);
}

Verdict verdict_on(int http_status) {
  if (http_status >= 200 && http_status < 300) {
    return Verdict::delivered;
  }
  return http_status == 410 ? Verdict::give_up : Verdict::retry;
}

}  // namespace kirin::webhooks
