/// \file
/// Keys that were good a moment ago, so that a stream of status polls does not ask the disk each
/// time.
#pragma once

#include <cstring>
#include <memory>
#include <shared_mutex>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "base/hash.h"
#include "tasks/key_store.h"

namespace kirin::tasks::sqlite {

/// Safe to use from any thread; never waits for more than a look at a table. Keeps hashes of the
/// secrets, not the secrets.
class RecentKeys {
 public:
  /// `lifetime`: how long a key that another process has revoked may still pass.
  explicit RecentKeys(Clock::duration lifetime) : lifetime_(lifetime) {}

  /// The key, where it was remembered no longer than `lifetime` before `now` (nor after it: clocks
  /// are set back); else null.
  std::shared_ptr<const ApiKey> find(std::string_view secret, TimePoint now) const;
  void remember(std::string_view secret, const ApiKey& key, TimePoint now);
  void forget_all();

 private:
  struct Entry {
    std::shared_ptr<const ApiKey> key;
    TimePoint seen_at;
  };
  struct DigestHash {
    std::size_t operator()(const Sha256Digest& digest) const {
      std::size_t first = 0;
      std::memcpy(&first, digest.data(), sizeof first);
      return first;
    }
  };

  Clock::duration lifetime_;
  mutable std::shared_mutex mutex_;
  std::unordered_map<Sha256Digest, Entry, DigestHash> by_digest_;
};

}  // namespace kirin::tasks::sqlite
