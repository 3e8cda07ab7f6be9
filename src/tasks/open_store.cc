#include "tasks/open_store.h"

#include <fmt/format.h>

#include <string_view>

#include "tasks/sqlite/open_sqlite.h"

namespace kirin::tasks {

Result<Stores> open_stores(const std::string& url, const StoreOptions& options) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (!url.starts_with(kSqlite)) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("store \"{}\": known is \"sqlite:/path/kirin.db\"", url)};
  }
  const std::string path = url.substr(kSqlite.size());
  if (path.empty() || path.starts_with(':')) {
    return Error{
        ErrorCode::invalid_argument,
        fmt::format("store \"{}\": a file is due, as in \"sqlite:/path/kirin.db\"; several "
                    "processes share it",
                    url)};
  }
  return sqlite::open_sqlite(path, options).within(fmt::format("opening the store {}", path));
}

}  // namespace kirin::tasks
