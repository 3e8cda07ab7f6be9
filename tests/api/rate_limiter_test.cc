#include "api/rate_limiter.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace kirin::api {
namespace {

using std::chrono::seconds;

const TimePoint kNoon = from_millis(1'769'757'744'021);

TEST(RateLimiterTest, AllowsAsManyAsTheLimitAtOnceThenOneByOne) {
  RateLimiter limiter;
  for (int i = 0; i < 6; ++i) {
    const RateVerdict verdict = limiter.take("key_a", 6, kNoon);
    EXPECT_TRUE(verdict.allowed);
    EXPECT_EQ(verdict.remaining, 5 - i);
  }
  const RateVerdict refused = limiter.take("key_a", 6, kNoon);
  EXPECT_FALSE(refused.allowed);
  EXPECT_EQ(refused.retry_after_seconds, 10);  // 6 a minute: one every 10 s
  EXPECT_FALSE(limiter.take("key_a", 6, kNoon + seconds{9}).allowed);
  EXPECT_TRUE(limiter.take("key_a", 6, kNoon + seconds{10}).allowed);
  EXPECT_FALSE(limiter.take("key_a", 6, kNoon + seconds{10}).allowed);
}

TEST(RateLimiterTest, SaysWhenTheBucketIsFullAgain) {
  RateLimiter limiter;
  EXPECT_EQ(limiter.take("key_a", 60, kNoon).reset_seconds, 1);
  EXPECT_EQ(limiter.take("key_a", 60, kNoon).reset_seconds, 2);
  EXPECT_EQ(limiter.take("key_a", 60, kNoon + seconds{120}).reset_seconds, 1);
}

TEST(RateLimiterTest, KeysDoNotShare) {
  RateLimiter limiter;
  EXPECT_TRUE(limiter.take("key_a", 1, kNoon).allowed);
  EXPECT_FALSE(limiter.take("key_a", 1, kNoon).allowed);
  EXPECT_TRUE(limiter.take("key_b", 1, kNoon).allowed);
}

TEST(RateLimiterTest, NoLimitIsNone) {
  RateLimiter limiter;
  for (int i = 0; i < 1000; ++i) {
    EXPECT_TRUE(limiter.take("key_a", 0, kNoon).allowed);
  }
  EXPECT_EQ(limiter.take("key_a", 0, kNoon).limit, 0);
}

TEST(RateLimiterTest, AClockThatGoesBackGivesNothingAway) {
  RateLimiter limiter;
  EXPECT_TRUE(limiter.take("key_a", 1, kNoon).allowed);
  EXPECT_FALSE(limiter.take("key_a", 1, kNoon - seconds{3600}).allowed);
  EXPECT_FALSE(limiter.take("key_a", 1, kNoon + seconds{1}).allowed);
}

TEST(RateLimiterTest, ThreadsTogetherGetNoMoreThanTheLimit) {
  RateLimiter limiter;
  std::atomic<int> allowed = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 200; ++j) {
        allowed += limiter.take("key_a", 100, kNoon).allowed ? 1 : 0;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(allowed, 100);
}

}  // namespace
}  // namespace kirin::api
