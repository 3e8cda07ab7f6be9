// What docs/callbacks.md says of receivers that do not take their messages, over real sockets, from
// the first try to the end of the schedule.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "outbox.h"
#include "receiver.h"
#include "webhooks/sender.h"

namespace kirin::webhooks {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using tasks::DeliveryRecord;
using tasks::DeliveryState;
using tasks::kNoon;

JsonObject body_of(const tasks::Task& task, const tasks::Delivery&) {
  return {{"task_id", task.id}};
}

class BadReceivers : public testing::Test {
 protected:
  // Sends what is due, an hour of the outbox's time after another, until two days have passed.
  void run_for_two_days(milliseconds timeout = milliseconds{10'000}) {
    const auto sender = Sender::make(outbox_.store(), outbox_.log(), fetcher_, body_of,
                                     {.secrets = {}, .timeout = timeout});
    for (int hour = 0; hour < 48; ++hour) {
      const TimePoint now = kNoon + hours{hour};
      for (const tasks::Delivery& delivery : outbox_.due(now)) {
        ASSERT_TRUE(sender->deliver(delivery, now, {}));
      }
    }
  }
  // The delivery of the end of the only task.
  DeliveryRecord last_delivery() {
    return outbox_.log().deliveries({.owner_id = "own_a", .limit = 1}).value().at(0);
  }
  std::vector<int> statuses() {
    std::vector<int> statuses;
    const auto attempts = outbox_.log().attempts(last_delivery().id);
    for (const tasks::DeliveryAttempt& attempt : attempts.value()) {
      statuses.push_back(attempt.http_status);
    }
    return statuses;
  }

  Outbox outbox_;
  Receiver receiver_;
  fetch::Fetcher fetcher_{{.allow_private = true}};
};

TEST_F(BadReceivers, DownForTheWholeTimeIsDeadAfterNineTries) {
  std::string nobody;
  { nobody = Receiver().url(); }
  outbox_.end_task("t1", nobody);
  run_for_two_days();
  EXPECT_EQ(last_delivery().state, DeliveryState::dead);
  EXPECT_EQ(last_delivery().attempts, 9);
  EXPECT_THAT(last_delivery().note, testing::HasSubstr("unavailable"));
  EXPECT_EQ(statuses(), std::vector<int>(9, 0));
}

TEST_F(BadReceivers, RedirectIsAFailureAndNotFollowed) {
  Receiver elsewhere;
  receiver_.answer_with({"301 Moved Permanently\r\nLocation: " + elsewhere.url()});
  outbox_.end_task("t1", receiver_.url());
  run_for_two_days();
  EXPECT_EQ(last_delivery().state, DeliveryState::dead);
  EXPECT_EQ(statuses(), std::vector<int>(9, 301));
  EXPECT_TRUE(elsewhere.so_far().empty());
}

TEST_F(BadReceivers, ServerErrorIsTriedUntilItPasses) {
  receiver_.answer_with({"500", "500", "500", "200"});
  outbox_.end_task("t1", receiver_.url());
  run_for_two_days();
  EXPECT_EQ(last_delivery().state, DeliveryState::delivered);
  EXPECT_EQ(statuses(), (std::vector<int>{500, 500, 500, 200}));
  EXPECT_EQ(receiver_.so_far().size(), 4U);
}

TEST_F(BadReceivers, GoneIsAskedOnceAndNothingMoreIsSentThere) {
  receiver_.answer_with({"410", "200"});
  outbox_.end_task("t1", receiver_.url());
  run_for_two_days();
  outbox_.end_task("t2", receiver_.url());
  run_for_two_days();
  EXPECT_EQ(receiver_.so_far().size(), 1U);
  EXPECT_EQ(last_delivery().state, DeliveryState::dead);
  EXPECT_THAT(last_delivery().note, testing::HasSubstr("410"));
  EXPECT_TRUE(statuses().empty()) << "it was never sent";
}

TEST_F(BadReceivers, GoneIsAskedAgainAfterARedelivery) {
  receiver_.answer_with({"410", "200"});
  outbox_.end_task("t1", receiver_.url());
  run_for_two_days();
  const DeliveryRecord dead = last_delivery();
  ASSERT_TRUE(outbox_.log().redeliver("own_a", dead.id, kNoon));
  run_for_two_days();
  EXPECT_EQ(last_delivery().id, dead.id);
  EXPECT_EQ(last_delivery().state, DeliveryState::delivered);
  EXPECT_EQ(statuses(), (std::vector<int>{410, 200}));
  outbox_.end_task("t2", receiver_.url());
  run_for_two_days();
  EXPECT_EQ(last_delivery().state, DeliveryState::delivered);
}

TEST_F(BadReceivers, HangingIsBrokenOffAndDeadAfterNineTries) {
  receiver_.hang();
  outbox_.end_task("t1", receiver_.url());
  run_for_two_days(milliseconds{100});
  EXPECT_EQ(last_delivery().state, DeliveryState::dead);
  EXPECT_THAT(last_delivery().note, testing::HasSubstr("deadline_exceeded"));
  const auto attempts = outbox_.log().attempts(last_delivery().id).value();
  ASSERT_EQ(attempts.size(), 9U);
  for (const tasks::DeliveryAttempt& attempt : attempts) {
    EXPECT_GE(attempt.took, milliseconds{90});
  }
}

}  // namespace
}  // namespace kirin::webhooks
