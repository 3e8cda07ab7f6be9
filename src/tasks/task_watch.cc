#include "tasks/task_watch.h"

#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "base/log.h"

namespace kirin::tasks {
namespace {

using std::chrono::steady_clock;

// Ends of tasks are asked for from a little before the last look: other processes' clocks differ,
// and a row appears somewhat later than the time in it.
constexpr std::chrono::seconds kOverlap{5};

// Looks are at least so far apart, however many come and wake us.
constexpr std::chrono::milliseconds kLeastGap{5};

using State = std::tuple<TaskStatus, double, std::string>;

}  // namespace

class TaskWatch::Impl {
 public:
  Impl(TaskStore& store, Options options)
      : store_(store), options_(options), thread_([this] { run(); }) {}

  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // Calls nobody any more and leaves the store alone. Once.
  void stop() {
    {
      const std::scoped_lock lock{mutex_};
      is_stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
  }

  std::uint64_t add(std::string task_id, std::function<void()> on_change) {
    const std::scoped_lock lock{mutex_};
    const std::uint64_t number = ++last_number_;
    untold_.emplace(number, task_id);
    watchers_.emplace(std::move(task_id), Watcher{number, std::move(on_change)});
    is_awake_ = true;
    changed_.notify_all();
    return number;
  }

  // Waits for a call under way, so that nobody is called any more afterwards; but not for the one
  // that it is called from.
  void remove(const std::string& task_id, std::uint64_t number) {
    std::unique_lock lock{mutex_};
    const auto [first, last] = watchers_.equal_range(task_id);
    for (auto at = first; at != last; ++at) {
      if (at->second.number == number) {
        watchers_.erase(at);
        break;
      }
    }
    untold_.erase(number);
    if (std::this_thread::get_id() != caller_) {
      changed_.wait(lock, [&] { return calling_ != number; });
    }
  }

  void wake() {
    {
      const std::scoped_lock lock{mutex_};
      is_awake_ = true;
    }
    changed_.notify_all();
  }

 private:
  struct Watcher {
    std::uint64_t number = 0;
    std::function<void()> on_change;
  };

  void run() {
    std::unique_lock lock{mutex_};
    while (!is_stopping_) {
      if (watchers_.empty()) {
        // Nobody watches, so what happens meanwhile is nobody's concern.
        changed_.wait(lock, [this] { return is_stopping_ || !watchers_.empty(); });
        since_ = Clock::now() - kOverlap;
        known_.clear();
        continue;
      }
      changed_.wait_until(lock, looked_at_ + options_.look_every,
                          [this] { return is_stopping_ || is_awake_; });
      changed_.wait_until(lock, looked_at_ + kLeastGap, [this] { return is_stopping_; });
      if (!is_stopping_) {
        look_and_tell(lock);
      }
    }
  }

  void look_and_tell(std::unique_lock<std::mutex>& lock) {
    is_awake_ = false;
    looked_at_ = steady_clock::now();
    lock.unlock();
    const std::set<std::string> changed = look();
    lock.lock();
    if (looked_at_ - reminded_at_ >= options_.remind_every) {
      reminded_at_ = looked_at_;
      remind_all();
    }
    tell(lock, changed);
  }

  void remind_all() {
    for (const auto& [id, watcher] : watchers_) {
      untold_.emplace(watcher.number, id);
    }
  }

  // The tasks whose state differs from the look before.
  std::set<std::string> look() {
    const TimePoint now = Clock::now();
    const auto changes = store_.changes_since(since_);
    if (!changes) {
      if (!std::exchange(is_blind_, true)) {
        log::error("changes of tasks cannot be read", {{"why", changes.error().describe()}});
      }
      return {};
    }
    is_blind_ = false;
    since_ = now - kOverlap;
    std::set<std::string> changed;
    std::map<std::string, State> seen;
    for (const TaskChange& change : *changes) {
      State state{change.status, change.progress, change.phase};
      const auto before = known_.find(change.id);
      if (before == known_.end() || before->second != state) {
        changed.insert(change.id);
      }
      seen.emplace(change.id, std::move(state));
    }
    // What ran and is not listed now was given back to the queue, or ended before the overlap.
    for (const auto& [id, state] : known_) {
      if (!seen.contains(id) && std::get<0>(state) == TaskStatus::running) {
        changed.insert(id);
      }
    }
    known_ = std::move(seen);
    return changed;
  }

  void tell(std::unique_lock<std::mutex>& lock, const std::set<std::string>& changed) {
    for (const std::string& id : changed) {
      const auto [first, last] = watchers_.equal_range(id);
      for (auto at = first; at != last; ++at) {
        untold_.emplace(at->second.number, id);
      }
    }
    const auto told = std::exchange(untold_, {});
    for (const auto& [number, id] : told) {
      call(lock, id, number);
    }
  }

  // Calls the watcher, if it is there still, without the lock.
  void call(std::unique_lock<std::mutex>& lock, const std::string& id, std::uint64_t number) {
    const auto [first, last] = watchers_.equal_range(id);
    for (auto at = first; at != last; ++at) {
      if (at->second.number != number) {
        continue;
      }
      const std::function<void()> on_change = at->second.on_change;
      calling_ = number;
      caller_ = std::this_thread::get_id();
      lock.unlock();
      on_change();
      lock.lock();
      calling_ = 0;
      caller_ = {};
      changed_.notify_all();
      return;
    }
  }

  TaskStore& store_;
  const Options options_;

  std::mutex mutex_;  ///< over all below up to the next comment
  std::condition_variable changed_;
  std::multimap<std::string, Watcher> watchers_;  ///< by task id
  std::map<std::uint64_t, std::string> untold_;   ///< to be told, changed or not
  std::uint64_t last_number_ = 0;
  std::uint64_t calling_ = 0;  ///< the watcher whose function runs; 0: none
  std::thread::id caller_;     ///< the thread it runs on
  bool is_awake_ = false;
  bool is_stopping_ = false;

  // The thread's own.
  steady_clock::time_point looked_at_;
  steady_clock::time_point reminded_at_;
  TimePoint since_;
  bool is_blind_ = false;  // the store did not answer the last look
  std::map<std::string, State> known_;

  std::thread thread_;  ///< last: it uses all of the above
};

namespace {

// Ends one watching. Holds on to the watch's insides, so it may outlive the watch.
template <typename Impl>
class Watching final : public TaskWatch::Subscription {
 public:
  Watching(std::shared_ptr<Impl> impl, std::string task_id, std::uint64_t number)
      : impl_(std::move(impl)), task_id_(std::move(task_id)), number_(number) {}
  ~Watching() override { impl_->remove(task_id_, number_); }
  Watching(const Watching&) = delete;
  Watching& operator=(const Watching&) = delete;

 private:
  std::shared_ptr<Impl> impl_;
  std::string task_id_;
  std::uint64_t number_;
};

}  // namespace

TaskWatch::TaskWatch(TaskStore& store, Options options)
    : impl_(std::make_shared<Impl>(store, options)) {}

TaskWatch::~TaskWatch() { impl_->stop(); }

std::unique_ptr<TaskWatch::Subscription> TaskWatch::watch(std::string task_id,
                                                          std::function<void()> on_change) {
  const std::uint64_t number = impl_->add(task_id, std::move(on_change));
  return std::make_unique<Watching<Impl>>(impl_, std::move(task_id), number);
}

void TaskWatch::wake() { impl_->wake(); }

}  // namespace kirin::tasks
