/// \file
/// One connection to a SQLite file, with the statements it has compiled. Used by one thread at a
/// time.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "tasks/sqlite/statement.h"

struct sqlite3;

namespace kirin::tasks::sqlite {

/// What a commit on a connection survives (in WAL mode).
enum class Durability {
  full,   ///< a power cut: the log is flushed before the commit returns
  normal  ///< a killed process; a power cut may undo the latest commits, never one before a full
          ///< one
};

enum class Access { read, write };

class Database {
 public:
  struct Options {
    Access access = Access::write;
    Durability durability = Durability::full;
    std::chrono::milliseconds patience{5'000};  ///< waits for locks; unavailable after that
  };

  /// Opens `path`; for writing it is made if missing, mode 0600.
  static Result<Database> open(const std::string& path, const Options& options);

  /// The statement `sql`, compiled once per connection.
  Result<Statement> statement(std::string_view sql);
  /// Runs one or several statements without parameters and results.
  Result<void> execute(const std::string& script);
  /// Rows that the last INSERT, UPDATE or DELETE changed.
  std::int64_t changes() const;
  bool is_in_transaction() const;

 private:
  struct Close {
    void operator()(sqlite3* handle) const;
  };
  struct LockWait {
    std::chrono::milliseconds patience{};
    std::chrono::steady_clock::time_point gives_up_at;
  };

  explicit Database(sqlite3* handle) : handle_(handle) {}
  void wait_for_locks(std::chrono::milliseconds patience);
  static int wait_for_lock(void* lock_wait, int times_before);

  std::unique_ptr<LockWait> lock_wait_;
  std::unique_ptr<sqlite3, Close> handle_;
  std::map<std::string, std::unique_ptr<CachedStatement>, std::less<>> statements_;
};

}  // namespace kirin::tasks::sqlite
