#include "tasks/sqlite/recent_keys.h"

#include "base/hash.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::size_t kEntries = 10'000;  // a few megabytes

}  // namespace

std::optional<ApiKey> RecentKeys::find(std::string_view secret, TimePoint now) const {
  const std::string hash = sha256_hex(secret);
  const std::scoped_lock lock{mutex_};
  const auto found = by_hash_.find(hash);
  if (found == by_hash_.end()) {
    return std::nullopt;
  }
  const auto age = now - found->second.seen_at;
  const bool is_recent = age >= Clock::duration::zero() && age < lifetime_;
  return is_recent ? std::optional{found->second.key} : std::nullopt;
}

void RecentKeys::remember(std::string_view secret, const ApiKey& key, TimePoint now) {
  std::string hash = sha256_hex(secret);
  const std::scoped_lock lock{mutex_};
  if (by_hash_.size() >= kEntries) {
    by_hash_.clear();
  }
  by_hash_.insert_or_assign(std::move(hash), Entry{key, now});
}

void RecentKeys::forget_all() {
  const std::scoped_lock lock{mutex_};
  by_hash_.clear();
}

}  // namespace kirin::tasks::sqlite
