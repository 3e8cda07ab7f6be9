#include "tasks/delivery_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"
#include "tasks/store_fixture.h"

namespace kirin::tasks {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;

constexpr seconds kPause{6};
const std::string kUrl = "https://hooks.example.org/k";

class DeliveryLogTest : public testing::Test {
 protected:
  DeliveryLog& log() { return *stores_.deliveries; }

  // The id of its only delivery, that it was accepted.
  std::string create(const std::string& id, const std::string& owner = "own_a") {
    NewTask task = sample_task(id);
    task.owner_id = owner;
    with_callback(task);
    EXPECTS(stores_.tasks->create(task).has_value());
    return list({.owner_id = owner, .limit = 1}).at(0).id;
  }
  void record(const std::string& id, const DeliveryOutcome& outcome, TimePoint now = kNoon) {
    ASSERT_TRUE(stores_.tasks->record_delivery(id, outcome, now));
  }
  std::vector<DeliveryRecord> list(const DeliveryQuery& query) {
    return log().deliveries(query).value();
  }
  std::vector<std::string> task_ids(const DeliveryQuery& query) {
    std::vector<std::string> ids;
    for (const DeliveryRecord& record : list(query)) {
      ids.push_back(record.task_id);
    }
    return ids;
  }
  DeliveryRecord find(const std::string& id) { return log().delivery("own_a", id).value(); }
  std::vector<std::string> due_ids(TimePoint now) {
    std::vector<std::string> ids;
    for (const Delivery& delivery : stores_.tasks->due_deliveries(now, 100).value()) {
      ids.push_back(delivery.id);
    }
    return ids;
  }
  std::vector<std::string> secrets(std::string_view key_id, TimePoint now) {
    std::vector<std::string> texts;
    for (const WebhookSecret& secret : log().secrets(key_id, now).value()) {
      texts.push_back(secret.secret);
    }
    return texts;
  }

