/// \file
/// The part of task_store_suite.h between claim and end: attempts, fences, cancellation, lost
/// workers.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tasks/store_fixture.h"

namespace kirin::tasks {

TEST_P(TaskStoreSuite, OldestTaskIsClaimedFirst) {
  create("z");
  create("a");
  EXPECT_EQ(claim().task.id, "z");
  EXPECT_EQ(claim().task.id, "a");
  EXPECT_FALSE(store().claim("worker-1", kNoon, kLease)->has_value());
}

TEST_P(TaskStoreSuite, ClaimedTaskIsRunning) {
  create("t1");
  const TimePoint later = kNoon + std::chrono::seconds{3};

  const Claim made = claim("worker-7", later);

  EXPECT_EQ(made.lease.task_id, "t1");
  EXPECT_EQ(made.lease.worker_id, "worker-7");
  EXPECT_EQ(made.lease.fence, 1u);
  EXPECT_EQ(made.lease.expires_at, later + kLease);
  for (const Task& running : {made.task, task("t1")}) {
    EXPECT_EQ(running.status, TaskStatus::running);
    EXPECT_EQ(running.attempts, 1);
    EXPECT_EQ(running.worker_id, "worker-7");
    EXPECT_EQ(running.started_at, later);
    EXPECT_EQ(running.phase, "starting");
  }
}

TEST_P(TaskStoreSuite, RenewalRecordsProgressAndMovesTheEnd) {
  create("t1");
  const Claim made = claim();
  const TimePoint later = kNoon + std::chrono::seconds{10};

  const auto renewed = store().renew(made.lease, 0.25, "rendering", later, kLease);

  ASSERT_TRUE(renewed);
  EXPECT_EQ(renewed->expires_at, later + kLease);
  EXPECT_EQ(renewed->fence, made.lease.fence);
  EXPECT_EQ(task("t1").progress, 0.25);
  EXPECT_EQ(task("t1").phase, "rendering");
  EXPECT_EQ(store().reclaim_expired(kNoon + kLease + std::chrono::seconds{5}).value(), 0);
}

TEST_P(TaskStoreSuite, RenewalWithoutNewsWaitsForHalfOfTheLease) {
  create("t1");
  const Claim made = claim();
  const auto renewed_after = [&](std::chrono::seconds age) {
    return store().renew(made.lease, 0, "starting", kNoon + age, kLease)->expires_at;
  };
  EXPECT_EQ(renewed_after(std::chrono::seconds{14}), kNoon + kLease);
  EXPECT_EQ(renewed_after(std::chrono::seconds{15}), kNoon + std::chrono::seconds{45});
}

TEST_P(TaskStoreSuite, CompletedTaskHasItsResultAndIsBilledOnce) {
  create("t1");
  const Claim made = claim();
  const TimePoint end = kNoon + std::chrono::seconds{9};
  const JsonObject result = {{"output", JsonArray{JsonObject{{"url", "asset:clip"}}}}};

  ASSERT_TRUE(store().complete(made.lease, result, end));

  const Task done = task("t1");
  EXPECT_EQ(done.status, TaskStatus::completed);
  EXPECT_EQ(done.result, result);
  EXPECT_EQ(done.progress, 1);
  EXPECT_EQ(done.phase, "completed");
  EXPECT_EQ(done.finished_at, end);
  ASSERT_EQ(usage().size(), 1u);
  EXPECT_EQ(usage()[0].task_id, "t1");
  EXPECT_EQ(usage()[0].key_id, "key_a");
  EXPECT_EQ(usage()[0].price, Money{140'000});
  EXPECT_EQ(usage()[0].usage, sample_task("t1").usage);
  EXPECT_EQ(usage()[0].billed_at, end);
}

TEST_P(TaskStoreSuite, CompletingAgainWithTheSameLeaseChangesNothing) {
  create("t1", with_callback);
  const Claim made = claim();
  ASSERT_TRUE(store().complete(made.lease, {{"n", 1}}, kNoon));
  EXPECT_TRUE(store().complete(made.lease, {{"n", 2}}, kNoon + std::chrono::seconds{1}));
  EXPECT_EQ(task("t1").result.at("n"), 1);
  EXPECT_EQ(task("t1").finished_at, kNoon);
  EXPECT_EQ(usage().size(), 1u);
  EXPECT_EQ(delivered_statuses().size(), 3u);
}

TEST_P(TaskStoreSuite, FailedAttemptIsRepeatedWhileAttemptsAreLeft) {
  create("t1", [](NewTask& task) { task.max_attempts = 2; });
  create("t2");
  const AttemptFailure crash{{"002013095", "crashed"}, true};

  const auto first = store().fail_attempt(claim().lease, crash, kNoon);
  EXPECT_EQ(first.value(), TaskStatus::queued);
  EXPECT_EQ(task("t1").phase, "queued");
  EXPECT_EQ(task("t1").worker_id, "");
  EXPECT_FALSE(task("t1").error);

  const Claim again = claim();
  EXPECT_EQ(again.task.id, "t1") << "it keeps its place before t2";
  EXPECT_EQ(again.task.attempts, 2);
  EXPECT_EQ(store().fail_attempt(again.lease, crash, kNoon).value(), TaskStatus::failed);
  EXPECT_EQ(task("t1").error->code, "002013095");
  EXPECT_EQ(task("t1").error->message, "crashed");
  EXPECT_EQ(task("t1").finished_at, kNoon);
  EXPECT_TRUE(usage().empty());
}

TEST_P(TaskStoreSuite, FailureThatNoAttemptMendsEndsTheTask) {
  create("t1");
  const auto status =
      store().fail_attempt(claim().lease, {{"002013099", "bad mask"}, false}, kNoon);
  EXPECT_EQ(status.value(), TaskStatus::failed);
  EXPECT_EQ(task("t1").attempts, 1);
}

TEST_P(TaskStoreSuite, ReleasedTaskKeepsItsAttemptsAndItsPlace) {
  create("t1", with_one_attempt);
  create("t2");
  ASSERT_TRUE(store().release(claim().lease, kNoon));
  EXPECT_EQ(task("t1").attempts, 0);
  EXPECT_EQ(task("t1").status, TaskStatus::queued);
  const Claim again = claim();
  EXPECT_EQ(again.task.id, "t1");
  EXPECT_EQ(again.task.attempts, 1);
  EXPECT_EQ(again.lease.fence, 2u);
}

// --- fencing ---

// Every write a worker makes, with a lease that is no longer good.
inline void expect_refused(TaskStore& store, const Lease& lease) {
  using enum ErrorCode;
  EXPECT_EQ(code_of(store.renew(lease, 0.5, "x", kNoon, kLease)), failed_precondition);
  EXPECT_EQ(code_of(store.complete(lease, {{"stale", true}}, kNoon)), failed_precondition);
  EXPECT_EQ(code_of(store.fail_attempt(lease, {{"1", "m"}, true}, kNoon)), failed_precondition);
  EXPECT_EQ(code_of(store.fail_attempt(lease, {{"1", "m"}, false}, kNoon)), failed_precondition);
  EXPECT_EQ(code_of(store.release(lease, kNoon)), failed_precondition);
}

TEST_P(TaskStoreSuite, LostLeaseIsRefused) {
  create("t1", with_callback);
  const Lease old = claim("worker-1").lease;
  ASSERT_EQ(store().reclaim_expired(kNoon + std::chrono::minutes{1}).value(), 1);
  expect_refused(store(), old);
  const Lease young = claim("worker-1").lease;
  expect_refused(store(), old);
  EXPECT_EQ(task("t1").progress, 0);
  EXPECT_EQ(task("t1").attempts, 2);
  EXPECT_TRUE(store().complete(young, {{"n", 1}}, kNoon));
  expect_refused(store(), old);
  EXPECT_EQ(usage().size(), 1u);
}

TEST_P(TaskStoreSuite, LeaseOfAnotherWorkerOrFenceIsRefused) {
  create("t1");
  const Lease lease = claim("worker-1").lease;
  Lease stolen = lease;
  stolen.worker_id = "worker-2";
  expect_refused(store(), stolen);
  Lease guessed = lease;
  guessed.fence = 2;
  expect_refused(store(), guessed);
  EXPECT_EQ(task("t1").status, TaskStatus::running);
}

TEST_P(TaskStoreSuite, LeaseOfACanceledTaskIsRefused) {
  create("t1");
  const Lease lease = claim().lease;
  ASSERT_TRUE(store().cancel("own_a", "t1", kNoon));
  expect_refused(store(), lease);
  EXPECT_EQ(task("t1").status, TaskStatus::canceled);
  EXPECT_TRUE(usage().empty());
}

TEST_P(TaskStoreSuite, LeaseOfNoTaskIsNotFound) {
  const Lease lease{"unknown", "worker-1", 1, kNoon};
  EXPECT_EQ(code_of(store().renew(lease, 0, "x", kNoon, kLease)), ErrorCode::not_found);
  EXPECT_EQ(code_of(store().complete(lease, {}, kNoon)), ErrorCode::not_found);
  EXPECT_EQ(code_of(store().release(lease, kNoon)), ErrorCode::not_found);
}

// --- cancel, abandon, reclaim ---

TEST_P(TaskStoreSuite, QueuedTaskIsCanceledAndNeverClaimed) {
  create("t1", [](NewTask& task) { task.external_id = "shot-1"; });
  const auto canceled = store().cancel("own_a", "shot-1", kNoon);
  EXPECT_EQ(canceled->status, TaskStatus::canceled);
  EXPECT_EQ(canceled->finished_at, kNoon);
  EXPECT_FALSE(store().claim("worker-1", kNoon, kLease)->has_value());
}

TEST_P(TaskStoreSuite, TerminalTaskIsNotCanceled) {
  create("t1");
  ASSERT_TRUE(store().complete(claim().lease, {}, kNoon));
  create("t2");
  ASSERT_TRUE(store().fail_attempt(claim().lease, {{"1", "m"}, false}, kNoon));
  create("t3");
  ASSERT_TRUE(store().cancel("own_a", "t3", kNoon));
  for (const char* id : {"t1", "t2", "t3"}) {
    EXPECT_EQ(code_of(store().cancel("own_a", id, kNoon)), ErrorCode::failed_precondition) << id;
  }
  EXPECT_EQ(task("t1").status, TaskStatus::completed);
  EXPECT_EQ(task("t2").status, TaskStatus::failed);
}

TEST_P(TaskStoreSuite, TasksOfOthersAreNotCanceled) {
  create("t1");
  EXPECT_EQ(code_of(store().cancel("own_b", "t1", kNoon)), ErrorCode::not_found);
  EXPECT_EQ(task("t1").status, TaskStatus::queued);
}

TEST_P(TaskStoreSuite, AbandonedWorkerLosesItsTasksOnly) {
  for (const char* id : {"t1", "t2", "t3"}) {
    create(id);
  }
  claim("worker-1");
  claim("worker-2");
  claim("worker-1");

  EXPECT_EQ(store().abandon_worker("worker-1", kNoon).value(), 2);

  EXPECT_EQ(task("t1").status, TaskStatus::queued);
  EXPECT_EQ(task("t2").status, TaskStatus::running);
  EXPECT_EQ(task("t3").status, TaskStatus::queued);
  EXPECT_EQ(task("t1").attempts, 1) << "a lost attempt counts";
  EXPECT_EQ(store().abandon_worker("worker-1", kNoon).value(), 0);
}

TEST_P(TaskStoreSuite, LeaseIsGoodUntilItsEnd) {
  create("t1");
  const Lease lease = claim().lease;
  EXPECT_EQ(store().reclaim_expired(lease.expires_at).value(), 0);
  EXPECT_EQ(store().reclaim_expired(lease.expires_at + std::chrono::milliseconds{1}).value(), 1);
  EXPECT_EQ(task("t1").status, TaskStatus::queued);
}

TEST_P(TaskStoreSuite, TaskLostInItsLastAttemptFails) {
  create("t1", [](NewTask& task) {
    with_one_attempt(task);
    with_callback(task);
  });
  create("t2", with_one_attempt);
  claim("worker-1");
  claim("worker-2");
  const TimePoint later = kNoon + std::chrono::minutes{5};

  EXPECT_EQ(store().abandon_worker("worker-2", later).value(), 1);
  EXPECT_EQ(store().reclaim_expired(later).value(), 1);

  for (const char* id : {"t1", "t2"}) {
    EXPECT_EQ(task(id).status, TaskStatus::failed);
    EXPECT_EQ(task(id).error->code, "002013098");
    EXPECT_EQ(task(id).finished_at, later);
  }
  EXPECT_EQ(task("t1").error->message, "worker worker-1 was lost");
  EXPECT_EQ(delivered_statuses().back(), TaskStatus::failed);
}

TEST_P(TaskStoreSuite, CountsFollowTheTasks) {
  for (int i = 0; i < 5; ++i) {
    create("t" + std::to_string(i));
  }
  ASSERT_TRUE(store().complete(claim().lease, {}, kNoon));
  ASSERT_TRUE(store().fail_attempt(claim().lease, {{"1", "m"}, false}, kNoon));
  claim();
  ASSERT_TRUE(store().cancel("own_a", "t4", kNoon));
  const QueueCounts counts = store().counts().value();
  EXPECT_EQ(counts.queued, 1);
  EXPECT_EQ(counts.running, 1);
  EXPECT_EQ(counts.completed, 1);
  EXPECT_EQ(counts.failed, 1);
  EXPECT_EQ(counts.canceled, 1);
}

TEST_P(TaskStoreSuite, ClaimsByManyThreadsAreNeverDouble) {
  constexpr int kTasks = 200;
  for (int i = 0; i < kTasks; ++i) {
    create("t" + std::to_string(i));
  }
  std::vector<std::vector<std::string>> claimed(8);
  std::vector<std::jthread> threads;
  for (auto& mine : claimed) {
    threads.emplace_back([&mine, this, name = "worker-" + std::to_string(&mine - claimed.data())] {
      while (true) {
        const auto claim = store().claim(name, kNoon, kLease);
        ASSERT_TRUE(claim) << claim.error().describe();
        if (!claim->has_value()) {
          return;
        }
        ASSERT_TRUE(store().complete((*claim)->lease, {}, kNoon));
        mine.push_back((*claim)->task.id);
      }
    });
  }
  threads.clear();
  std::vector<std::string> all;
  for (const auto& mine : claimed) {
    all.insert(all.end(), mine.begin(), mine.end());
  }
  EXPECT_EQ(all.size(), std::size_t{kTasks});
  EXPECT_EQ(std::set<std::string>(all.begin(), all.end()).size(), std::size_t{kTasks});
  EXPECT_EQ(usage().size(), std::size_t{kTasks});
}

}  // namespace kirin::tasks
