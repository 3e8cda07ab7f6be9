/// \file
/// Keys that were good a moment ago, so that a stream of status polls does not ask the disk each
/// time.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "tasks/key_store.h"

namespace kirin::tasks::sqlite {

/// Safe to use from any thread. Keeps hashes of the secrets, not the secrets.
class RecentKeys {
 public:
  /// `lifetime`: how long a key that another process has revoked may still pass.
  explicit RecentKeys(Clock::duration lifetime) : lifetime_(lifetime) {}

  /// The key, where it was remembered no longer than `lifetime` before `now` (nor after it: clocks
  /// are set back).
  std::optional<ApiKey> find(std::string_view secret, TimePoint now) const;
  void remember(std::string_view secret, const ApiKey& key, TimePoint now);
  void forget_all();

 private:
  struct Entry {
    ApiKey key;
    TimePoint seen_at;
  };

  Clock::duration lifetime_;
  mutable std::mutex mutex_;
  std::map<std::string, Entry, std::less<>> by_hash_;
};

}  // namespace kirin::tasks::sqlite
