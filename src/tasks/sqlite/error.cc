#include "tasks/sqlite/error.h"

#include <fmt/format.h>
#include <sqlite3.h>

namespace kirin::tasks::sqlite {
namespace {

constexpr int kPrimaryCode = 0xff;  // https://www.sqlite.org/rescode.html: the low byte

ErrorCode word_for(int code) {
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
      return ErrorCode::already_exists;
    default:
      break;
  }
  switch (code & kPrimaryCode) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return ErrorCode::unavailable;
    case SQLITE_FULL:
    case SQLITE_NOMEM:
    case SQLITE_TOOBIG:
      return ErrorCode::resource_exhausted;
    case SQLITE_CORRUPT:
      return ErrorCode::data_loss;
    case SQLITE_NOTADB:
      return ErrorCode::failed_precondition;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return ErrorCode::permission_denied;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
      return ErrorCode::invalid_argument;
    default:
      return ErrorCode::internal;
  }
}

}  // namespace

Error sqlite_error(sqlite3* handle, int code, std::string_view what) {
  const std::string found = handle == nullptr
                                ? sqlite3_errstr(code)
                                : fmt::format("{} (SQLite {})", sqlite3_errmsg(handle), code);
  const int primary = code & kPrimaryCode;
  const int error_number = handle == nullptr ? 0 : sqlite3_system_errno(handle);
  if ((primary == SQLITE_CANTOPEN || primary == SQLITE_IOERR) && error_number != 0) {
    return system_error(fmt::format("{}: {}", what, found), error_number);
  }
  return Error{word_for(code), fmt::format("{}: {}", what, found)};
}

}  // namespace kirin::tasks::sqlite
