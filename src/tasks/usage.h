/// \file
/// What was billed: one row a completed task, written in the transaction that completes it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/json.h"
#include "base/money.h"
#include "base/result.h"

namespace kirin::tasks {

struct UsageRow {
  std::string task_id;  ///< unique: a task is billed once
  std::string owner_id;
  std::string key_id;
  std::string model;  ///< contract id
  Money price;
  JsonObject usage;  ///< as NewTask::usage
  TimePoint billed_at;
};

class UsageLedger {
 public:
  virtual ~UsageLedger() = default;
  /// The rows of one owner (nothing: of all) billed in [from, until), oldest first, at most
  /// `limit`.
  virtual Result<std::vector<UsageRow>> rows(std::optional<std::string_view> owner_id,
                                             TimePoint from, TimePoint until, int limit) = 0;
};

}  // namespace kirin::tasks
