#include "tasks/sqlite/key_use.h"

#include <utility>

#include "base/log.h"
#include "tasks/sqlite/transaction.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr std::chrono::minutes kEvery{1};

// Another process may have noted a later use.
constexpr std::string_view kWrite =
    "UPDATE api_keys SET last_used_at = ?2 "
    "WHERE id = ?1 AND (last_used_at IS NULL OR last_used_at < ?2)";

Result<void> write_all(ConnectionPool& pool, const std::map<std::string, TimePoint>& uses) {
  return in_transaction(pool, [&](Database& database) -> Result<void> {
    for (const auto& [key_id, at] : uses) {
      ASSIGN_OR_RETURN(Statement update, database.statement(kWrite));
      RETURN_IF_ERROR(update.bind(key_id, at).run());
    }
    return {};
  });
}

}  // namespace

KeyUse::KeyUse(std::shared_ptr<Connections> connections)
    : connections_(std::move(connections)), writer_([this] { write_noted(); }) {}

KeyUse::~KeyUse() {
  {
    const std::scoped_lock lock{mutex_};
    is_closing_ = true;
  }
  changed_.notify_one();
}

void KeyUse::note(const std::string& key_id, TimePoint now) {
  {
    const std::scoped_lock lock{mutex_};
    const auto known = noted_at_.find(key_id);
    if (known != noted_at_.end() && now < known->second + kEvery) {
      return;
    }
    noted_at_[key_id] = now;
    unwritten_[key_id] = now;
  }
  changed_.notify_one();
}

void KeyUse::write_noted() {
  std::unique_lock lock{mutex_};
  while (true) {
    changed_.wait(lock, [this] { return !unwritten_.empty() || is_closing_; });
    if (unwritten_.empty()) {
      return;
    }
    const auto uses = std::exchange(unwritten_, {});
    lock.unlock();
    // Of no weight where it fails: the next use is noted a minute later.
    if (const auto written = write_all(connections_->progress, uses); !written) {
      log::debug("use of keys not noted", {{"error", written.error().describe()}});
    }
    lock.lock();
  }
}

}  // namespace kirin::tasks::sqlite
