// Random operations, on a SQLite store and on the plain model: both must answer the same and end up
// the same.
#include <gtest/gtest.h>

#include <array>
#include <boost/json/serialize.hpp>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "tasks/model_store.h"
#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"

namespace kirin::tasks {
namespace {

using std::chrono::milliseconds;

std::string text_of(std::optional<TimePoint> time) {
  return time ? std::to_string(to_millis(*time)) : "-";
}

std::string text_of(const Task& task) {
  std::string text;
  for (const auto& part :
       {task.id, task.owner_id, task.external_id.value_or("-"), std::string{to_string(task.status)},
        std::to_string(task.attempts), std::to_string(task.progress), task.phase, task.worker_id,
        task.error ? task.error->code + task.error->message : "-",
        boost::json::serialize(task.request), boost::json::serialize(task.result),
        text_of(task.created_at), text_of(task.started_at), text_of(task.finished_at)}) {
    text += part + '|';
  }
  return text;
}

std::string text_of(const Lease& lease) {
  return lease.task_id + '|' + lease.worker_id + '|' + std::to_string(lease.fence) + '|' +
         text_of(lease.expires_at);
}

std::string text_of(const std::optional<Claim>& claim) {
  return claim ? text_of(claim->task) + text_of(claim->lease) : "none";
}

std::string text_of(TaskStatus status) { return std::string{to_string(status)}; }
std::string text_of(int number) { return std::to_string(number); }
std::string text_of(std::int64_t number) { return std::to_string(number); }

std::string text_of(const QueueCounts& counts) {
  return std::to_string(counts.queued) + ' ' + std::to_string(counts.running) + ' ' +
         std::to_string(counts.completed) + ' ' + std::to_string(counts.failed) + ' ' +
         std::to_string(counts.canceled);
}

std::string text_of(const CreateOutcome& outcome) {
  const auto* task = std::get_if<Task>(&outcome);
  return task != nullptr
             ? text_of(*task)
             : "refused " + std::to_string(static_cast<int>(std::get<Refusal>(outcome)));
}

std::string text_of(const TaskPage& page) {
  std::string text = page.next ? "more\n" : "last\n";
  for (const Task& task : page.tasks) {
    text += text_of(task) + '\n';
  }
  return text;
}

std::string text_of(const std::vector<TaskChange>& changes) {
  std::set<std::string> lines;
  for (const TaskChange& change : changes) {
    lines.insert(change.id + '|' + text_of(change.status) + '|' + std::to_string(change.progress) +
                 '|' + change.phase + '\n');
  }
  return std::accumulate(lines.begin(), lines.end(), std::string{});
}

// Without the id, which is random.
std::string text_of(const std::vector<Delivery>& deliveries) {
  std::string text;
  for (const Delivery& delivery : deliveries) {
    text += delivery.task_id + '|' + delivery.owner_id + '|' + delivery.key_id + '|' +
            delivery.url + '|' + text_of(delivery.status) + '|' +
            std::to_string(delivery.attempts) + '|' + text_of(delivery.due_at) + '\n';
  }
  return text;
}

std::string text_of(const std::vector<UsageRow>& rows) {
  std::string text;
  for (const UsageRow& row : rows) {
    text += row.task_id + '|' + row.owner_id + '|' + row.price.to_decimal() + '|' +
            boost::json::serialize(row.usage) + '|' + text_of(row.billed_at) + '\n';
  }
  return text;
}

std::string text_of(const std::vector<UsageTotal>& totals) {
  std::string text;
  for (const UsageTotal& total : totals) {
    text += total.owner_id + '|' + total.model + '|' + std::to_string(total.requests) + '|' +
            total.cost.to_decimal() + '\n';
  }
  return text;
}

template <typename Value>
std::string text_of(const Result<Value>& result) {
  if (!result) {
    return std::string{to_string(result.error().code)};
  }
  if constexpr (std::is_void_v<Value>) {
    return "done";
  } else {
    return text_of(*result);
  }
}

class Walk {
 public:
  Walk(unsigned seed, Stores real) : random_(seed), real_(std::move(real)) {}

