/// \file
/// What every TaskStore must do. Include once in a test program and instantiate for each kind of
/// store:
///   INSTANTIATE_TEST_SUITE_P(Sqlite, TaskStoreSuite, testing::Values(kind));
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "tasks/sample_tasks.h"

namespace kirin::tasks {

/// Makes empty stores. What the maker holds (such as a folder) lives as long as the test.
struct StoreKind {
  std::string name;
  std::function<std::function<Stores()>()> make;
};

inline void PrintTo(const StoreKind& kind, std::ostream* out) { *out << kind.name; }

class TaskStoreSuite : public testing::TestWithParam<StoreKind> {
 protected:
  TaskStoreSuite() : open_(GetParam().make()), stores_(open_()) {}

  TaskStore& store() { return *stores_.tasks; }

  void create(
      const std::string& id, const std::function<void(NewTask&)>& change = [](auto&) {}) {
    NewTask task = sample_task(id);
    change(task);
    ASSERT_TRUE(is_accepted(store().create(task)));
  }

  Claim claim(std::string_view worker = "worker-1", TimePoint now = kNoon) {
    auto claim = store().claim(worker, now, kLease);
    EXPECTS(claim.has_value() && claim->has_value());
    return **claim;
  }

  Task task(std::string_view id) { return store().find_any(id).value(); }

  std::vector<TaskStatus> delivered_statuses() {
    std::vector<TaskStatus> statuses;
    const auto due = store().due_deliveries(kNoon + std::chrono::hours{1}, 100);
    for (const Delivery& delivery : due.value()) {
      statuses.push_back(delivery.status);
    }
    return statuses;
  }

  std::vector<UsageRow> usage() {
    return stores_.usage->rows(std::nullopt, kNoon, kNoon + std::chrono::hours{1}, 1'000).value();
  }

  std::function<Stores()> open_;
  Stores stores_;
};

template <typename Outcome>
ErrorCode code_of(const Outcome& outcome) {
  EXPECTS(!outcome.has_value());
  return outcome.error().code;
}

inline const DeliveryOutcome kArrived{.end = DeliveryOutcome::End::delivered};
inline DeliveryOutcome failed_until(std::optional<TimePoint> next) {
  return {.end = DeliveryOutcome::End::failed, .next = next};
}

inline void with_callback(NewTask& task) { task.callback_url = "https://hooks.example.org/k"; }
inline void with_one_attempt(NewTask& task) { task.max_attempts = 1; }

}  // namespace kirin::tasks
