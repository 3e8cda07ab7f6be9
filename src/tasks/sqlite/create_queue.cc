#include "tasks/sqlite/create_queue.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace kirin::tasks::sqlite {
namespace {

// Bounds how long one group keeps the write lock from workers: a thousand rows take some 20 ms.
constexpr std::size_t kGroupRows = 1'000;

}  // namespace

CreateQueue::CreateQueue(CommitAll commit_all, std::size_t limit)
    : commit_all_(std::move(commit_all)),
      limit_(limit),
      committer_([this] { commit_in_groups(); }) {}

CreateQueue::~CreateQueue() {
  {
    const std::scoped_lock lock{mutex_};
    is_closing_ = true;
  }
  arrived_.notify_one();
}

CreateQueue::Outcome CreateQueue::commit(const CreateRow& row) {
  std::future<Outcome> outcome;
  {
    const std::scoped_lock lock{mutex_};
    if (waiting_.size() >= limit_) {
      return Error{ErrorCode::resource_exhausted,
                   fmt::format("{} creates wait for the disk already", waiting_.size())};
    }
    outcome = waiting_.emplace_back(Waiting{&row, {}}).outcome.get_future();
  }
  arrived_.notify_one();
  return outcome.get();
}

std::size_t CreateQueue::waiting() const {
  const std::scoped_lock lock{mutex_};
  return waiting_.size();
}

void CreateQueue::commit_in_groups() {
  std::vector<const CreateRow*> rows;
  for (auto group = take_group(); !group.empty(); group = take_group()) {
    rows.clear();
    std::transform(group.begin(), group.end(), std::back_inserter(rows),
                   [](const Waiting& waiting) { return waiting.row; });
    auto outcomes = commit_all_(rows);
    EXPECTS(outcomes.size() == group.size());
    for (std::size_t i = 0; i < group.size(); ++i) {
      group[i].outcome.set_value(std::move(outcomes[i]));
    }
  }
}

// All that wait, up to a bound; empty only once the queue closes and nobody waits.
std::vector<CreateQueue::Waiting> CreateQueue::take_group() {
  std::unique_lock lock{mutex_};
  arrived_.wait(lock, [this] { return is_closing_ || !waiting_.empty(); });
  const auto end =
      waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), kGroupRows));
  std::vector<Waiting> group(std::make_move_iterator(waiting_.begin()),
                             std::make_move_iterator(end));
  waiting_.erase(waiting_.begin(), end);
  return group;
}

}  // namespace kirin::tasks::sqlite
