/// \file
/// What was billed: one row a completed task, written in the transaction that completes it.
#pragma once

#include <cstdint>
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

/// What an owner's completed tasks of one model cost together.
struct UsageTotal {
  std::string owner_id;
  std::string model;  ///< contract id
  std::int64_t requests = 0;
  Money cost;
};

class UsageLedger {
 public:
  virtual ~UsageLedger() = default;
  /// The rows of one owner (nothing: of all) billed in [from, until), oldest first, at most
  /// `limit`.
  virtual Result<std::vector<UsageRow>> rows(std::optional<std::string_view> owner_id,
                                             TimePoint from, TimePoint until, int limit) = 0;
  /// What was billed in [from, until) to one owner (nothing: to each), by owner and model, in
  /// their order.
  virtual Result<std::vector<UsageTotal>> totals(std::optional<std::string_view> owner_id,
                                                 TimePoint from, TimePoint until) = 0;
};

}  // namespace kirin::tasks
