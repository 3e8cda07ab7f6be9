#include "tasks/sqlite/database.h"

#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <thread>

#include "tasks/sqlite/error.h"

namespace kirin::tasks::sqlite {
namespace {

constexpr mode_t kPrivate = 0600;

// SQLite's own waits grow to 100 ms, in which a busy writer gets the lock many times over and we
// never do. The gaps between its commits are short, so look often.
constexpr std::chrono::microseconds kLockPoll{700};

std::string settings(const Database::Options& options) {
  return fmt::format("PRAGMA synchronous = {}; PRAGMA query_only = {}; PRAGMA temp_store = MEMORY;",
                     options.durability == Durability::full ? "FULL" : "NORMAL",
                     options.access == Access::read ? "ON" : "OFF");
}

}  // namespace

void Database::Close::operator()(sqlite3* handle) const { sqlite3_close(handle); }

Result<Database> Database::open(const std::string& path, const Options& options) {
  std::error_code ignored;
  const bool is_new = options.access == Access::write && !std::filesystem::exists(path, ignored);
  const int create = options.access == Access::write ? SQLITE_OPEN_CREATE : 0;
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(
      path.c_str(), &handle,
      SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | create, nullptr);
  Database database{handle};
  if (code != SQLITE_OK) {
    return sqlite_error(handle, code, "sqlite3_open");
  }
  // By name: closing a descriptor of our own would drop the locks SQLite holds on the file. It is
  // still empty.
  if (is_new && ::chmod(path.c_str(), kPrivate) != 0) {
    return system_error("chmod", errno);
  }
  database.wait_for_locks(options.patience);
  RETURN_IF_ERROR(database.execute(settings(options)));
  return database;
}

void Database::wait_for_locks(std::chrono::milliseconds patience) {
  lock_wait_ = std::make_unique<LockWait>();
  lock_wait_->patience = patience;
  sqlite3_busy_handler(handle_.get(), &Database::wait_for_lock, lock_wait_.get());
}

int Database::wait_for_lock(void* lock_wait, int times_before) {
  auto& wait = *static_cast<LockWait*>(lock_wait);
  const auto now = std::chrono::steady_clock::now();
  if (times_before == 0) {
    wait.gives_up_at = now + wait.patience;
  }
  if (now >= wait.gives_up_at) {
    return 0;
  }
  std::this_thread::sleep_for(kLockPoll);
  return 1;
}

Result<Statement> Database::statement(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) {
    sqlite3_stmt* raw = nullptr;
    const int code = sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                        SQLITE_PREPARE_PERSISTENT, &raw, nullptr);
    if (code != SQLITE_OK) {
      return sqlite_error(handle_.get(), code, sql);
    }
    found = statements_.emplace(std::string{sql}, std::make_unique<CachedStatement>(raw)).first;
  }
  return Statement{*found->second};
}

Result<void> Database::execute(const std::string& script) {
  const int code = sqlite3_exec(handle_.get(), script.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) {
    return sqlite_error(handle_.get(), code, script);
  }
  return {};
}

std::int64_t Database::changes() const { return sqlite3_changes64(handle_.get()); }

bool Database::is_in_transaction() const { return sqlite3_get_autocommit(handle_.get()) == 0; }

}  // namespace kirin::tasks::sqlite
