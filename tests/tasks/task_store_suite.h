/// \file
/// What every TaskStore must do. Include once in a test program and instantiate for each kind of
/// store:
///   INSTANTIATE_TEST_SUITE_P(Sqlite, TaskStoreSuite, testing::Values(kind));
///   INSTANTIATE_TEST_SUITE_P(Sqlite, TaskQueueSuite, testing::Values(kind));
/// Here: accepting, finding and delivering; attempts and their ends are in attempt_suite.h, turns
/// and lists in queue_suite.h.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "tasks/attempt_suite.h"
#include "tasks/queue_suite.h"
#include "tasks/store_fixture.h"

namespace kirin::tasks {

TEST_P(TaskStoreSuite, CreatedTaskIsFoundAsItWasGiven) {
  NewTask given = sample_task("t1");
  given.external_id = "shot-1";
  given.callback_url = "https://hooks.example.org/k";
  given.created_at = kNoon + std::chrono::microseconds{1'999};
  given.priority = Priority::high;

  const auto created = store().create(given);
  const auto found = store().find("own_a", "t1");

  ASSERT_TRUE(is_accepted(created) && found);
  for (const Task& task : {std::get<Task>(*created), *found}) {
    EXPECT_EQ(task.id, "t1");
    EXPECT_EQ(task.owner_id, "own_a");
    EXPECT_EQ(task.key_id, "key_a");
    EXPECT_EQ(task.model, "kirin_v1_i2v");
    EXPECT_EQ(task.requested_model, "kling_v1_i2v");
    EXPECT_EQ(task.external_id, "shot-1");
    EXPECT_EQ(task.status, TaskStatus::queued);
    EXPECT_EQ(task.request, given.request);
    EXPECT_EQ(task.envelope, given.envelope);
    EXPECT_EQ(task.usage, given.usage);
    EXPECT_EQ(task.callback_url, given.callback_url);
    EXPECT_EQ(task.price, Money{140'000});
    EXPECT_EQ(task.attempts, 0);
    EXPECT_EQ(task.max_attempts, 3);
    EXPECT_EQ(task.progress, 0);
    EXPECT_EQ(task.phase, "queued");
    EXPECT_EQ(task.created_at, kNoon + std::chrono::milliseconds{1});
    EXPECT_EQ(task.priority, Priority::high);
    EXPECT_FALSE(task.started_at || task.finished_at || task.error || task.results_removed_at);
    EXPECT_TRUE(task.result.empty());
  }
}

TEST_P(TaskStoreSuite, UnicodeAndLargeJsonComeBackUnchanged) {
  JsonArray points;
  // Numbers of up to 15 digits: Boost.JSON 1.81 may read longer ones one unit in the last place
  // off.
  for (int i = 0; i < 5'000; ++i) {
    points.push_back(JsonObject{{"x", i / 10.0}, {"y", -i}, {"t", i / 1e7}});
  }
  create("t1", [&](NewTask& task) {
    task.request = {{"prompt", "雨の夜 🌧️ \"zitiert\" \\ \n\t\x01 \u202e"},
                    {"points", points},
                    {"long", std::string(200'000, 'q')},
                    {"none", nullptr}};
    task.envelope = {
        {"großer Schlüssel", JsonArray{true, false, 1.5, -7, 18446744073709551615ULL}}};
    task.external_id = "Ünïcode ' OR 1=1 --";
  });

  const auto found = store().find("own_a", "Ünïcode ' OR 1=1 --");

  ASSERT_TRUE(found) << found.error().describe();
  EXPECT_EQ(found->request.at("prompt").as_string(),
            "雨の夜 🌧️ \"zitiert\" \\ \n\t\x01 \u202e");
  EXPECT_EQ(found->request.at("points").as_array(), points);
  EXPECT_EQ(found->request.at("long").as_string().size(), 200'000u);
  EXPECT_TRUE(found->request.at("none").is_null());
  EXPECT_EQ(found->envelope.at("großer Schlüssel").as_array().size(), 5u);
  EXPECT_EQ(found->envelope.at("großer Schlüssel").as_array()[4].as_uint64(),
            18446744073709551615ULL);
}

TEST_P(TaskStoreSuite, TasksOfOthersAreNotFound) {
  create("t1", [](NewTask& task) { task.external_id = "shot-1"; });

  EXPECT_EQ(code_of(store().find("own_b", "t1")), ErrorCode::not_found);
  EXPECT_EQ(code_of(store().find("own_b", "shot-1")), ErrorCode::not_found);
  EXPECT_EQ(code_of(store().find("own_a", "t2")), ErrorCode::not_found);
  EXPECT_EQ(code_of(store().find_any("shot-1")), ErrorCode::not_found);
  EXPECT_EQ(store().find_any("t1")->owner_id, "own_a");
}

TEST_P(TaskStoreSuite, ExternalIdIsUniqueForItsOwnerOnly) {
  const auto shot = [](NewTask& task) { task.external_id = "shot-1"; };
  create("t1", shot);

  NewTask again = sample_task("t2");
  shot(again);
  EXPECT_EQ(refusal_of(store().create(again)), Refusal::external_id_used);
  EXPECT_EQ(code_of(store().find_any("t2")), ErrorCode::not_found);

  again.owner_id = "own_b";
  EXPECT_TRUE(is_accepted(store().create(again)));
  EXPECT_EQ(store().find("own_a", "shot-1")->id, "t1");
  EXPECT_EQ(store().find("own_b", "shot-1")->id, "t2");
}

TEST_P(TaskStoreSuite, IdIsUnique) {
  create("t1");
  NewTask again = sample_task("t1");
  again.owner_id = "own_b";
  EXPECT_EQ(code_of(store().create(again)), ErrorCode::already_exists);
  EXPECT_EQ(task("t1").owner_id, "own_a");
}

TEST_P(TaskStoreSuite, IdGoesBeforeExternalId) {
  create("t1");
  create("t2", [](NewTask& task) { task.external_id = "t1"; });
  EXPECT_EQ(store().find("own_a", "t1")->id, "t1");
}

TEST_P(TaskStoreSuite, DuplicatesAmongSimultaneousCreatesFailAlone) {
  std::vector<std::jthread> threads;
  std::atomic<int> accepted{0};
  std::atomic<int> refused{0};
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 10; ++j) {
        NewTask task = sample_task("t" + std::to_string(i * 10 + j));
        task.external_id = "shot-" + std::to_string((i * 10 + j) % 40);
        const auto created = store().create(task);
        ++(is_accepted(created) ? accepted : refused);
        EXPECT_TRUE(is_accepted(created) || refusal_of(created) == Refusal::external_id_used);
      }
    });
  }
  threads.clear();
  EXPECT_EQ(accepted, 40);
  EXPECT_EQ(refused, 120);
  EXPECT_EQ(store().counts()->queued, 40);
}

TEST_P(TaskStoreSuite, QueuePositionCountsTheTasksBefore) {
  create("t1");
  create("t2");
  create("t3");
  EXPECT_EQ(store().queue_position("t3").value(), 2);
  claim();
  EXPECT_EQ(store().queue_position("t3").value(), 1);
  EXPECT_EQ(store().queue_position("t1").value(), 0);
  EXPECT_EQ(store().queue_position("unknown").value(), 0);
}

TEST_P(TaskStoreSuite, EveryPublicChangeIsDeliveredOnce) {
  create("t1", with_callback);
  create("silent");
  ASSERT_TRUE(store().release(claim().lease, kNoon));
  ASSERT_TRUE(store().complete(claim().lease, {}, kNoon));
  EXPECT_THAT(delivered_statuses(),
              testing::ElementsAre(TaskStatus::queued, TaskStatus::running, TaskStatus::completed));
}

TEST_P(TaskStoreSuite, CancellationIsDelivered) {
  create("t1", with_callback);
  ASSERT_TRUE(store().cancel("own_a", "t1", kNoon));
  EXPECT_THAT(delivered_statuses(), testing::ElementsAre(TaskStatus::queued, TaskStatus::canceled));
}

TEST_P(TaskStoreSuite, DeliveryComesAgainUntilItArrives) {
  create("t1", with_callback);
  const Delivery first = store().due_deliveries(kNoon, 10)->at(0);
  EXPECT_TRUE(first.id.starts_with("msg_"));
  EXPECT_EQ(first.task_id, "t1");
  EXPECT_EQ(first.owner_id, "own_a");
  EXPECT_EQ(first.key_id, "key_a");
  EXPECT_EQ(first.kind, DeliveryKind::task);
  EXPECT_EQ(first.url, "https://hooks.example.org/k");
  EXPECT_EQ(first.attempts, 0);
  const TimePoint next = kNoon + std::chrono::seconds{5};

  ASSERT_TRUE(store().record_delivery(first.id, failed_until(next), kNoon));
  EXPECT_TRUE(store().due_deliveries(kNoon, 10)->empty());
  const auto again = store().due_deliveries(next, 10);
  ASSERT_EQ(again->size(), 1u);
  EXPECT_EQ(again->at(0).id, first.id);
  EXPECT_EQ(again->at(0).attempts, 1);
  EXPECT_EQ(again->at(0).due_at, next);

  ASSERT_TRUE(store().record_delivery(first.id, kArrived, next));
  ASSERT_TRUE(store().record_delivery(first.id, failed_until(next), next));
  EXPECT_TRUE(store().due_deliveries(next + std::chrono::hours{1}, 10)->empty());
}

TEST_P(TaskStoreSuite, DeliveryThatIsGivenUpIsNotDue) {
  create("t1", with_callback);
  const Delivery first = store().due_deliveries(kNoon, 10)->at(0);
  ASSERT_TRUE(store().record_delivery(first.id, failed_until(std::nullopt), kNoon));
  EXPECT_TRUE(store().due_deliveries(kNoon + std::chrono::hours{1}, 10)->empty());
}

TEST_P(TaskStoreSuite, DeliveryThatIsSkippedIsNotDueAndCountsNoTry) {
  create("t1", with_callback);
  const Delivery first = store().due_deliveries(kNoon, 10)->at(0);
  ASSERT_TRUE(store().record_delivery(first.id, {.end = DeliveryOutcome::End::skipped}, kNoon));
  EXPECT_TRUE(store().due_deliveries(kNoon + std::chrono::hours{1}, 10)->empty());
}

TEST_P(TaskStoreSuite, ReceiverThatIsGoneGetsNothingMoreOfThatOwner) {
  create("t1", with_callback);
  create("t2", with_callback);
  create("elsewhere", [](NewTask& task) { task.callback_url = "https://hooks.example.org/other"; });
  create("somebody's", [](NewTask& task) {
    with_callback(task);
    task.owner_id = "own_b";
  });
  const Delivery first = store().due_deliveries(kNoon, 10)->at(0);
  ASSERT_TRUE(store().record_delivery(first.id, {.end = DeliveryOutcome::End::gone}, kNoon));
  create("t3", with_callback);
  ASSERT_TRUE(store().cancel("own_a", "t1", kNoon));

  std::vector<std::string> due;
  for (const Delivery& delivery : store().due_deliveries(kNoon, 10).value()) {
    due.push_back(delivery.task_id);
  }
  EXPECT_THAT(due, testing::ElementsAre("elsewhere", "somebody's"));
}

TEST_P(TaskStoreSuite, DueDeliveriesAreOldestFirstAndLimited) {
  for (const char* id : {"t1", "t2", "t3"}) {
    create(id, with_callback);
  }
  const auto due = store().due_deliveries(kNoon, 2);
  ASSERT_EQ(due->size(), 2u);
  EXPECT_EQ(due->at(0).task_id, "t1");
  EXPECT_EQ(due->at(1).task_id, "t2");
}

TEST_P(TaskStoreSuite, UnknownDeliveryIsNotFound) {
  EXPECT_EQ(code_of(store().record_delivery("msg_x", kArrived, kNoon)),
            ErrorCode::not_found);
}

}  // namespace kirin::tasks
