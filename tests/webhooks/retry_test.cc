#include "webhooks/retry.h"

#include <gtest/gtest.h>

#include <set>

namespace kirin::webhooks {
namespace {

const TimePoint kNow = from_millis(1'780'000'000'000);

double delay_seconds(int attempt, std::uint64_t seed) {
  return std::chrono::duration<double>(next_attempt(attempt, kNow, seed).value() - kNow).count();
}

// 5 s, 30 s, 2 min, 10 min, 30 min, 2 h, 6 h, 12 h.
TEST(NextAttempt, KeepsTheScheduleWithinAFifth) {
  const double due[] = {5, 30, 120, 600, 1800, 7200, 21600, 43200};
  for (int attempt = 1; attempt <= 8; ++attempt) {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
      EXPECT_GE(delay_seconds(attempt, seed), 0.8 * due[attempt - 1]);
      EXPECT_LE(delay_seconds(attempt, seed), 1.2 * due[attempt - 1]);
    }
  }
}

TEST(NextAttempt, GivesUpAfterTheNinthTry) {
  EXPECT_FALSE(next_attempt(9, kNow, 1).has_value());
  EXPECT_FALSE(next_attempt(1000, kNow, 1).has_value());
}

TEST(NextAttempt, SpreadsTheMessagesOfOneOutageOverTheWholeWindow) {
  std::set<int> slices;  // tenths of [4 s, 6 s)
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    slices.insert(static_cast<int>((delay_seconds(1, seed) - 4) / 0.2));
  }
  EXPECT_EQ(slices.size(), 10U);
}

TEST(NextAttempt, IsTheSameForTheSameMessage) {
  EXPECT_EQ(next_attempt(3, kNow, 77), next_attempt(3, kNow, 77));
}

TEST(VerdictOn, TakesAnySuccessAndNothingElse) {
  for (const int status : {200, 201, 202, 204, 299}) {
    EXPECT_EQ(verdict_on(status), Verdict::delivered) << status;
  }
  for (const int status : {100, 199, 300, 301, 302, 307, 400, 401, 404, 408, 429, 500, 503}) {
    EXPECT_EQ(verdict_on(status), Verdict::retry) << status;
  }
  EXPECT_EQ(verdict_on(410), Verdict::give_up);
}

}  // namespace
}  // namespace kirin::webhooks
