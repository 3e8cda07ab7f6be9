#include "tasks/sqlite/transaction.h"

#include "base/log.h"

namespace kirin::tasks::sqlite {

Result<Transaction> Transaction::begin(Database& database) {
  return begin_with(database, "BEGIN IMMEDIATE");
}

Result<Transaction> Transaction::begin_reading(Database& database) {
  return begin_with(database, "BEGIN");
}

Result<Transaction> Transaction::begin_with(Database& database, std::string_view sql) {
  ASSIGN_OR_RETURN(Statement begin, database.statement(sql));
  RETURN_IF_ERROR(begin.run());
  return Transaction{database};
}

Transaction::~Transaction() {
  // SQLite rolls back by itself after some errors, such as a full disk.
  if (database_ == nullptr || !database_->is_in_transaction()) {
    return;
  }
  const auto rolled_back = database_->execute("ROLLBACK");
  if (!rolled_back) {
    log::error("store rollback failed", {{"error", rolled_back.error().describe()}});
  }
}

Result<void> Transaction::commit() {
  ASSIGN_OR_RETURN(Statement commit, database_->statement("COMMIT"));
  RETURN_IF_ERROR(commit.run());
  database_ = nullptr;
  return {};
}

}  // namespace kirin::tasks::sqlite
