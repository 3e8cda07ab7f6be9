#include "tasks/sqlite/open_sqlite.h"

#include <filesystem>
#include <memory>

#include "base/file.h"
#include "tasks/sqlite/account_store.h"
#include "tasks/sqlite/delivery_log.h"
#include "tasks/sqlite/kept_answers.h"
#include "tasks/sqlite/key_store.h"
#include "tasks/sqlite/retention_store.h"
#include "tasks/sqlite/schema.h"
#include "tasks/sqlite/task_store.h"
#include "tasks/sqlite/usage_ledger.h"

namespace kirin::tasks::sqlite {
namespace {

Result<std::filesystem::path> folder_of(const std::string& path) {
  std::error_code failure;
  const auto folder = std::filesystem::absolute(path, failure).parent_path();
  if (!failure) {
    std::filesystem::create_directories(folder, failure);
  }
  if (failure) {
    return system_error("creating " + folder.string(), failure.value());
  }
  return folder;
}

}  // namespace

Result<Stores> open_sqlite(const std::string& path, const StoreOptions& options) {
  ASSIGN_OR_RETURN(const auto folder, folder_of(path));
  // Shared, as each store may outlive the others.
  auto connections = std::make_shared<Connections>(path, options.patience, options.readers);
  {
    ASSIGN_OR_RETURN(const auto connection, connections->writer.acquire());
    RETURN_IF_ERROR(migrate(*connection, options.patience));
  }
  // A file that was just made must still be in its folder after a power cut.
  RETURN_IF_ERROR(sync_directory(folder));
  Stores stores;
  stores.tasks = std::make_unique<SqliteTaskStore>(connections, options);
  stores.keys = std::make_unique<SqliteKeyStore>(connections);
  stores.usage = std::make_unique<SqliteUsageLedger>(connections);
  stores.accounts = std::make_unique<SqliteAccountStore>(connections);
  stores.answers = std::make_unique<SqliteIdempotencyStore>(connections);
  stores.retention = std::make_unique<SqliteRetentionStore>(connections);
  stores.deliveries = std::make_unique<SqliteDeliveryLog>(connections);
  return stores;
}

}  // namespace kirin::tasks::sqlite
