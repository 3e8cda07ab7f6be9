/// \file
/// The callback outbox at work: the front door of `webhooks/`.
///
/// Takes the deliveries that the task store says are due, and sends them (see sender.h) until each
/// was delivered or given up. A delivery leaves the outbox only when its end is recorded, so a
/// crash costs a receiver at most one message twice, with the same `webhook-id`. One loop a
/// database: two would send everything twice.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "webhooks/lanes.h"
#include "webhooks/sender.h"

namespace kirin::webhooks {

struct LoopOptions {
  LaneLimits lanes = {};  ///< `lanes.total` is the number of threads
  std::chrono::milliseconds poll_every{
      1'000};  ///< how often the store is asked where nobody calls wake()
  /// Told of each try that was recorded, from the sending threads: for metrics. May be empty.
  std::function<void(const tasks::Delivery&, const Attempt&)> on_attempt = {};
  std::function<TimePoint()> now = Clock::now;
};

class DeliveryLoop {
 public:
  /// Starts at once. `store` outlives the loop.
  DeliveryLoop(tasks::TaskStore& store, Sender sender, LoopOptions options);
  /// Stops.
  ~DeliveryLoop();
  DeliveryLoop(const DeliveryLoop&) = delete;
  DeliveryLoop& operator=(const DeliveryLoop&) = delete;

  /// A task has changed: looks into the outbox now. From any thread.
  void wake();
  /// Begins no more messages and breaks off those under way, which takes a second or two. What is
  /// not sent stays due, and so does what was broken off: a receiver may read it twice.
  void stop();

 private:
  struct Message {
    tasks::Delivery delivery;
    std::string receiver;
  };

  void dispatch();
  void begin_look();
  bool begin_due();
  void work();
  void send(const Message& message);

  tasks::TaskStore& store_;
  const Sender sender_;
  const LoopOptions options_;

  std::mutex mutex_;  ///< over the four below; never held over a call that can block
  std::condition_variable changed_;
  Lanes lanes_;
  std::deque<Message> begun_;  ///< have their place, wait for a thread
  bool is_awake_ = true;       ///< look into the outbox
  bool is_stopping_ = false;

  std::stop_source stop_;
  std::vector<std::jthread> threads_;
};

}  // namespace kirin::webhooks
