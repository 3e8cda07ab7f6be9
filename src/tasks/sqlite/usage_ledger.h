/// \file
/// `UsageLedger` in a SQLite file. The rows are written by complete() of attempts.h.
#pragma once

#include <memory>

#include "tasks/sqlite/connection_pool.h"
#include "tasks/usage.h"

namespace kirin::tasks::sqlite {

class SqliteUsageLedger final : public UsageLedger {
 public:
  /// `connections` lead to a migrated file.
  explicit SqliteUsageLedger(std::shared_ptr<Connections> connections)
      : connections_(std::move(connections)) {}

  Result<std::vector<UsageRow>> rows(std::optional<std::string_view> owner_id, TimePoint from,
                                     TimePoint until, int limit) override;
  Result<std::vector<UsageTotal>> totals(std::optional<std::string_view> owner_id, TimePoint from,
                                         TimePoint until) override;

 private:
  std::shared_ptr<Connections> connections_;
};

}  // namespace kirin::tasks::sqlite
