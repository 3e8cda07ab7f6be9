/// \file
/// How often a key may ask: a token bucket for each.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"

namespace kirin::api {

/// What a request found in its key's bucket.
struct RateVerdict {
  bool allowed = true;
  std::int64_t limit = 0;      ///< requests a minute; 0: none
  std::int64_t remaining = 0;  ///< that may follow at once
  int reset_seconds = 0;       ///< until the bucket is full again
  std::int64_t concurrency =
      0;                        ///< unfinished tasks the key may have, for the headers; 0: no limit
  int retry_after_seconds = 0;  ///< where it is not allowed: until one more is
};

/// Buckets hold as many tokens as the limit and fill evenly over a minute. From any thread; kept in
/// memory, so each server process counts for itself. Buckets that are full are forgotten.
class RateLimiter {
 public:
  /// Takes one token of `key_id`, whose limit is `per_minute` (0: none, always allowed).
  RateVerdict take(std::string_view key_id, std::int64_t per_minute, TimePoint now);

 private:
  struct Bucket {
    double tokens = 0;
    TimePoint filled_at;
  };
  struct NameHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  // Locked in parts, so that threads rarely meet.
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Bucket, NameHash, std::equal_to<>> buckets;
  };
  static constexpr std::size_t kShards = 16;
  std::array<Shard, kShards> shards_;
};

}  // namespace kirin::api
