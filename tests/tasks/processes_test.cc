// Several processes on one store, and what is left when they are killed.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "tasks/child_process.h"
#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"

namespace kirin::tasks {
namespace {

using Say = std::function<void(const std::string&)>;

std::vector<std::string> all_lines(ChildProcess& child) {
  std::vector<std::string> lines;
  while (auto line = child.read_line()) {
    lines.push_back(*std::move(line));
  }
  return lines;
}

Stores reopen(const ScratchFolder& folder) {
  return open_stores(folder.store_url(), sample_options()).value();
}

void create_many(const ScratchFolder& folder, int count) {
  const Stores stores = reopen(folder);
  for (int i = 0; i < count; ++i) {
    ASSERT_TRUE(stores.tasks->create(sample_task("t" + std::to_string(i))));
  }
}

// Creates tasks on four threads until it is killed, saying the id of each that was accepted.
void create_without_end(const std::string& url, int life, const Say& say) {
  const Stores stores = open_stores(url, sample_options()).value();
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0;; ++i) {
        NewTask task = sample_task(fmt::format("t-{}-{}-{}", life, thread, i));
        task.callback_url = "https://hooks.example.org/k";
        if (stores.tasks->create(task)) {
          say(task.id);
        }
      }
    });
  }
}

TEST(Processes, AcceptedTasksSurviveKills) {
  constexpr int kLives = 25;
  const ScratchFolder folder;
  std::mt19937 random{7};
  std::vector<std::string> accepted;
  for (int life = 0; life < kLives; ++life) {
    ChildProcess child{[&](const Say& say) { create_without_end(folder.store_url(), life, say); }};
    const int lines = std::uniform_int_distribution{1, 60}(random);
    for (int i = 0; i < lines; ++i) {
      const auto line = child.read_line();
      ASSERT_TRUE(line.has_value());
      accepted.push_back(*line);
    }
    child.kill();
    const auto rest = all_lines(child);
    accepted.insert(accepted.end(), rest.begin(), rest.end());
  }

  const Stores stores = reopen(folder);
  for (const std::string& id : accepted) {
    EXPECT_TRUE(stores.tasks->find_any(id)) << id << " was accepted and is lost";
  }
  const auto counts = stores.tasks->counts().value();
  const auto due = stores.tasks->due_deliveries(kNoon, 1'000'000);
  EXPECT_EQ(static_cast<std::size_t>(counts.queued), due->size()) << "each has its delivery";
}

// Claims and completes until nothing is queued, saying each id it completed.
void work(const std::string& url, const std::string& worker, const Say& say) {
  const Stores stores = open_stores(url, sample_options()).value();
  while (true) {
    const auto claim = stores.tasks->claim(worker, kNoon, kLease).value();
    if (!claim) {
      return;
    }
    EXPECTS(stores.tasks->renew(claim->lease, 0.5, "rendering", kNoon, kLease).has_value());
    EXPECTS(stores.tasks->complete(claim->lease, {{"by", worker}}, kNoon).has_value());
    say(claim->task.id);
  }
}

