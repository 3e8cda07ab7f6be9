#include "tasks/sqlite/statement.h"

#include <sqlite3.h>

#include <utility>

#include "tasks/sqlite/error.h"

namespace kirin::tasks::sqlite {

CachedStatement::~CachedStatement() { sqlite3_finalize(raw); }

Statement::Statement(CachedStatement& cached) : cached_(&cached) {
  EXPECTS(!cached.is_in_use);
  cached.is_in_use = true;
}

Statement::~Statement() {
  if (cached_ != nullptr) {
    sqlite3_reset(cached_->raw);
    sqlite3_clear_bindings(cached_->raw);
    cached_->is_in_use = false;
  }
}

Statement::Statement(Statement&& other) noexcept
    : cached_(std::exchange(other.cached_, nullptr)), bind_code_(other.bind_code_) {}

Result<bool> Statement::step() {
  const int code = bind_code_ != SQLITE_OK ? bind_code_ : sqlite3_step(cached_->raw);
  if (code == SQLITE_ROW || code == SQLITE_DONE) {
    return code == SQLITE_ROW;
  }
  return sqlite_error(sqlite3_db_handle(cached_->raw), code, sqlite3_sql(cached_->raw));
}

Result<void> Statement::run() {
  while (true) {
    ASSIGN_OR_RETURN(const bool has_row, step());
    if (!has_row) {
      return {};
    }
  }
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(cached_->raw, column);
}

double Statement::real(int column) const { return sqlite3_column_double(cached_->raw, column); }

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(cached_->raw, column));
  const int size_bytes = sqlite3_column_bytes(cached_->raw, column);
  return bytes == nullptr ? std::string{}
                          : std::string(bytes, static_cast<std::size_t>(size_bytes));
}

TimePoint Statement::time(int column) const { return from_millis(integer(column)); }

std::optional<std::int64_t> Statement::optional_integer(int column) const {
  return is_null(column) ? std::nullopt : std::optional{integer(column)};
}

std::optional<std::string> Statement::optional_text(int column) const {
  return is_null(column) ? std::nullopt : std::optional{text(column)};
}

std::optional<TimePoint> Statement::optional_time(int column) const {
  return is_null(column) ? std::nullopt : std::optional{time(column)};
}

void Statement::bind_at(int index, double value) {
  keep(sqlite3_bind_double(cached_->raw, index, value));
}

void Statement::bind_at(int index, std::string_view value) {
  // Of an empty view data() may be null, which SQLite would take for NULL.
  const char* bytes = value.empty() ? "" : value.data();
  keep(
      sqlite3_bind_text64(cached_->raw, index, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind_integer(int index, std::int64_t value) {
  keep(sqlite3_bind_int64(cached_->raw, index, value));
}

void Statement::bind_null(int index) { keep(sqlite3_bind_null(cached_->raw, index)); }

void Statement::keep(int code) {
  EXPECTS(code != SQLITE_RANGE && code != SQLITE_MISUSE);
  if (bind_code_ == SQLITE_OK) {
    bind_code_ = code;
  }
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(cached_->raw, column) == SQLITE_NULL;
}

}  // namespace kirin::tasks::sqlite
