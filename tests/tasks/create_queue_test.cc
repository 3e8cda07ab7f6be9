#include "tasks/sqlite/create_queue.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "tasks/sample_tasks.h"

namespace kirin::tasks::sqlite {
namespace {

// A disk that takes its time: each commit waits until the test lets it pass.
class SlowDisk {
 public:
  std::vector<CreateQueue::Outcome> commit_all(std::span<const CreateRow* const> rows) {
    std::unique_lock lock{mutex_};
    groups_.emplace_back();
    std::vector<CreateQueue::Outcome> outcomes;
    for (const CreateRow* row : rows) {
      groups_.back().push_back(row->task.id);
      outcomes.push_back(row->task.id.starts_with("bad")
                             ? CreateQueue::Outcome{Error{ErrorCode::already_exists, row->task.id}}
                             : CreateQueue::Outcome{std::nullopt});
    }
    changed_.notify_all();
    changed_.wait(lock, [&] { return passes_ >= groups_.size(); });
    return outcomes;
  }

  void let_pass(std::size_t groups) {
    const std::scoped_lock lock{mutex_};
    passes_ = groups;
    changed_.notify_all();
  }

  void wait_for_group(std::size_t count) {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [&] { return groups_.size() >= count; });
  }

  std::vector<std::vector<std::string>> groups() {
    const std::scoped_lock lock{mutex_};
    return groups_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t passes_ = 0;
  std::vector<std::vector<std::string>> groups_;
};

constexpr std::size_t kEverybody = 1'000'000;

CreateQueue::Outcome commit(CreateQueue& queue, const std::string& id) {
  const NewTask task = sample_task(id);
  return queue.commit(row_of(task));
}

TEST(CreateQueue, LoneCreateIsCommittedAtOnce) {
  SlowDisk disk;
  disk.let_pass(kEverybody);
  CreateQueue queue{[&](auto rows) { return disk.commit_all(rows); }, 10};
  EXPECT_TRUE(commit(queue, "t1"));
  EXPECT_EQ(disk.groups().size(), 1u);
}

TEST(CreateQueue, CreatesThatArriveDuringACommitShareTheNext) {
  SlowDisk disk;
  std::vector<std::string> ids;
  {
    CreateQueue queue{[&](auto rows) { return disk.commit_all(rows); }, 100};
    std::jthread first{[&] { EXPECT_TRUE(commit(queue, "first")); }};
    disk.wait_for_group(1);
    std::vector<std::jthread> others;
    for (int i = 0; i < 20; ++i) {
      others.emplace_back([&, i] { EXPECT_TRUE(commit(queue, "t" + std::to_string(i))); });
    }
    while (queue.waiting() < 20) {
      std::this_thread::yield();
    }
    disk.let_pass(kEverybody);
  }
  ASSERT_EQ(disk.groups().size(), 2u);
  EXPECT_EQ(disk.groups()[0].size(), 1u);
  EXPECT_EQ(disk.groups()[1].size(), 20u);
}

TEST(CreateQueue, EachCallerGetsTheOutcomeOfItsOwnRow) {
  SlowDisk disk;
  disk.let_pass(kEverybody);
  CreateQueue queue{[&](auto rows) { return disk.commit_all(rows); }, 100};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 32; ++i) {
    threads.emplace_back([&, i] {
      const std::string id = (i % 2 == 0 ? "bad" : "good") + std::to_string(i);
      const auto outcome = commit(queue, id);
      EXPECT_EQ(outcome.has_value(), i % 2 == 1);
      EXPECT_EQ(outcome ? id : outcome.error().message, id);
    });
  }
}

TEST(CreateQueue, OneTooManyIsRefusedAtOnce) {
  SlowDisk disk;
  CreateQueue queue{[&](auto rows) { return disk.commit_all(rows); }, 2};
  std::jthread first{[&] { EXPECT_TRUE(commit(queue, "first")); }};
  disk.wait_for_group(1);
  std::jthread second{[&] { EXPECT_TRUE(commit(queue, "second")); }};
  std::jthread third{[&] { EXPECT_TRUE(commit(queue, "third")); }};
  while (queue.waiting() < 2) {
    std::this_thread::yield();
  }
  const auto refused = commit(queue, "fourth");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::resource_exhausted);
  disk.let_pass(kEverybody);
}

TEST(CreateQueue, ManyThreadsLoseNothing) {
  SlowDisk disk;
  disk.let_pass(kEverybody);
  {
    CreateQueue queue{[&](auto rows) { return disk.commit_all(rows); }, 100};
    std::vector<std::jthread> threads;
    for (int i = 0; i < 16; ++i) {
      threads.emplace_back([&, i] {
        for (int j = 0; j < 50; ++j) {
          EXPECT_TRUE(commit(queue, std::to_string(i * 50 + j)));
        }
      });
    }
  }
  std::size_t rows = 0;
  for (const auto& group : disk.groups()) {
    rows += group.size();
  }
  EXPECT_EQ(rows, 800u);
}

}  // namespace
}  // namespace kirin::tasks::sqlite
