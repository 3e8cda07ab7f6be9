#include "webhooks/sender.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "outbox.h"
#include "receiver.h"
#include "webhooks/sign.h"

namespace kirin::webhooks {
namespace {

using std::chrono::seconds;
using tasks::kNoon;
using ::testing::HasSubstr;

const std::string kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

JsonObject body_of(const tasks::Task& task, const tasks::Delivery& delivery) {
  return {{"task_id", task.id}, {"task_status", tasks::to_string(delivery.status)}};
}

class SenderTest : public testing::Test {
 protected:
  Sender sender(SenderOptions options = {.secrets = {kSecret}}) {
    return Sender::make(outbox_.store(), outbox_.log(), fetcher_, body_of, std::move(options))
        .value();
  }
  tasks::Delivery only_delivery() {
    const auto due = outbox_.due(kNoon);
    EXPECT_EQ(due.size(), 1U);
    return due.at(0);
  }

  Outbox outbox_;
  Receiver receiver_;
  fetch::Fetcher fetcher_{{.allow_private = true}};
};

TEST_F(SenderTest, PostsSignedJsonAndRecordsThatItArrived) {
  outbox_.end_task("t1", receiver_.url());
  const auto delivery = only_delivery();

  const auto attempt = sender().deliver(delivery, kNoon, {}).value();

  EXPECT_EQ(attempt.verdict, Verdict::delivered);
  EXPECT_EQ(attempt.http_status, 200);
  const auto received = receiver_.wait_for(1);
  ASSERT_EQ(received.size(), 1U);
  const auto& [method, target, headers, body] = received[0];
  EXPECT_EQ(method, "POST");
  EXPECT_EQ(target, "/hook");
  EXPECT_EQ(headers.at("content-type"), "application/json");
  EXPECT_EQ(headers.at("webhook-id"), delivery.id);
  EXPECT_EQ(headers.at("webhook-timestamp"), "1780000000");
  EXPECT_EQ(headers.at("webhook-signature"),
            sign_webhook(kSecret, delivery.id, 1780000000, body).value());
  EXPECT_EQ(body, R"({"task_id":"t1","task_status":"canceled"})");
  EXPECT_TRUE(outbox_.due(kNoon + std::chrono::hours(1000)).empty());
}

TEST_F(SenderTest, TriesAgainLaterWithTheSameId) {
  receiver_.answer_with({"503", "200"});
  outbox_.end_task("t1", receiver_.url());

  const auto first = sender().deliver(only_delivery(), kNoon, {}).value();
  EXPECT_EQ(first.verdict, Verdict::retry);
  EXPECT_EQ(first.note, "HTTP 503");
  EXPECT_TRUE(outbox_.due(kNoon + seconds(3)).empty());
  const auto due = outbox_.due(kNoon + seconds(6));
  ASSERT_EQ(due.size(), 1U);
  EXPECT_EQ(due[0].attempts, 1);

  EXPECT_EQ(sender().deliver(due[0], kNoon + seconds(6), {}).value().verdict, Verdict::delivered);
  const auto received = receiver_.wait_for(2);
  EXPECT_EQ(received.at(0).headers.at("webhook-id"), received.at(1).headers.at("webhook-id"));
  EXPECT_EQ(received.at(1).headers.at("webhook-timestamp"), "1780000006");
}

TEST_F(SenderTest, GivesUpAtOnceWhereTheReceiverIsGone) {
  receiver_.answer_with({"410"});
  outbox_.end_task("t1", receiver_.url());
  EXPECT_EQ(sender().deliver(only_delivery(), kNoon, {}).value().verdict, Verdict::give_up);
  EXPECT_TRUE(outbox_.due(kNoon + std::chrono::hours(1000)).empty());
}

TEST_F(SenderTest, TellsOnlyTheEndWhereNoMoreIsAsked) {
  tasks::NewTask task = tasks::sample_task("t1");
  task.callback_url = receiver_.url();
  ASSERT_TRUE(outbox_.store().create(task).has_value());
  const Sender to_the_end = sender({.secrets = {kSecret}, .events = Events::terminal});

  EXPECT_EQ(to_the_end.deliver(only_delivery(), kNoon, {}).value().verdict, Verdict::skipped);
  EXPECT_TRUE(receiver_.so_far().empty());
  EXPECT_TRUE(outbox_.due(kNoon + std::chrono::hours(1000)).empty());

  ASSERT_TRUE(outbox_.store().cancel(task.owner_id, "t1", kNoon).has_value());
  EXPECT_EQ(to_the_end.deliver(only_delivery(), kNoon, {}).value().verdict, Verdict::delivered);
}

TEST_F(SenderTest, DoesNotRepeatAnEarlierChangeOnceTheTaskHasEnded) {
  receiver_.answer_with({"500"});
  tasks::NewTask task = tasks::sample_task("t1");
  task.callback_url = receiver_.url();
  ASSERT_TRUE(outbox_.store().create(task).has_value());
  const Sender all = sender();
  EXPECT_EQ(all.deliver(only_delivery(), kNoon, {}).value().verdict, Verdict::retry);
  ASSERT_TRUE(outbox_.store().cancel(task.owner_id, "t1", kNoon).has_value());

  const TimePoint later = kNoon + seconds(10);
  for (const tasks::Delivery& delivery : outbox_.due(later)) {
    EXPECT_EQ(all.deliver(delivery, later, {}).value().verdict,
              tasks::is_terminal(delivery.status) ? Verdict::retry : Verdict::skipped);
  }
  EXPECT_EQ(receiver_.so_far().size(), 2U);
  EXPECT_EQ(outbox_.due(later + std::chrono::hours(1)).size(), 1U);
}

TEST_F(SenderTest, GivesUpAfterTheLastTry) {
  receiver_.answer_with({"500"});
  outbox_.end_task("t1", receiver_.url());
  TimePoint now = kNoon;
  int tries = 0;
  for (auto due = outbox_.due(now); !due.empty(); due = outbox_.due(now)) {
    const auto attempt = sender().deliver(due[0], now, {}).value();
    EXPECT_EQ(attempt.verdict, ++tries < 9 ? Verdict::retry : Verdict::give_up);
    now += std::chrono::hours(15);
  }
  EXPECT_EQ(tries, 9);
}

TEST_F(SenderTest, FollowsNoRedirect) {
  Receiver elsewhere;
  receiver_.answer_with({"302 Found\r\nLocation: " + elsewhere.url()});
  outbox_.end_task("t1", receiver_.url());
  EXPECT_EQ(sender().deliver(only_delivery(), kNoon, {}).value().verdict, Verdict::retry);
  EXPECT_TRUE(elsewhere.so_far().empty());
}

TEST_F(SenderTest, TriesAgainWhereNobodyListensOrAnswers) {
  std::string nobody;
  { nobody = Receiver().url(); }
  outbox_.end_task("t1", nobody);
  const auto refused = sender().deliver(only_delivery(), kNoon, {}).value();
  EXPECT_EQ(refused.verdict, Verdict::retry);
  EXPECT_EQ(refused.http_status, 0);

  receiver_.hang();
  outbox_.end_task("t2", receiver_.url());
  const auto silent = sender({.secrets = {}, .timeout = std::chrono::milliseconds(300)})
                          .deliver(only_delivery(), kNoon, {})
                          .value();
  EXPECT_EQ(silent.verdict, Verdict::retry);
  EXPECT_THAT(silent.note, HasSubstr("deadline_exceeded"));
}

TEST_F(SenderTest, NeverCallsAPrivateAddressUnlessItMay) {
  outbox_.end_task("t1", receiver_.url());
  const fetch::Fetcher guarded{{.allow_private = false}};
  const auto sender =
      Sender::make(outbox_.store(), outbox_.log(), guarded, body_of, {.secrets = {kSecret}})
          .value();
  const auto attempt = sender.deliver(only_delivery(), kNoon, {}).value();
  EXPECT_EQ(attempt.verdict, Verdict::give_up);
  EXPECT_TRUE(receiver_.so_far().empty());
}

TEST_F(SenderTest, SendsUnsignedWhereThereIsNoSecret) {
  outbox_.end_task("t1", receiver_.url());
  EXPECT_TRUE(sender({.secrets = {}}).deliver(only_delivery(), kNoon, {}).has_value());
  EXPECT_FALSE(receiver_.wait_for(1).at(0).headers.contains("webhook-signature"));
}

TEST_F(SenderTest, RefusesASecretThatCannotSign) {
  const auto made = Sender::make(outbox_.store(), outbox_.log(), fetcher_, body_of,
                                 {.secrets = {kSecret, "whsec_no"}});
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().code, ErrorCode::invalid_argument);
}

TEST_F(SenderTest, SaysWhereItCouldNotRecord) {
  outbox_.end_task("t1", receiver_.url());
  auto delivery = only_delivery();
  delivery.id = "msg_unknown";
  EXPECT_FALSE(sender().deliver(delivery, kNoon, {}).has_value());
}

TEST_F(SenderTest, SignsWithTheSecretsOfTheKeyWhereItHasSome) {
  const std::string old_secret = "whsec_b2xkIG9sZCBvbGQgb2xkIG9sZCBvbGQgb2xkIG9sZA==";
  const std::string new_secret = "whsec_bmV3IG5ldyBuZXcgbmV3IG5ldyBuZXcgbmV3IG5ldw==";
  const auto overlap = std::chrono::days(7);
  ASSERT_TRUE(
      outbox_.log().replace_secret("key_a", old_secret, overlap, kNoon - std::chrono::days(8)));
  ASSERT_TRUE(
      outbox_.log().replace_secret("key_a", new_secret, overlap, kNoon - std::chrono::days(1)));
  outbox_.end_task("t1", receiver_.url());
  const auto delivery = only_delivery();

  ASSERT_TRUE(sender().deliver(delivery, kNoon, {}));

  const auto received = receiver_.wait_for(1);
  EXPECT_EQ(received.at(0).headers.at("webhook-signature"),
            *sign_webhook(new_secret, delivery.id, 1780000000, received.at(0).body) + " " +
                *sign_webhook(old_secret, delivery.id, 1780000000, received.at(0).body));
}

TEST_F(SenderTest, FirstSecretOfAKeySignsBesideTheInstallations) {
  const std::string first = "whsec_b2xkIG9sZCBvbGQgb2xkIG9sZCBvbGQgb2xkIG9sZA==";
  ASSERT_TRUE(outbox_.log().replace_secret("key_a", first, seconds(0), kNoon - seconds(9)));
  outbox_.end_task("t1", receiver_.url());
  const auto delivery = only_delivery();
  const auto brief = sender({.secrets = {kSecret}, .secret_overlap = seconds(10)});
  ASSERT_TRUE(brief.deliver(delivery, kNoon, {}));
  ASSERT_TRUE(brief.deliver(delivery, kNoon + seconds(1), {}));

  const auto received = receiver_.wait_for(2);
  const auto signature = [&](const std::string& secret, std::int64_t at) {
    return *sign_webhook(secret, delivery.id, at, received.at(0).body);
  };
  EXPECT_EQ(received.at(0).headers.at("webhook-signature"),
            signature(first, 1780000000) + " " + signature(kSecret, 1780000000));
  EXPECT_EQ(received.at(1).headers.at("webhook-signature"), signature(first, 1780000001));
}

TEST_F(SenderTest, TestMessageSaysWhatItIs) {
  const auto test =
      outbox_.log().add_test("own_a", "key_a", receiver_.url(), seconds(6), kNoon).value();
  const auto delivery = only_delivery();
  EXPECT_EQ(delivery.id, test.id);

  EXPECT_EQ(sender().deliver(delivery, kNoon, {})->verdict, Verdict::delivered);

  const auto received = receiver_.wait_for(1).at(0);
  const JsonObject body = boost::json::parse(received.body).as_object();
  EXPECT_EQ(body.at("type").as_string(), "test");
  EXPECT_EQ(body.at("task_id").as_string(), "test-" + test.id);
  EXPECT_EQ(received.headers.at("webhook-signature"),
            *sign_webhook(kSecret, test.id, 1780000000, received.body));
  EXPECT_EQ(outbox_.log().delivery("own_a", test.id)->state, tasks::DeliveryState::delivered);
}

TEST_F(SenderTest, ContinuesTheTraceOfTheTask) {
  const std::string trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  for (const std::string& value : {trace, std::string("00-\r\nX-Injected: 1")}) {
    tasks::NewTask task = tasks::sample_task("t" + std::to_string(value.size()));
    task.callback_url = receiver_.url();
    task.envelope = {{"traceparent", value}};
    ASSERT_TRUE(outbox_.store().create(task).has_value());
    ASSERT_EQ(sender().deliver(only_delivery(), kNoon, {})->verdict, Verdict::delivered);
  }
  const auto received = receiver_.wait_for(2);
  EXPECT_EQ(received.at(0).headers.at("traceparent"), trace);
  EXPECT_FALSE(received.at(1).headers.contains("traceparent"));
  EXPECT_FALSE(received.at(1).headers.contains("x-injected"));
}

TEST_F(SenderTest, WaitsAsLongAsABusyReceiverAsksForUpToAnHour) {
  struct Case {
    const char* answer;
    std::chrono::seconds not_due_yet;
    std::chrono::seconds due;
  };
  int count = 0;
  for (const auto& [answer, not_due_yet, due] :
       {Case{"503\r\nRetry-After: 600", seconds(599), seconds(600)},
        Case{"429\r\nRetry-After: 77", seconds(76), seconds(77)},
        Case{"429\r\nRetry-After: 1", seconds(3), seconds(6)},
        Case{"503\r\nRetry-After: 99999", seconds(3'599), seconds(3'600)},
        Case{"503\r\nRetry-After: soon", seconds(3), seconds(6)},
        Case{"500\r\nRetry-After: 600", seconds(3), seconds(6)}}) {
    Outbox outbox;
    const auto made =
        Sender::make(outbox.store(), outbox.log(), fetcher_, body_of, {.secrets = {}});
    receiver_.answer_with({answer});
    outbox.end_task("t" + std::to_string(++count), receiver_.url());
    ASSERT_EQ(made->deliver(outbox.due(kNoon).at(0), kNoon, {})->verdict, Verdict::retry);
    EXPECT_TRUE(outbox.due(kNoon + not_due_yet).empty()) << answer;
    EXPECT_EQ(outbox.due(kNoon + due).size(), 1U) << answer;
  }
}

TEST_F(SenderTest, WhatIsBrokenOffCountsAsNoTry) {
  outbox_.end_task("t1", receiver_.url());
  std::stop_source stop;
  stop.request_stop();
  const auto attempt = sender().deliver(only_delivery(), kNoon, stop.get_token());
  ASSERT_FALSE(attempt);
  EXPECT_EQ(attempt.error().code, ErrorCode::canceled);
  EXPECT_EQ(only_delivery().attempts, 0);
}

}  // namespace
}  // namespace kirin::webhooks
