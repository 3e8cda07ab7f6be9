/// \file
/// Tells when tasks change, whichever process changes them.
///
/// One thread asks the store, a few times a second and only while somebody watches; so any number
/// of streams and waiting calls costs the store the same.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "tasks/task_store.h"

namespace kirin::tasks {

class TaskWatch {
 public:
  struct Options {
    std::chrono::milliseconds look_every{50};
    /// Everybody is told so often without a reason, which covers what a look cannot see: a machine
    /// that stood still, a clock that was set, a store that was away.
    std::chrono::milliseconds remind_every{2'000};
  };
  /// `store` outlives the watch.
  TaskWatch(TaskStore& store, Options options);
  ~TaskWatch();
  TaskWatch(const TaskWatch&) = delete;
  TaskWatch& operator=(const TaskWatch&) = delete;

  /// Ends the watching when it is destroyed; `on_change` is not called after that.
  class Subscription {
   public:
    virtual ~Subscription() = default;
  };
  /// `on_change` is called from the watch's thread soon after the status, progress or phase of the
  /// task changed, and now and then for nothing; once at the start too. It must not block and not
  /// subscribe. Whoever is called looks the task up.
  std::unique_ptr<Subscription> watch(std::string task_id, std::function<void()> on_change);
  /// This process has changed something: look now. From any thread.
  void wake();

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace kirin::tasks