  ScratchFolder folder_;
  Stores stores_ = open_stores(folder_.store_url(), sample_options()).value();
};

TEST_F(DeliveryLogTest, NewDeliveryIsPending) {
  const DeliveryRecord record = find(create("t1"));
  EXPECT_TRUE(record.id.starts_with("msg_"));
  EXPECT_EQ(record.task_id, "t1");
  EXPECT_EQ(record.owner_id, "own_a");
  EXPECT_EQ(record.key_id, "key_a");
  EXPECT_EQ(record.url, kUrl);
  EXPECT_EQ(record.kind, DeliveryKind::task);
  EXPECT_EQ(record.status, TaskStatus::queued);
  EXPECT_EQ(record.state, DeliveryState::pending);
  EXPECT_EQ(record.attempts, 0);
  EXPECT_EQ(record.due_at, kNoon);
  EXPECT_EQ(record.created_at, kNoon);
  EXPECT_FALSE(record.delivered_at);
}

TEST_F(DeliveryLogTest, EveryTryIsKept) {
  const std::string id = create("t1");
  using enum DeliveryOutcome::End;
  record(id, {failed, kNoon + seconds{5}, "HTTP 503", 503, milliseconds{12}});
  record(id, {failed, kNoon + seconds{35}, "deadline_exceeded", 0, milliseconds{10'000}},
         kNoon + seconds{5});
  record(id, {delivered, {}, "HTTP 204", 204, milliseconds{3}}, kNoon + seconds{35});

  const auto attempts = log().attempts(id).value();
  ASSERT_EQ(attempts.size(), 3U);
  EXPECT_EQ(attempts[0].number, 1);
  EXPECT_EQ(attempts[0].http_status, 503);
  EXPECT_EQ(attempts[0].took, milliseconds{12});
  EXPECT_EQ(attempts[0].at, kNoon);
  EXPECT_EQ(attempts[1].http_status, 0);
  EXPECT_EQ(attempts[1].note, "deadline_exceeded");
  EXPECT_EQ(attempts[2].number, 3);
  const DeliveryRecord record = find(id);
  EXPECT_EQ(record.state, DeliveryState::delivered);
  EXPECT_EQ(record.attempts, 3);
  EXPECT_EQ(record.delivered_at, kNoon + seconds{35});
  EXPECT_FALSE(record.due_at);
  EXPECT_EQ(record.note, "HTTP 204");
  EXPECT_TRUE(log().attempts("msg_unknown")->empty());
}

TEST_F(DeliveryLogTest, OutcomesLeadToTheirStates) {
  using enum DeliveryOutcome::End;
  const std::string waiting = create("t1");
  const std::string dead = create("t2");
  const std::string skipped_one = create("t3");
  record(waiting, {.end = failed, .next = kNoon + seconds{5}});
  record(dead, {.end = failed, .http_status = 500});
  record(skipped_one, {.end = skipped, .note = "skipped: the task has ended since"});
  EXPECT_EQ(find(waiting).state, DeliveryState::pending);
  EXPECT_EQ(find(waiting).due_at, kNoon + seconds{5});
  EXPECT_EQ(find(dead).state, DeliveryState::dead);
  EXPECT_EQ(find(skipped_one).state, DeliveryState::skipped);
  EXPECT_EQ(find(skipped_one).attempts, 0);
  EXPECT_TRUE(log().attempts(skipped_one)->empty());
}

TEST_F(DeliveryLogTest, IsListedNewestFirstByTaskAndState) {
  for (const char* id : {"t1", "t2", "t3", "t4"}) {
    create(id);
  }
  create("other", "own_b");
  const auto all = list({.owner_id = "own_a", .limit = 10});
  record(all[2].id, kArrived);  // of t2
  EXPECT_THAT(task_ids({.owner_id = "own_a", .limit = 10}), ElementsAre("t4", "t3", "t2", "t1"));
  EXPECT_THAT(task_ids({.owner_id = "own_a", .limit = 2}), ElementsAre("t4", "t3"));
  EXPECT_THAT(task_ids({.owner_id = "own_a", .before = all[1].sequence, .limit = 10}),
              ElementsAre("t2", "t1"));
  EXPECT_THAT(task_ids({.owner_id = "own_a", .state = DeliveryState::pending, .limit = 10}),
              ElementsAre("t4", "t3", "t1"));
  EXPECT_THAT(task_ids({.owner_id = "own_a", .task_id = "t2", .limit = 10}), ElementsAre("t2"));
  EXPECT_THAT(
      task_ids(
          {.owner_id = "own_a", .task_id = "t2", .state = DeliveryState::pending, .limit = 10}),
      ElementsAre());
  EXPECT_THAT(task_ids({.owner_id = "own_b", .task_id = "t2", .limit = 10}), ElementsAre());
}

TEST_F(DeliveryLogTest, DeliveriesOfOthersAreNotFound) {
  const std::string id = create("t1");
  EXPECT_EQ(code_of(log().delivery("own_b", id)), ErrorCode::not_found);
  EXPECT_EQ(code_of(log().redeliver("own_b", id, kNoon)), ErrorCode::not_found);
  EXPECT_EQ(code_of(log().redeliver("own_a", "msg_unknown", kNoon)), ErrorCode::not_found);
}

TEST_F(DeliveryLogTest, RedeliveryBeginsAnewUnderTheSameId) {
  const std::string id = create("t1");
  EXPECT_EQ(code_of(log().redeliver("own_a", id, kNoon)), ErrorCode::failed_precondition);
  record(id, kArrived);
  const TimePoint later = kNoon + hours{1};

  const auto again = log().redeliver("own_a", id, later);

  ASSERT_TRUE(again);
  EXPECT_EQ(again->state, DeliveryState::pending);
  EXPECT_EQ(again->due_at, later);
  EXPECT_FALSE(again->delivered_at);
  EXPECT_THAT(due_ids(later), ElementsAre(id));
  EXPECT_EQ(stores_.tasks->due_deliveries(later, 1)->at(0).attempts, 0) << "the schedule too";
  record(id, failed_until(later + seconds{5}), later);
  EXPECT_EQ(find(id).state, DeliveryState::pending)
      << "it is tried again, although it arrived once";
  EXPECT_EQ(log().attempts(id)->back().number, 2) << "the tries before are kept";
}

TEST_F(DeliveryLogTest, GoneReceiverHearsNothingUntilItIsAskedForAgain) {
  const std::string asked = create("t1");
  const std::string waiting = create("t2");
  record(asked, {.end = DeliveryOutcome::End::gone, .note = "HTTP 410", .http_status = 410});
  const std::string later = create("t3");
  for (const std::string& id : {asked, waiting, later}) {
    EXPECT_EQ(find(id).state, DeliveryState::dead);
    EXPECT_THAT(find(id).note, testing::HasSubstr("410"));
  }
  EXPECT_TRUE(due_ids(kNoon).empty());

  ASSERT_TRUE(log().redeliver("own_a", later, kNoon));
  EXPECT_THAT(due_ids(kNoon), ElementsAre(later)) << "that one alone";
  const std::string newest = create("t4");
  EXPECT_EQ(find(newest).state, DeliveryState::pending);
}

TEST_F(DeliveryLogTest, ATestAsksAGoneReceiverAgain) {
  record(create("t1"), {.end = DeliveryOutcome::End::gone});
  ASSERT_TRUE(log().add_test("own_a", "key_a", kUrl, kPause, kNoon));
  EXPECT_EQ(find(create("t2")).state, DeliveryState::pending);
}

TEST_F(DeliveryLogTest, ATestIsADelivery) {
  const auto test = log().add_test("own_a", "key_a", kUrl, kPause, kNoon);
  ASSERT_TRUE(test);
  EXPECT_EQ(test->kind, DeliveryKind::test);
  EXPECT_EQ(test->task_id, "");
  EXPECT_EQ(test->status, TaskStatus::completed);
  const auto due = stores_.tasks->due_deliveries(kNoon, 10).value();
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].kind, DeliveryKind::test);
  EXPECT_EQ(due[0].key_id, "key_a");
}

TEST_F(DeliveryLogTest, TestsOfAnOwnerKeepAPause) {
  ASSERT_TRUE(log().add_test("own_a", "key_a", kUrl, kPause, kNoon));
  EXPECT_EQ(code_of(log().add_test("own_a", "key_b", kUrl, kPause, kNoon + milliseconds{5'999})),
            ErrorCode::resource_exhausted);
  EXPECT_TRUE(log().add_test("own_b", "key_c", kUrl, kPause, kNoon));
  EXPECT_TRUE(log().add_test("own_a", "key_a", kUrl, kPause, kNoon + kPause));
  EXPECT_TRUE(log().add_test("own_a", "key_a", kUrl, kPause, kNoon - hours{1}))
      << "the clock was set back";
}

TEST_F(DeliveryLogTest, OldTestsAreForgottenWithTheirTries) {
  const auto old = log().add_test("own_a", "key_a", kUrl, kPause, kNoon).value();
  record(old.id, kArrived);
  const auto task = create("t1");
  ASSERT_TRUE(log().add_test("own_a", "key_a", kUrl, kPause, kNoon + hours{24 * 8}));
  EXPECT_EQ(code_of(log().delivery("own_a", old.id)), ErrorCode::not_found);
  EXPECT_TRUE(log().attempts(old.id)->empty());
  EXPECT_TRUE(log().delivery("own_a", task));
}

TEST_F(DeliveryLogTest, SecretsSignTogetherWhileOneReplacesAnother) {
  EXPECT_TRUE(secrets("key_a", kNoon).empty());
  ASSERT_TRUE(log().replace_secret("key_a", "whsec_1", hours{1}, kNoon));
  ASSERT_TRUE(log().replace_secret("key_a", "whsec_2", hours{1}, kNoon + hours{2}));
  EXPECT_THAT(secrets("key_a", kNoon + hours{2}), ElementsAre("whsec_2", "whsec_1"));
  EXPECT_EQ(log().secrets("key_a", kNoon + hours{2})->at(1).expires_at, kNoon + hours{3});
  EXPECT_THAT(secrets("key_a", kNoon + hours{3}), ElementsAre("whsec_2"));
  EXPECT_TRUE(secrets("key_b", kNoon).empty());
}

TEST_F(DeliveryLogTest, OverlapIsNotProlongedByTheNextReplacement) {
  ASSERT_TRUE(log().replace_secret("key_a", "whsec_1", hours{1}, kNoon));
  ASSERT_TRUE(log().replace_secret("key_a", "whsec_2", hours{1}, kNoon));
  ASSERT_TRUE(log().replace_secret("key_a", "whsec_3", hours{5}, kNoon));
  EXPECT_THAT(secrets("key_a", kNoon + hours{2}), ElementsAre("whsec_3", "whsec_2"));
}

TEST_F(DeliveryLogTest, ReplacingWithoutOverlapEndsTheOthersAtOnce) {
  ASSERT_TRUE(log().replace_secret("key_a", "whsec_1", hours{1}, kNoon));
  ASSERT_TRUE(log().replace_secret("key_a", "whsec_2", seconds{0}, kNoon));
  EXPECT_THAT(secrets("key_a", kNoon), ElementsAre("whsec_2"));
}

TEST_F(DeliveryLogTest, FewSecretsSignAtOnce) {
  for (int i = 0; i < 9; ++i) {
    ASSERT_TRUE(log().replace_secret("key_a", "whsec_" + std::to_string(i), hours{99}, kNoon));
  }
  EXPECT_THAT(secrets("key_a", kNoon),
              ElementsAre("whsec_8", "whsec_7", "whsec_6", "whsec_5", "whsec_4"));
}

}  // namespace
}  // namespace kirin::tasks
