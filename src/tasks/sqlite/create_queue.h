/// \file
/// Group commit: creates that arrive while the disk is busy share the next commit.
///
/// A durable commit costs one flush of the disk, whatever it holds. One thread makes them: it takes
/// all creates that wait, has them written in one transaction, and wakes their callers once it is
/// committed. Nobody lingers for company: a lone create is committed at once.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "base/result.h"
#include "tasks/admission.h"
#include "tasks/sqlite/task_row.h"

namespace kirin::tasks::sqlite {

class CreateQueue {
 public:
  /// Nothing where the row was accepted.
  using Outcome = Result<std::optional<Refusal>>;
  /// Commits all rows at once and returns what became of each, in order.
  using CommitAll = std::function<std::vector<Outcome>(std::span<const CreateRow* const>)>;

  /// `limit`: creates that may wait. `commit_all` runs on the queue's own thread.
  CreateQueue(CommitAll commit_all, std::size_t limit);
  /// Commits what waits.
  ~CreateQueue();
  CreateQueue(const CreateQueue&) = delete;
  CreateQueue& operator=(const CreateQueue&) = delete;

  /// Waits until `row` is committed or refused. resource_exhausted at once where `limit` others
  /// wait.
  Outcome commit(const CreateRow& row);
  /// Creates that wait for the next commit, as of now.
  std::size_t waiting() const;

 private:
  struct Waiting {
    const CreateRow* row;
    std::promise<Outcome> outcome;
  };

  void commit_in_groups();
  std::vector<Waiting> take_group();

  CommitAll commit_all_;
  std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable arrived_;
  std::deque<Waiting> waiting_;
  bool is_closing_ = false;
  std::jthread committer_;  // last: it uses all of the above
};

}  // namespace kirin::tasks::sqlite
