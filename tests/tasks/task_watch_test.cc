#include "tasks/task_watch.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"

namespace kirin::tasks {
namespace {

using std::chrono::milliseconds;

// Long enough for any machine; a test that waits so long has failed.
constexpr std::chrono::seconds kPatience{20};
constexpr std::chrono::hours kNever{1'000};

// What a watcher sees when it looks, as it is told to.
class Diary {
 public:
  Diary(TaskStore& store, std::string id) : store_(store), id_(std::move(id)) {}

  void look() {
    const Task task = store_.find_any(id_).value();
    const std::scoped_lock lock{mutex_};
    ++looks_;
    latest_ = task;
    changed_.notify_all();
  }

  bool sees(TaskStatus status, std::string_view phase) {
    return waits([&] { return latest_.status == status && latest_.phase == phase; });
  }
  bool is_told_again() {
    const int before = looks();
    return waits([&] { return looks_ > before; });
  }
  int looks() {
    const std::scoped_lock lock{mutex_};
    return looks_;
  }

 private:
  template <typename Condition>
  bool waits(Condition condition) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, kPatience, condition);
  }

  TaskStore& store_;
  std::string id_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int looks_ = 0;
  Task latest_;
};

class WatchedStore {
 public:
  explicit WatchedStore(const ScratchFolder& folder)
      : stores_(open_stores(folder.store_url(), sample_options()).value()) {}
  TaskStore& tasks() { return *stores_.tasks; }

  void create(const std::string& id) {
    NewTask task = sample_task(id);
    task.created_at = Clock::now();
    ASSERT_TRUE(is_accepted(tasks().create(task)));
  }
  Lease claim() { return (**tasks().claim("worker-1", Clock::now(), kLease)).lease; }

 private:
  Stores stores_;
};

class TaskWatchTest : public testing::Test {
 protected:
  std::unique_ptr<TaskWatch::Subscription> write(Diary& diary, const std::string& id) {
    return watch_.watch(id, [&diary] { diary.look(); });
  }

  ScratchFolder folder_;
  WatchedStore store_{folder_};
  TaskWatch watch_{store_.tasks(), {.look_every = milliseconds{2}, .remind_every = kNever}};
};

TEST_F(TaskWatchTest, WatcherIsToldAtTheStart) {
  store_.create("t1");
  Diary diary{store_.tasks(), "t1"};
  const auto watching = write(diary, "t1");
  EXPECT_TRUE(diary.sees(TaskStatus::queued, "queued"));
}

TEST_F(TaskWatchTest, EveryChangeIsToldSoon) {
  store_.create("t1");
  Diary diary{store_.tasks(), "t1"};
  const auto watching = write(diary, "t1");
  ASSERT_TRUE(diary.sees(TaskStatus::queued, "queued"));

  const Lease first = store_.claim();
  EXPECT_TRUE(diary.sees(TaskStatus::running, "starting"));
  ASSERT_TRUE(store_.tasks().renew(first, 0.5, "rendering", Clock::now(), kLease));
  EXPECT_TRUE(diary.sees(TaskStatus::running, "rendering"));
  ASSERT_TRUE(store_.tasks().release(first, Clock::now()));
  EXPECT_TRUE(diary.sees(TaskStatus::queued, "queued")) << "given back";
  ASSERT_TRUE(store_.tasks().complete(store_.claim(), {}, Clock::now()));
  EXPECT_TRUE(diary.sees(TaskStatus::completed, "completed"));
}

TEST_F(TaskWatchTest, CancellationOfAQueuedTaskIsTold) {
  store_.create("t1");
  Diary diary{store_.tasks(), "t1"};
  const auto watching = write(diary, "t1");
  ASSERT_TRUE(diary.sees(TaskStatus::queued, "queued"));
  ASSERT_TRUE(store_.tasks().cancel("own_a", "t1", Clock::now()));
  EXPECT_TRUE(diary.sees(TaskStatus::canceled, "canceled"));
}

TEST_F(TaskWatchTest, ChangesByAnotherProgramAreTold) {
  store_.create("t1");
  WatchedStore other{folder_};
  Diary diary{store_.tasks(), "t1"};
  const auto watching = write(diary, "t1");
  ASSERT_TRUE(diary.sees(TaskStatus::queued, "queued"));
  ASSERT_TRUE(other.tasks().complete(other.claim(), {}, Clock::now()));
  EXPECT_TRUE(diary.sees(TaskStatus::completed, "completed"));
}

TEST_F(TaskWatchTest, WatcherIsRemindedWithoutAReason) {
  store_.create("t1");
  TaskWatch watch{store_.tasks(),
                  {.look_every = milliseconds{2}, .remind_every = milliseconds{10}}};
  Diary diary{store_.tasks(), "t1"};
  const auto watching = watch.watch("t1", [&diary] { diary.look(); });
  ASSERT_TRUE(diary.sees(TaskStatus::queued, "queued"));
  EXPECT_TRUE(diary.is_told_again());
}

TEST_F(TaskWatchTest, SeveralMayWatchOneTask) {
  store_.create("t1");
  Diary one{store_.tasks(), "t1"};
  Diary two{store_.tasks(), "t1"};
  auto first = write(one, "t1");
  const auto second = write(two, "t1");
  ASSERT_TRUE(one.sees(TaskStatus::queued, "queued") && two.sees(TaskStatus::queued, "queued"));
  first.reset();
  store_.claim();
  EXPECT_TRUE(two.sees(TaskStatus::running, "starting"));
}

TEST_F(TaskWatchTest, NobodyIsCalledAfterTheEndOfTheSubscription) {
  store_.create("t1");
  for (int i = 0; i < 200; ++i) {
    auto is_over = std::make_shared<std::atomic<bool>>(false);
    auto watching = watch_.watch("t1", [is_over] { EXPECT_FALSE(*is_over); });
    if (i % 3 == 0) {
      watch_.wake();
    }
    watching.reset();
    *is_over = true;
  }
}

TEST_F(TaskWatchTest, WatcherMayEndItsOwnSubscription) {
  store_.create("t1");
  std::mutex mutex;
  std::condition_variable changed;
  std::unique_ptr<TaskWatch::Subscription> watching;
  bool is_over = false;
  std::unique_lock lock{mutex};
  watching = watch_.watch("t1", [&] {
    const std::scoped_lock inner{mutex};
    watching.reset();
    is_over = true;
    changed.notify_all();
  });
  EXPECT_TRUE(changed.wait_for(lock, kPatience, [&] { return is_over; }));
}

TEST_F(TaskWatchTest, SubscriptionMayOutliveTheWatch) {
  store_.create("t1");
  std::unique_ptr<TaskWatch::Subscription> watching;
  {
    TaskWatch watch{store_.tasks(), {}};
    watching = watch.watch("t1", [] {});
  }
  watching.reset();
}

TEST_F(TaskWatchTest, ManyComeAndGo) {
  for (int i = 0; i < 8; ++i) {
    store_.create("t" + std::to_string(i));
  }
  std::atomic<int> calls{0};
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, id = "t" + std::to_string(i)] {
      for (int round = 0; round < 50; ++round) {
        std::mutex mutex;
        std::condition_variable told;
        bool is_told = false;
        const auto watching = watch_.watch(id, [&] {
          const std::scoped_lock lock{mutex};
          ++calls;
          is_told = true;
          told.notify_all();
        });
        std::unique_lock lock{mutex};
        EXPECT_TRUE(told.wait_for(lock, kPatience, [&] { return is_told; }));
      }
    });
  }
  threads.clear();
  EXPECT_GE(calls, 400);
}

