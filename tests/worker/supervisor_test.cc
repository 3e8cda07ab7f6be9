#include "worker/supervisor.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>

#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <set>

namespace kirin::worker {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// Collects what the supervisor tells, for another thread to wait on.
class Losses {
 public:
  void add(const std::string& id) {
    const std::lock_guard lock{mutex_};
    ids_.insert(id);
    changed_.notify_all();
  }
  bool wait_for(std::size_t count) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, seconds{20}, [&] { return ids_.size() >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::set<std::string> ids_;
};

// A worker made of a shell script; the words after it are its $0 ("--id") and $1 (the id).
SupervisorOptions running(const std::string& script) {
  SupervisorOptions options;
  options.program = "/bin/sh";
  options.arguments = {"-c", script};
  options.restart_delay = milliseconds{1};
  options.longest_restart_delay = milliseconds{50};
  return options;
}

TEST(SupervisorTest, AWorkerThatDiesIsToldOfAndStartedAgain) {
  Losses losses;
  auto supervisor =
      Supervisor::start(running("exit 3"), [&](const std::string& id) { losses.add(id); });
  ASSERT_TRUE(supervisor);
  // Each start has an id of its own, so that no lease of a dead worker passes to its successor.
  EXPECT_TRUE(losses.wait_for(3));
}

TEST(SupervisorTest, WakingReachesTheWorkersStandardInput) {
  Losses losses;
  // Reads one byte, then ends: the end is what we can see.
  auto supervisor = Supervisor::start(running("head -c 1 >/dev/null"),
                                      [&](const std::string& id) { losses.add(id); });
  ASSERT_TRUE(supervisor);
  EXPECT_EQ((*supervisor)->alive(), 1);
  (*supervisor)->wake();
  EXPECT_TRUE(losses.wait_for(1));
}

TEST(SupervisorTest, DrainingEndsPoliteWorkersAndThenTheOthers) {
  // Not one that reads: its standard input does not block, and "try again" would end it.
  for (const char* script :
       {"exec sleep 600", "trap '' TERM; while true; do read line || true; done"}) {
    Losses losses;
    SupervisorOptions options = running(script);
    options.count = 2;
    auto supervisor = Supervisor::start(options, [&](const std::string& id) { losses.add(id); });
    ASSERT_TRUE(supervisor);
    EXPECT_EQ((*supervisor)->alive(), 2);
    (*supervisor)->drain(milliseconds{200});
    EXPECT_EQ((*supervisor)->alive(), 0) << script;
  }
}

TEST(SupervisorTest, NoWorkersIsAllowed) {
  SupervisorOptions options = running("true");
  options.count = 0;
  auto supervisor = Supervisor::start(options, [](const std::string&) {});
  ASSERT_TRUE(supervisor);
  EXPECT_EQ((*supervisor)->alive(), 0);
  (*supervisor)->drain(milliseconds{0});
}

}  // namespace
}  // namespace kirin::worker
