/// \file
/// The part of task_store_suite.h about the queue: turns, priorities, limits, lists and changes.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tasks/store_fixture.h"

namespace kirin::tasks {

class TaskQueueSuite : public TaskStoreSuite {
 protected:
  void create_for(const std::string& owner, const std::string& id,
                  Priority priority = Priority::normal) {
    create(id, [&](NewTask& task) {
      task.owner_id = owner;
      task.priority = priority;
    });
  }

  /// Ids of queued tasks in the order in which they say they will be claimed.
  std::vector<std::string> said_order(std::vector<std::string> ids) {
    std::vector<std::string> order(ids.size());
    for (const std::string& id : ids) {
      const auto position = static_cast<std::size_t>(store().queue_position(id).value());
      EXPECT_LT(position, order.size()) << id;
      EXPECT_EQ(order.at(position), "") << id << " has the place of another";
      order.at(position) = id;
    }
    return order;
  }

  std::vector<std::string> claimed_order() {
    std::vector<std::string> order;
    while (const auto claim = store().claim("worker-1", kNoon, kLease).value()) {
      order.push_back(claim->task.id);
    }
    return order;
  }

  std::vector<std::string> ids_of(const TaskQuery& query) {
    std::vector<std::string> ids;
    const TaskPage page = store().list(query).value();
    for (const Task& task : page.tasks) {
      ids.push_back(task.id);
    }
    return ids;
  }
};

TEST_P(TaskQueueSuite, OwnersTakeTurns) {
  for (const char* id : {"a1", "a2", "a3", "a4"}) {
    create_for("own_a", id);
  }
  create_for("own_b", "b1");
  create_for("own_b", "b2");
  create_for("own_c", "c1");
  const auto said = said_order({"a1", "a2", "a3", "a4", "b1", "b2", "c1"});
  EXPECT_THAT(said, testing::ElementsAre("a1", "b1", "c1", "a2", "b2", "a3", "a4"));
  EXPECT_EQ(claimed_order(), said);
}

TEST_P(TaskQueueSuite, PriorityGoesFirstAmongAnOwnersOwn) {
  create_for("own_a", "low", Priority::low);
  create_for("own_a", "normal");
  create_for("own_a", "high", Priority::high);
  create_for("own_a", "high again", Priority::high);
  const auto said = said_order({"low", "normal", "high", "high again"});
  EXPECT_THAT(said, testing::ElementsAre("high", "high again", "normal", "low"));
  EXPECT_EQ(claimed_order(), said);
}

TEST_P(TaskQueueSuite, PriorityOfOneOwnerStarvesNobody) {
  for (int i = 0; i < 20; ++i) {
    create_for("own_a", "a" + std::to_string(i), Priority::high);
  }
  create_for("own_b", "b", Priority::low);
  EXPECT_EQ(store().queue_position("b").value(), 1);
  EXPECT_EQ(claim().task.id, "a0");
  EXPECT_EQ(claim().task.id, "b");
}

TEST_P(TaskQueueSuite, WhoWasServedLongestAgoIsNext) {
  create_for("own_a", "a1");
  EXPECT_EQ(claim().task.id, "a1");
  create_for("own_b", "b1");
  EXPECT_EQ(claim().task.id, "b1");
  create_for("own_b", "b2");
  create_for("own_a", "a2");
  const auto said = said_order({"a2", "b2"});
  EXPECT_THAT(said, testing::ElementsAre("a2", "b2"));
  EXPECT_EQ(claimed_order(), said);
}

TEST_P(TaskQueueSuite, TaskQueuedAgainKeepsItsPlaceAmongItsOwners) {
  create_for("own_a", "a1");
  create_for("own_a", "a2");
  create_for("own_b", "b1");
  ASSERT_TRUE(store().release(claim().lease, kNoon));
  const auto said = said_order({"a1", "a2", "b1"});
  EXPECT_THAT(said, testing::ElementsAre("b1", "a1", "a2"));
  EXPECT_EQ(claimed_order(), said);
}

TEST_P(TaskQueueSuite, CanceledTaskFreesItsPlace) {
  create_for("own_a", "a1");
  create_for("own_b", "b1");
  create_for("own_a", "a2");
  ASSERT_TRUE(store().cancel("own_a", "a1", kNoon));
  EXPECT_THAT(said_order({"a2", "b1"}), testing::ElementsAre("a2", "b1"));
  EXPECT_EQ(store().queue_position("a1").value(), 0);
}

// --- limits ---

TEST_P(TaskQueueSuite, KeyHasNoMoreActiveTasksThanItMay) {
  const auto limited = [&](const std::string& id, const std::string& key) {
    NewTask task = sample_task(id);
    task.key_id = key;
    task.limits.max_active_of_key = 2;
    return store().create(task);
  };
  ASSERT_TRUE(is_accepted(limited("t1", "key_a")));
  ASSERT_TRUE(is_accepted(limited("t2", "key_a")));
  const Lease lease = claim().lease;
  EXPECT_EQ(refusal_of(limited("t3", "key_a")), Refusal::key_concurrency) << "one runs, one waits";
  EXPECT_TRUE(is_accepted(limited("t4", "key_b")));
  ASSERT_TRUE(store().complete(lease, {}, kNoon));
  EXPECT_TRUE(is_accepted(limited("t3", "key_a")));
}

TEST_P(TaskQueueSuite, QueueIsNoLongerThanItMay) {
  const auto limited = [&](const std::string& id) {
    NewTask task = sample_task(id);
    task.limits.max_queued = 2;
    return store().create(task);
  };
  ASSERT_TRUE(is_accepted(limited("t1")));
  ASSERT_TRUE(is_accepted(limited("t2")));
  EXPECT_EQ(refusal_of(limited("t3")), Refusal::queue_full);
  claim();
  EXPECT_TRUE(is_accepted(limited("t3"))) << "a running task does not wait";
}

// --- lists and changes ---

TEST_P(TaskQueueSuite, ListIsNewestFirstAndPaged) {
  for (int i = 0; i < 5; ++i) {
    create("t" + std::to_string(i));
  }
  create_for("own_b", "other");
  TaskQuery query;
  query.owner_id = "own_a";
  query.limit = 2;
  const auto first = store().list(query);
  ASSERT_TRUE(first) << first.error().describe();
  EXPECT_THAT(ids_of(query), testing::ElementsAre("t4", "t3"));
  ASSERT_TRUE(first->next);
  create("newer");
  query.before = first->next;
  EXPECT_THAT(ids_of(query), testing::ElementsAre("t2", "t1"));
  query.before = store().list(query)->next;
  EXPECT_THAT(ids_of(query), testing::ElementsAre("t0"));
  EXPECT_EQ(store().list(query)->next, std::nullopt);
}

TEST_P(TaskQueueSuite, ListKeepsToWhatIsAskedFor) {
  const auto at = [](int minutes) { return kNoon + std::chrono::minutes{minutes}; };
  for (int i = 0; i < 4; ++i) {
    create("t" + std::to_string(i), [&](NewTask& task) {
      task.created_at = at(i);
      task.model = i % 2 == 0 ? "kirin_v1_i2v" : "kirin_v2_6_t2v";
      task.external_id = "shot-" + std::to_string(i);
    });
  }
  ASSERT_TRUE(store().complete(claim().lease, {}, kNoon));
  claim();
  const auto listed = [&](const std::function<void(TaskQuery&)>& narrow) {
    TaskQuery query;
    query.owner_id = "own_a";
    narrow(query);
    return ids_of(query);
  };
  using enum TaskStatus;
  EXPECT_THAT(listed([](auto& q) { q.statuses = {{completed}}; }), testing::ElementsAre("t0"));
  EXPECT_THAT(listed([](auto& q) {
                q.statuses = {{queued, running}};
              }),
              testing::ElementsAre("t3", "t2", "t1"));
  EXPECT_THAT(listed([](auto& q) { q.statuses.emplace(); }), testing::IsEmpty());
  EXPECT_THAT(listed([](auto& q) { q.model = "kirin_v2_6_t2v"; }),
              testing::ElementsAre("t3", "t1"));
  EXPECT_THAT(listed([](auto& q) { q.external_id = "shot-2"; }), testing::ElementsAre("t2"));
  EXPECT_THAT(listed([&](auto& q) {
                q.created_from = at(1);
                q.created_until = at(3);
              }),
              testing::ElementsAre("t2", "t1"));
}

TEST_P(TaskQueueSuite, ChangesAreWhatRunsAndWhatEndedOfLate) {
  for (const char* id : {"old", "ended", "running", "queued"}) {
    create(id);
  }
  const TimePoint later = kNoon + std::chrono::seconds{10};
  ASSERT_TRUE(store().complete(claim().lease, {}, kNoon));
  ASSERT_TRUE(store().complete(claim().lease, {}, later));
  ASSERT_TRUE(store().renew(claim().lease, 0.25, "rendering", kNoon, kLease));
  std::vector<std::string> seen;
  for (const TaskChange& change : store().changes_since(later).value()) {
    seen.push_back(change.id + ' ' + std::string{to_string(change.status)} + ' ' + change.phase);
  }
  EXPECT_THAT(seen, testing::UnorderedElementsAre("ended completed completed",
                                                  "running running rendering"));
}

}  // namespace kirin::tasks