TEST(Processes, EachTaskIsCompletedByOneWorker) {
  constexpr int kTasks = 120;
  const ScratchFolder folder;
  create_many(folder, kTasks);
  std::vector<ChildProcess> workers;
  for (int i = 0; i < 4; ++i) {
    workers.emplace_back([&, worker = "worker-" + std::to_string(i)](const Say& say) {
      work(folder.store_url(), worker, say);
    });
  }
  std::multiset<std::string> completed;
  for (ChildProcess& worker : workers) {
    const auto lines = all_lines(worker);
    completed.insert(lines.begin(), lines.end());
    EXPECT_TRUE(worker.wait());
  }
  const std::set<std::string> distinct(completed.begin(), completed.end());
  EXPECT_EQ(completed.size(), std::size_t{kTasks});
  EXPECT_EQ(distinct.size(), std::size_t{kTasks});
  const Stores stores = reopen(folder);
  EXPECT_EQ(stores.tasks->counts()->completed, kTasks);
  EXPECT_EQ(stores.usage->rows({}, kNoon, kNoon + kLease, 1'000)->size(), std::size_t{kTasks});
}

// Workers are killed at random moments; their tasks are given to others until all are done.
TEST(Processes, KilledWorkersLoseNoTaskAndBillNoneTwice) {
  constexpr int kTasks = 60;
  const ScratchFolder folder;
  {
    const Stores stores = reopen(folder);
    for (int i = 0; i < kTasks; ++i) {
      NewTask task = sample_task("t" + std::to_string(i));
      task.max_attempts = 1'000;
      ASSERT_TRUE(stores.tasks->create(task));
    }
  }
  std::mt19937 random{11};
  std::set<std::string> said;
  for (int life = 0; life < 30; ++life) {
    const std::string worker = "worker-" + std::to_string(life);
    ChildProcess child{[&](const Say& say) { work(folder.store_url(), worker, say); }};
    for (int left = std::uniform_int_distribution{0, 3}(random); left > 0; --left) {
      if (const auto line = child.read_line()) {
        EXPECT_TRUE(said.insert(*line).second) << *line << " was completed twice";
      }
    }
    child.kill();
    for (const std::string& line : all_lines(child)) {
      EXPECT_TRUE(said.insert(line).second) << line << " was completed twice";
    }
    const Stores stores = reopen(folder);
    ASSERT_TRUE(stores.tasks->abandon_worker(worker, kNoon));
    EXPECT_EQ(stores.tasks->counts()->running, 0);
  }
  ChildProcess last{[&](const Say& say) { work(folder.store_url(), "last", say); }};
  all_lines(last);
  EXPECT_TRUE(last.wait());

  const Stores stores = reopen(folder);
  EXPECT_EQ(stores.tasks->counts()->completed, kTasks);
  EXPECT_EQ(stores.usage->rows({}, kNoon, kNoon + kLease, 1'000)->size(), std::size_t{kTasks});
}

TEST(Processes, ManyMayOpenANewStoreAtOnce) {
  for (int round = 0; round < 5; ++round) {
    const ScratchFolder folder;
    std::vector<ChildProcess> openers;
    for (int i = 0; i < 8; ++i) {
      openers.emplace_back([&, i](const Say& say) {
        const auto stores = open_stores(folder.store_url(), sample_options());
        const auto created = stores ? stores->tasks->create(sample_task("t" + std::to_string(i)))
                                    : Result<CreateOutcome>{stores.error()};
        say(created ? "created" : created.error().describe());
      });
    }
    for (ChildProcess& opener : openers) {
      EXPECT_EQ(opener.read_line(), "created");
      EXPECT_TRUE(opener.wait());
    }
    EXPECT_EQ(reopen(folder).tasks->counts()->queued, 8);
  }
}

// A limit on file sizes is a full disk that a test may fill.
TEST(Processes, FullDiskRefusesCreatesAndKeepsWhatWasAccepted) {
  const ScratchFolder folder;
  create_many(folder, 1);
  ChildProcess child{[&](const Say& say) {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{300'000, 300'000};
    EXPECTS(::setrlimit(RLIMIT_FSIZE, &limit) == 0);
    const Stores stores = reopen(folder);
    for (int i = 0; i < 10'000; ++i) {
      NewTask task = sample_task("full-" + std::to_string(i));
      task.request["prompt"] = std::string(5'000, 'p');
      const auto created = stores.tasks->create(task);
      if (!created) {
        say("refused: " + created.error().describe());
        EXPECTS(stores.tasks->find_any("t0").has_value());
        return;
      }
      say(task.id);
    }
  }};
  auto lines = all_lines(child);
  EXPECT_TRUE(child.wait());
  ASSERT_FALSE(lines.empty());
  EXPECT_TRUE(lines.back().starts_with("refused: ")) << lines.back();
  lines.pop_back();
  EXPECT_GT(lines.size(), 5u);
  const Stores stores = reopen(folder);
  for (const std::string& id : lines) {
    EXPECT_TRUE(stores.tasks->find_any(id)) << id;
  }
  EXPECT_TRUE(stores.tasks->create(sample_task("after")));
}

}  // namespace
}  // namespace kirin::tasks
