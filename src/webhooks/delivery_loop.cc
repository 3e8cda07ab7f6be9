#include "webhooks/delivery_loop.h"

#include <utility>

#include "base/log.h"

namespace kirin::webhooks {
namespace {

// How many rows are asked for first, and at most: more only where all the first are to busy
// receivers, so that a long queue before a hanging one hides nobody.
constexpr int kFirstLook = 256;
constexpr int kLastLook = 65'536;
constexpr std::chrono::seconds kHoldUnrecorded{5};

void log_attempt(const tasks::Delivery& delivery, const Attempt& attempt) {
  const auto write = attempt.verdict == Verdict::delivered ? log::info
                     : attempt.verdict == Verdict::skipped ? log::debug
                                                           : log::warning;
  write(attempt.verdict == Verdict::delivered ? "callback delivered"
        : attempt.verdict == Verdict::skipped ? "callback skipped"
        : attempt.verdict == Verdict::retry   ? "callback failed, will be tried again"
                                              : "callback given up",
        {{"delivery_id", delivery.id},
         {"task_id", delivery.task_id},
         {"attempt", delivery.attempts + 1},
         {"outcome", attempt.note}});
}

}  // namespace

DeliveryLoop::DeliveryLoop(tasks::TaskStore& store, Sender sender, LoopOptions options)
    : store_(store),
      sender_(std::move(sender)),
      options_(std::move(options)),
      lanes_(options_.lanes) {
  threads_.emplace_back([this] { dispatch(); });
  for (int i = 0; i < options_.lanes.total; ++i) {
    threads_.emplace_back([this] { work(); });
  }
}

DeliveryLoop::~DeliveryLoop() { stop(); }

void DeliveryLoop::wake() {
  {
    const std::lock_guard lock(mutex_);
    is_awake_ = true;
  }
  changed_.notify_all();
}

void DeliveryLoop::stop() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  stop_.request_stop();
  changed_.notify_all();
  threads_.clear();  // joins
}

void DeliveryLoop::dispatch() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    changed_.wait_for(lock, options_.poll_every, [this] { return is_awake_ || is_stopping_; });
    is_awake_ = false;
    while (!is_stopping_ && !lanes_.is_full()) {
      lock.unlock();
      const bool may_be_more = begin_due();
      lock.lock();
      if (!may_be_more) {
        break;
      }
    }
  }
}

void DeliveryLoop::begin_look() {
  const std::lock_guard lock(mutex_);
  lanes_.begin_look();
}

// Begins what has a place. True where the store may have more that could begin.
bool DeliveryLoop::begin_due() {
  for (int limit = kFirstLook; limit <= kLastLook; limit *= 16) {
    const TimePoint now = options_.now();
    begin_look();
    auto due = store_.due_deliveries(now, limit);
    if (!due) {
      log::error("callback outbox cannot be read", {{"error", due.error().describe()}});
      return false;
    }
    const bool is_all = static_cast<int>(due->size()) < limit;
    bool has_begun = false;
    const std::lock_guard lock(mutex_);
    for (tasks::Delivery& delivery : *due) {
      std::string receiver = receiver_of(delivery.url);
      if (lanes_.try_begin(delivery.id, receiver, now)) {
        begun_.push_back({std::move(delivery), std::move(receiver)});
        has_begun = true;
      }
    }
    changed_.notify_all();
    if (has_begun || is_all) {
      return has_begun && !is_all;
    }
  }
  return false;
}

void DeliveryLoop::work() {
  std::unique_lock lock(mutex_);
  while (true) {
    changed_.wait(lock, [this] { return !begun_.empty() || is_stopping_; });
    if (is_stopping_) {
      return;
    }
    const Message message = std::move(begun_.front());
    begun_.pop_front();
    lock.unlock();
    send(message);
    lock.lock();
    is_awake_ = true;  // its place is free
    changed_.notify_all();
  }
}

void DeliveryLoop::send(const Message& message) {
  const auto started = std::chrono::steady_clock::now();
  const TimePoint now = options_.now();
  const auto attempt = sender_.deliver(message.delivery, now, stop_.get_token());
  const auto took = std::chrono::steady_clock::now() - started;
  if (attempt) {
    log_attempt(message.delivery, *attempt);
    if (options_.on_attempt) {
      options_.on_attempt(message.delivery, *attempt);
    }
  } else if (attempt.error().code != ErrorCode::canceled) {
    log::error("callback sent but not recorded",
               {{"delivery_id", message.delivery.id}, {"error", attempt.error().describe()}});
  }
  const std::lock_guard lock(mutex_);
  lanes_.end(message.delivery.id, message.receiver,
             std::chrono::duration_cast<Clock::duration>(took));
  if (!attempt) {
    lanes_.hold(message.delivery.id, now + kHoldUnrecorded);
  }
}

}  // namespace kirin::webhooks
