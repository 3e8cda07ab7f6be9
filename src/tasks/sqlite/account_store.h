/// \file
/// `AccountStore` in a SQLite file. What tasks hold and spend is written by funds.h.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tasks/account_store.h"
#include "tasks/sqlite/connection_pool.h"

namespace kirin::tasks::sqlite {

class SqliteAccountStore final : public AccountStore {
 public:
  /// `connections` lead to a migrated file.
  explicit SqliteAccountStore(std::shared_ptr<Connections> connections)
      : connections_(std::move(connections)) {}

  Result<Account> account(std::string_view owner_id, TimePoint now) override;
  Result<std::vector<Account>> accounts(std::string_view after, int limit, TimePoint now) override;
  Result<Account> change_account(std::string_view owner_id, const AccountChange& change,
                                 TimePoint now) override;
  Result<Account> credit(std::string_view owner_id, Money amount, std::string_view note,
                         const std::optional<IdempotentRequest>& request, TimePoint now) override;
  Result<std::vector<AccountEntry>> entries(std::string_view owner_id,
                                            std::optional<std::int64_t> before, int limit) override;

 private:
  std::shared_ptr<Connections> connections_;
};

}  // namespace kirin::tasks::sqlite