// Only counts who asks for changes, and has none or fails.
class CountingStore final : public TaskStore {
 public:
  std::atomic<int> asked{0};
  std::atomic<bool> is_well{true};

  Result<std::vector<TaskChange>> changes_since(TimePoint) override {
    ++asked;
    return is_well ? Result<std::vector<TaskChange>>{std::vector<TaskChange>{}} : none();
  }

  Result<CreateOutcome> create(const NewTask&) override { return none(); }
  Result<Task> find(std::string_view, std::string_view) override { return none(); }
  Result<Task> find_any(std::string_view) override { return none(); }
  Result<TaskPage> list(const TaskQuery&) override { return none(); }
  Result<std::int64_t> queue_position(std::string_view) override { return none(); }
  Result<QueueCounts> counts() override { return none(); }
  Result<std::optional<Claim>> claim(std::string_view, TimePoint, Clock::duration) override {
    return none();
  }
  Result<Lease> renew(const Lease&, double, std::string_view, TimePoint, Clock::duration) override {
    return none();
  }
  Result<void> complete(const Lease&, const JsonObject&, TimePoint) override { return none(); }
  Result<TaskStatus> fail_attempt(const Lease&, const AttemptFailure&, TimePoint) override {
    return none();
  }
  Result<void> release(const Lease&, TimePoint) override { return none(); }
  Result<Task> cancel(std::string_view, std::string_view, TimePoint) override { return none(); }
  Result<int> abandon_worker(std::string_view, TimePoint) override { return none(); }
  Result<int> reclaim_expired(TimePoint) override { return none(); }
  Result<std::vector<Delivery>> due_deliveries(TimePoint, int) override { return none(); }
  Result<void> record_delivery(std::string_view, const DeliveryOutcome&, TimePoint) override {
    return none();
  }

 private:
  static Error none() { return {ErrorCode::unavailable, "no store"}; }
};

TEST(TaskWatchAlone, StoreIsLeftAloneWhileNobodyWatches) {
  CountingStore store;
  {
    TaskWatch watch{store, {.look_every = milliseconds{1}, .remind_every = milliseconds{1}}};
    for (int i = 0; i < 100; ++i) {
      watch.wake();
      std::this_thread::yield();
    }
  }
  EXPECT_EQ(store.asked, 0);
}

TEST(TaskWatchAlone, WatchersAreRemindedWhileTheStoreIsUnwell) {
  CountingStore store;
  store.is_well = false;
  TaskWatch watch{store, {.look_every = milliseconds{1}, .remind_every = milliseconds{10}}};
  std::mutex mutex;
  std::condition_variable told;
  int calls = 0;
  const auto watching = watch.watch("t1", [&] {
    const std::scoped_lock lock{mutex};
    ++calls;
    told.notify_all();
  });
  std::unique_lock lock{mutex};
  EXPECT_TRUE(told.wait_for(lock, kPatience, [&] { return calls >= 2; }));
}

}  // namespace
}  // namespace kirin::tasks
