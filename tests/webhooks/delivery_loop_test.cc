#include "webhooks/delivery_loop.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>

#include "outbox.h"
#include "receiver.h"

namespace kirin::webhooks {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using tasks::kNoon;

JsonObject body_of(const tasks::Task& task, const tasks::Delivery&) {
  return {{"task_id", task.id}};
}

/// Counts recorded tries and lets a test wait for them.
class Tally {
 public:
  void add(const Attempt& attempt) {
    {
      const std::lock_guard lock(mutex_);
      attempts_.push_back(attempt);
    }
    changed_.notify_all();
  }
  std::vector<Attempt> wait_for(std::size_t count) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, seconds(60), [&] { return attempts_.size() >= count; });
    return attempts_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<Attempt> attempts_;
};

class DeliveryLoopTest : public testing::Test {
 protected:
  std::unique_ptr<DeliveryLoop> start(LoopOptions options = {},
                                      milliseconds timeout = seconds(30)) {
    auto sender = Sender::make(outbox_.store(), outbox_.log(), fetcher_, body_of,
                               {.secrets = {}, .timeout = timeout})
                      .value();
    options.on_attempt = [this](const tasks::Delivery&, const Attempt& attempt) {
      tally_.add(attempt);
    };
    options.now = [this] { return from_millis(now_millis_); };
    return std::make_unique<DeliveryLoop>(outbox_.store(), std::move(sender), std::move(options));
  }
  static std::set<std::string> bodies(const std::vector<Received>& received) {
    std::set<std::string> all;
    for (const Received& each : received) {
      all.insert(each.body);
    }
    return all;
  }

  Outbox outbox_;
  Receiver receiver_;
  fetch::Fetcher fetcher_{{.allow_private = true}};
  Tally tally_;
  std::atomic<std::int64_t> now_millis_ = to_millis(kNoon);
};

TEST_F(DeliveryLoopTest, SendsWhatIsDueEachOnce) {
  for (int i = 0; i < 40; ++i) {
    outbox_.end_task("t" + std::to_string(i), receiver_.url());
  }
  const auto loop = start();
  tally_.wait_for(40);
  loop->stop();
  EXPECT_EQ(receiver_.so_far().size(), 40U);
  EXPECT_EQ(bodies(receiver_.so_far()).size(), 40U);
  EXPECT_TRUE(outbox_.due(kNoon + std::chrono::hours(100)).empty());
}

TEST_F(DeliveryLoopTest, SendsAtOnceWhenWoken) {
  const auto loop = start({.poll_every = std::chrono::hours(1)});
  outbox_.end_task("t1", receiver_.url());
  loop->wake();
  EXPECT_EQ(tally_.wait_for(1).size(), 1U);
}

TEST_F(DeliveryLoopTest, FindsNewOnesWithoutBeingWoken) {
  const auto loop = start({.poll_every = milliseconds(20)});
  outbox_.end_task("t1", receiver_.url());
  EXPECT_EQ(tally_.wait_for(1).size(), 1U);
}

TEST_F(DeliveryLoopTest, TriesAgainWhenItIsTime) {
  receiver_.answer_with({"500", "200"});
  outbox_.end_task("t1", receiver_.url());
  const auto loop = start({.poll_every = milliseconds(20)});
  EXPECT_EQ(tally_.wait_for(1).at(0).verdict, Verdict::retry);
  now_millis_ = to_millis(kNoon + seconds(7));
  EXPECT_EQ(tally_.wait_for(2).at(1).verdict, Verdict::delivered);
}

// The queue of the hanging receiver is longer than the loop looks at first, and stands before all
// others.
TEST_F(DeliveryLoopTest, AHangingReceiverHoldsUpNobodyElse) {
  Receiver hanging;
  hanging.hang();
  for (int i = 0; i < 300; ++i) {
    outbox_.end_task("stuck" + std::to_string(i), hanging.url());
  }
  for (int i = 0; i < 20; ++i) {
    outbox_.end_task("t" + std::to_string(i), receiver_.url());
  }
  const auto loop = start({.lanes = {.total = 4, .per_receiver = 2}});
  EXPECT_EQ(receiver_.wait_for(20).size(), 20U);
  EXPECT_LE(hanging.so_far().size(), 2U);
  hanging.release();
}

// Only a sender that can be broken off ends before the receiver is released, or in ten minutes.
TEST_F(DeliveryLoopTest, StopBreaksOffWhatIsUnderWayAndLeavesItDue) {
  receiver_.hang();
  for (int i = 0; i < 10; ++i) {
    outbox_.end_task("t" + std::to_string(i), receiver_.url());
  }
  const auto loop = start({.lanes = {.total = 4, .per_receiver = 2}}, std::chrono::minutes(10));
  receiver_.wait_for(2);
  loop->stop();
  const auto due = outbox_.due(kNoon);
  EXPECT_EQ(due.size(), 10U);
  for (const tasks::Delivery& delivery : due) {
    EXPECT_EQ(delivery.attempts, 0);
  }
}

TEST_F(DeliveryLoopTest, ANewLoopGoesOnWhereTheOldOneStopped) {
  receiver_.answer_with({"500", "200"});
  outbox_.end_task("t1", receiver_.url());
  {
    const auto old_loop = start();
    tally_.wait_for(1);
  }
  const auto loop = start({.poll_every = milliseconds(20)});
  now_millis_ = to_millis(kNoon + seconds(7));
  tally_.wait_for(2);
  loop->stop();
  EXPECT_TRUE(outbox_.due(kNoon + std::chrono::hours(100)).empty());
}

}  // namespace
}  // namespace kirin::webhooks
