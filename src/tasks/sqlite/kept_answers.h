/// \file
/// `IdempotencyStore` in a SQLite file, and its steps for transactions of others.
#pragma once

#include <memory>

#include "tasks/idempotency_store.h"
#include "tasks/sqlite/connection_pool.h"

namespace kirin::tasks::sqlite {

/// As IdempotencyStore::find_answer.
Result<std::optional<KeptAnswer>> find_answer(Database& database, std::string_view owner_id,
                                              std::string_view route, std::string_view key,
                                              TimePoint now);
/// As IdempotencyStore::keep_answer, inside the caller's transaction.
Result<void> keep_answer(Database& database, std::string_view owner_id,
                         const IdempotentRequest& request, int status, std::string_view body,
                         TimePoint now);

class SqliteIdempotencyStore final : public IdempotencyStore {
 public:
  /// `connections` lead to a migrated file.
  explicit SqliteIdempotencyStore(std::shared_ptr<Connections> connections)
      : connections_(std::move(connections)) {}

  Result<std::optional<KeptAnswer>> find_answer(std::string_view owner_id, std::string_view route,
                                                std::string_view key, TimePoint now) override;
  Result<void> keep_answer(std::string_view owner_id, const IdempotentRequest& request, int status,
                           std::string_view body, TimePoint now) override;
  Result<int> forget_old_answers(TimePoint now, int limit) override;

 private:
  std::shared_ptr<Connections> connections_;
};

}  // namespace kirin::tasks::sqlite
