/// \file
/// A transaction: all of it happens, or, unless committed, none.
#pragma once

#include <string_view>
#include <utility>

#include "base/result.h"
#include "tasks/sqlite/connection_pool.h"
#include "tasks/sqlite/database.h"

namespace kirin::tasks::sqlite {

class Transaction {
 public:
  /// Takes the write lock at once (BEGIN IMMEDIATE): a transaction that begins by reading could
  /// find at its first write that another process was faster, and would have to be run again.
  static Result<Transaction> begin(Database& database);
  /// Several reads that see one state of the file. Nothing to commit.
  static Result<Transaction> begin_reading(Database& database);
  ~Transaction();
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}
  Transaction& operator=(Transaction&&) = delete;

  Result<void> commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  static Result<Transaction> begin_with(Database& database, std::string_view sql);

  Database* database_;  // null once committed
};

/// Runs `work(database)`, which returns a Result, in a transaction on a connection of `pool`;
/// commits where it succeeds.
template <typename Work>
auto in_transaction(ConnectionPool& pool, Work work) -> decltype(work(std::declval<Database&>())) {
  ASSIGN_OR_RETURN(const auto connection, pool.acquire());
  ASSIGN_OR_RETURN(Transaction transaction, Transaction::begin(*connection));
  auto result = work(*connection);
  if (result) {
    RETURN_IF_ERROR(transaction.commit());
  }
  return result;
}

}  // namespace kirin::tasks::sqlite