  void step() {
    now_ += milliseconds{pick(4'000)};
    switch (pick(14)) {
      case 0:
      case 1:
      case 2:
        return create();
      case 3:
      case 4:
      case 5:
        return claim();
      case 6:
        return renew();
      case 7:
        return complete();
      case 8:
        return fail();
      case 9:
        return both([lease = some_lease(), this](TaskStore& s) { return s.release(lease, now_); });
      case 10:
        return both([owner = some_owner(), name = some_name(), this](TaskStore& s) {
          return s.cancel(owner, name, now_);
        });
      case 11:
        return both([worker = some_worker(), this](TaskStore& s) {
          return s.abandon_worker(worker, now_);
        });
      case 12:
        return both([this](TaskStore& s) { return s.reclaim_expired(now_); });
      default:
        return deliver();
    }
  }

  void compare() {
    EXPECT_EQ(text_of(real_.usage->totals(std::nullopt, kNoon, now_)),
              text_of(model_.usage->totals(std::nullopt, kNoon, now_)));
    for (int i = 0; i <= created_; ++i) {
      const std::string id = "t" + std::to_string(i);
      both([&](TaskStore& s) { return s.find_any(id); });
      both([&](TaskStore& s) { return s.queue_position(id); });
    }
    both([owner = some_owner(), name = some_name()](TaskStore& s) { return s.find(owner, name); });
    both([](TaskStore& s) { return s.counts(); });
    both([since = now_ - milliseconds{pick(60'000)}](TaskStore& s) {
      return s.changes_since(since);
    });
    compare_lists();
    both([this](TaskStore& s) { return s.due_deliveries(now_ + std::chrono::hours{9}, 1'000); });
    const auto until = now_ + milliseconds{1};
    EXPECT_EQ(text_of(real_.usage->rows(std::nullopt, kNoon, until, 1'000)),
              text_of(model_.usage->rows(std::nullopt, kNoon, until, 1'000)));
  }

 private:
  // The same question to both; the same answer is due.
  template <typename Ask>
  void both(Ask ask) {
    EXPECT_EQ(text_of(ask(*real_.tasks)), text_of(ask(*model_.tasks)));
  }

  // All pages of a random query.
  void compare_lists() {
    TaskQuery real = some_query();
    TaskQuery model = real;
    while (true) {
      const auto real_page = real_.tasks->list(real);
      const auto model_page = model_.tasks->list(model);
      ASSERT_EQ(text_of(real_page), text_of(model_page));
      if (!real_page->next) {
        return;
      }
      real.before = real_page->next;
      model.before = model_page->next;
    }
  }

  TaskQuery some_query() {
    TaskQuery query;
    query.owner_id = some_owner();
    query.limit = 1 + pick(7);
    if (pick(2) == 0) {
      using enum TaskStatus;
      query.statuses.emplace();
      for (const TaskStatus status : {queued, running, completed, failed, canceled}) {
        if (pick(2) == 0) {
          query.statuses->push_back(status);
        }
      }
    }
    if (pick(3) == 0) {
      query.model = pick(2) == 0 ? "kirin_v1_i2v" : "kirin_v2_6_t2v";
    }
    if (pick(5) == 0) {
      query.external_id = "shot-" + std::to_string(pick(30));
    }
    if (pick(3) == 0) {
      query.created_from = kNoon + (now_ - kNoon) / 8 * pick(8);
    }
    if (pick(3) == 0) {
      query.created_until = kNoon + (now_ - kNoon) / 8 * pick(8);
    }
    return query;
  }

  int pick(int below) { return std::uniform_int_distribution{0, below - 1}(random_); }
  std::string some_owner() {
    return std::array{"own_a", "own_a", "own_a", "own_b",
                      "own_c"}[static_cast<std::size_t>(pick(5))];
  }
  std::string some_worker() { return "worker-" + std::to_string(pick(3)); }
  std::string some_name() {
    return pick(2) == 0 ? "t" + std::to_string(pick(created_ + 1))
                        : "shot-" + std::to_string(pick(30));
  }
  // Any lease ever given, recent ones more often, now and then a wrong one.
  Lease some_lease() {
    if (leases_.empty() || pick(20) == 0) {
      return {"t" + std::to_string(pick(created_ + 2)), some_worker(),
              static_cast<std::uint64_t>(pick(3)), now_};
    }
    const int count = static_cast<int>(leases_.size());
    return leases_[static_cast<std::size_t>(count - 1 - pick(std::min(count, 6)))];
  }

  void create() {
    NewTask task =
        sample_task("t" + std::to_string(pick(10) == 0 ? pick(created_ + 1) : created_++));
    task.owner_id = some_owner();
    task.created_at = now_;
    task.max_attempts = 1 + pick(3);
    task.priority = static_cast<Priority>(pick(3));
    task.model = pick(2) == 0 ? "kirin_v1_i2v" : "kirin_v2_6_t2v";
    task.key_id = pick(2) == 0 ? "key_a" : "key_b";
    task.limits = {pick(3) == 0 ? 1 + pick(12) : 0, pick(3) == 0 ? 1 + pick(24) : 0};
    if (pick(2) == 0) {
      task.external_id = "shot-" + std::to_string(pick(30));
    }
    if (pick(2) == 0) {
      task.callback_url = "https://hooks.example.org/" + std::to_string(pick(5));
    }
    both([&](TaskStore& s) { return s.create(task); });
  }

  void claim() {
    const std::string worker = some_worker();
    const auto length = milliseconds{1'000 * (1 + pick(60))};
    const auto real = real_.tasks->claim(worker, now_, length);
    EXPECT_EQ(text_of(real), text_of(model_.tasks->claim(worker, now_, length)));
    if (real && *real) {
      leases_.push_back((*real)->lease);
    }
  }

  void renew() {
    both([lease = some_lease(), progress = pick(3) / 4.0, this](TaskStore& s) {
      return s.renew(lease, progress, progress == 0 ? "starting" : "rendering", now_,
                     std::chrono::seconds{30});
    });
  }

  void complete() {
    both([lease = some_lease(), n = pick(9), this](TaskStore& s) {
      return s.complete(lease, {{"n", n}}, now_);
    });
  }

  void fail() {
    both([lease = some_lease(), may_retry = pick(3) > 0, this](TaskStore& s) {
      return s.fail_attempt(lease, {{"002013095", "crashed"}, may_retry}, now_);
    });
  }

  // One due delivery, the same place in both lists.
  void deliver() {
    const auto real = real_.tasks->due_deliveries(now_, 8).value();
    const auto model = model_.tasks->due_deliveries(now_, 8).value();
    ASSERT_EQ(text_of(real), text_of(model));
    if (real.empty()) {
      return;
    }
    const auto at = static_cast<std::size_t>(pick(static_cast<int>(real.size())));
    using enum DeliveryOutcome::End;
    DeliveryOutcome outcome;
    outcome.end = std::array{delivered, delivered, failed, failed, skipped,
                             pick(10) == 0 ? gone : failed}[static_cast<std::size_t>(pick(6))];
    outcome.next = pick(4) == 0 ? std::nullopt : std::optional{now_ + milliseconds{pick(60'000)}};
    EXPECT_EQ(text_of(real_.tasks->record_delivery(real[at].id, outcome, now_)),
              text_of(model_.tasks->record_delivery(model[at].id, outcome, now_)));
  }

  std::mt19937 random_;
  Stores real_;
  Stores model_ = make_model_stores(sample_options());
  TimePoint now_ = kNoon;
  int created_ = 0;
  std::vector<Lease> leases_;
};

class RandomLifeCycle : public testing::TestWithParam<unsigned> {};

TEST_P(RandomLifeCycle, AgreesWithTheModel) {
  constexpr int kRounds = 20;
  constexpr int kStepsPerRound = 20;
  const ScratchFolder folder;
  Walk walk{GetParam(), open_stores(folder.store_url(), sample_options()).value()};
  for (int round = 0; round < kRounds && !HasFailure(); ++round) {
    for (int step = 0; step < kStepsPerRound && !HasFailure(); ++step) {
      walk.step();
    }
    walk.compare();
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomLifeCycle, testing::Range(1u, 13u));

}  // namespace
}  // namespace kirin::tasks
