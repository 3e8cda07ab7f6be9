#include "tasks/sqlite/fair_queue.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"

namespace kirin::tasks {
namespace {

// Random lives of random tasks; after each round the counters are compared with a recount, and what
// the tasks say of their places with what is claimed.
class RandomQueue : public testing::TestWithParam<unsigned> {
 protected:
  void step() {
    switch (pick(8)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return create();
      case 4:
        return claim();
      case 5:
        return end_one();
      case 6: {
        static_cast<void>(tasks().cancel(some_owner(), some_id(), kNoon));
        return;
      }
      default:
        ASSERT_TRUE(tasks().abandon_worker("worker-" + std::to_string(pick(3)), kNoon));
    }
  }

  void create() {
    NewTask task = sample_task("t" + std::to_string(created_++));
    task.owner_id = some_owner();
    task.key_id = "key_" + std::to_string(pick(3));
    task.priority = static_cast<Priority>(pick(3));
    task.limits = {1 + pick(40), 1 + pick(60)};
    task.max_attempts = 1 + pick(2);
    ASSERT_TRUE(tasks().create(task));
  }

  void claim() {
    const auto claimed = tasks().claim("worker-" + std::to_string(pick(3)), kNoon, kLease).value();
    if (claimed) {
      leases_.push_back(claimed->lease);
    }
  }

  void end_one() {
    if (leases_.empty()) {
      return;
    }
    const Lease lease = leases_[static_cast<std::size_t>(pick(static_cast<int>(leases_.size())))];
    const int how = pick(3);
    if (how == 0) {
      static_cast<void>(tasks().complete(lease, {}, kNoon));
    } else if (how == 1) {
      static_cast<void>(tasks().release(lease, kNoon));
    } else {
      static_cast<void>(tasks().fail_attempt(lease, {{"1", "m"}, pick(2) == 0}, kNoon));
    }
  }

  void expect_counters_to_be_right() {
    std::map<TaskStatus, std::int64_t> by_status;
    std::map<std::string, std::int64_t> active_by_key;
    for (int i = 0; i < created_; ++i) {
      const auto task = tasks().find_any("t" + std::to_string(i));
      if (task) {
        ++by_status[task->status];
        active_by_key[task->key_id] += is_terminal(task->status) ? 0 : 1;
      }
    }
    const QueueCounts counts = tasks().counts().value();
    using enum TaskStatus;
    EXPECT_EQ(counts.queued, by_status[queued]);
    EXPECT_EQ(counts.running, by_status[running]);
    EXPECT_EQ(counts.completed, by_status[completed]);
    EXPECT_EQ(counts.failed, by_status[failed]);
    EXPECT_EQ(counts.canceled, by_status[canceled]);
    auto database = sqlite::Database::open(folder_.file("kirin.db"), {}).value();
    for (const auto& [key, active] : active_by_key) {
      EXPECT_EQ(sqlite::active_of_key(database, key).value(), active) << key;
    }
  }

  // Claims all that is queued; each task stood where it said at the beginning.
  void expect_places_to_be_right() {
    std::map<std::string, std::int64_t> said;
    for (int i = 0; i < created_; ++i) {
      const std::string id = "t" + std::to_string(i);
      const auto task = tasks().find_any(id);
      if (task && task->status == TaskStatus::queued) {
        said[id] = tasks().queue_position(id).value();
      }
    }
    std::int64_t before = 0;
    while (const auto claimed = tasks().claim("worker-9", kNoon, kLease).value()) {
      EXPECT_EQ(said.at(claimed->task.id), before) << claimed->task.id;
      ++before;
    }
    EXPECT_EQ(before, static_cast<std::int64_t>(said.size()));
    ASSERT_TRUE(tasks().abandon_worker("worker-9", kNoon));
  }

  TaskStore& tasks() { return *stores_.tasks; }
  int pick(int below) { return std::uniform_int_distribution{0, below - 1}(random_); }
  std::string some_owner() { return "own_" + std::to_string(pick(2) == 0 ? 0 : pick(5)); }
  std::string some_id() { return "t" + std::to_string(pick(created_ + 1)); }

  std::mt19937 random_{GetParam()};
  ScratchFolder folder_;
  Stores stores_ = open_stores(folder_.store_url(), sample_options()).value();
  std::vector<Lease> leases_;
  int created_ = 0;
};

TEST_P(RandomQueue, CountersAndPlacesAreRight) {
  for (int round = 0; round < 3 && !HasFailure(); ++round) {
    for (int i = 0; i < 60 && !HasFailure(); ++i) {
      step();
    }
    expect_counters_to_be_right();
    expect_places_to_be_right();
    expect_counters_to_be_right();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomQueue, testing::Range(1u, 5u));

}  // namespace
}  // namespace kirin::tasks
