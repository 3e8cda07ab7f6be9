#include "tasks/sqlite/recent_keys.h"

#include <mutex>
#include <utility>

namespace kirin::tasks::sqlite {
namespace {

constexpr std::size_t kEntries = 10'000;  // a few megabytes

}  // namespace

std::shared_ptr<const ApiKey> RecentKeys::find(std::string_view secret, TimePoint now) const {
  const Sha256Digest digest = sha256(secret);
  const std::shared_lock lock{mutex_};
  const auto found = by_digest_.find(digest);
  if (found == by_digest_.end()) {
    return nullptr;
  }
  const auto age = now - found->second.seen_at;
  const bool is_recent = age >= Clock::duration::zero() && age < lifetime_;
  return is_recent ? found->second.key : nullptr;
}

void RecentKeys::remember(std::string_view secret, const ApiKey& key, TimePoint now) {
  auto kept = std::make_shared<const ApiKey>(key);
  const Sha256Digest digest = sha256(secret);
  const std::scoped_lock lock{mutex_};
  if (by_digest_.size() >= kEntries) {
    by_digest_.clear();
  }
  by_digest_.insert_or_assign(digest, Entry{std::move(kept), now});
}

void RecentKeys::forget_all() {
  const std::scoped_lock lock{mutex_};
  by_digest_.clear();
}

}  // namespace kirin::tasks::sqlite
