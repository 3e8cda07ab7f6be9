#include "api/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace kirin::api {
namespace {

constexpr double kWindowSeconds = 60;
// A shard that holds more is cleared of full buckets first.
constexpr std::size_t kManyBuckets = 4096;

int whole_seconds(double seconds) { return static_cast<int>(std::ceil(std::max(0.0, seconds))); }

double seconds_between(TimePoint from, TimePoint to) {
  return std::max(0.0, std::chrono::duration<double>(to - from).count());
}

}  // namespace

RateVerdict RateLimiter::take(std::string_view key_id, std::int64_t per_minute, TimePoint now) {
  if (per_minute <= 0) {
    return {};
  }
  const auto capacity = static_cast<double>(per_minute);
  const double per_second = capacity / kWindowSeconds;
  Shard& shard = shards_[std::hash<std::string_view>{}(key_id) % kShards];
  const std::lock_guard lock(shard.mutex);
  if (shard.buckets.size() > kManyBuckets) {
    std::erase_if(shard.buckets, [&](const auto& entry) {
      return seconds_between(entry.second.filled_at, now) > kWindowSeconds;
    });
  }
  auto found = shard.buckets.find(key_id);
  if (found == shard.buckets.end()) {
    found = shard.buckets.emplace(std::string{key_id}, Bucket{capacity, now}).first;
  }
  Bucket& bucket = found->second;
  bucket.tokens =
      std::min(capacity, bucket.tokens + seconds_between(bucket.filled_at, now) * per_second);
  bucket.filled_at = std::max(bucket.filled_at, now);

  RateVerdict verdict;
  verdict.limit = per_minute;
  verdict.allowed = bucket.tokens >= 1;
  if (verdict.allowed) {
    bucket.tokens -= 1;
  } else {
    verdict.retry_after_seconds = std::max(1, whole_seconds((1 - bucket.tokens) / per_second));
  }
  verdict.remaining = static_cast<std::int64_t>(bucket.tokens);
  verdict.reset_seconds = whole_seconds((capacity - bucket.tokens) / per_second);
  return verdict;
}

}  // namespace kirin::api
