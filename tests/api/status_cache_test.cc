#include "api/generation/status_cache.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace kirin::api::generation {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const TimePoint kNow = from_millis(1'769'757'744'021);
const StatusView kView{"owner", "task-1", "http://host", false};

std::optional<std::string> text(const StatusCache::Body& body) {
  return body == nullptr ? std::nullopt : std::optional{*body};
}

void put(StatusCache& cache, const StatusView& view, TaskStage stage, const std::string& body,
         TimePoint now = kNow) {
  cache.put(view, stage, body, cache.before_look(view.task_id), now);
}

TEST(StatusCacheTest, AnswersForAnInstantWhileATaskIsInProgress) {
  StatusCache cache;
  put(cache, kView, TaskStage::in_progress, "half done");

  EXPECT_EQ(text(cache.find(kView, kNow + milliseconds{99})), "half done");
  EXPECT_EQ(text(cache.find(kView, kNow + milliseconds{100})), std::nullopt);
}

TEST(StatusCacheTest, AnswersHalfAMinuteOnceATaskHasEnded) {
  StatusCache cache;
  put(cache, kView, TaskStage::ended, "done");

  EXPECT_EQ(text(cache.find(kView, kNow + milliseconds{29'999})), "done");
  EXPECT_EQ(text(cache.find(kView, kNow + seconds{30})), std::nullopt);
}

TEST(StatusCacheTest, ClockSetBackFindsNothing) {
  StatusCache cache;
  put(cache, kView, TaskStage::ended, "done");

  EXPECT_EQ(text(cache.find(kView, kNow - milliseconds{1})), std::nullopt);
}

TEST(StatusCacheTest, EachViewHasItsOwnAnswer) {
  StatusCache cache;
  put(cache, kView, TaskStage::ended, "mine");
  StatusView numbers = kView;
  numbers.number_codes = true;
  put(cache, numbers, TaskStage::ended, "numbers");

  StatusView other = kView;
  other.owner_id = "other";
  EXPECT_EQ(text(cache.find(other, kNow)), std::nullopt);
  other = kView;
  other.task_id = "task-2";
  EXPECT_EQ(text(cache.find(other, kNow)), std::nullopt);
  other = kView;
  other.base_url = "http://elsewhere";
  EXPECT_EQ(text(cache.find(other, kNow)), std::nullopt);
  EXPECT_EQ(text(cache.find(numbers, kNow)), "numbers");
  EXPECT_EQ(text(cache.find(kView, kNow)), "mine");
}

TEST(StatusCacheTest, LaterAnswerTakesThePlaceOfTheEarlier) {
  StatusCache cache;
  put(cache, kView, TaskStage::in_progress, "half done");
  put(cache, kView, TaskStage::ended, "done", kNow + milliseconds{50});

  EXPECT_EQ(text(cache.find(kView, kNow + seconds{1})), "done");
}

TEST(StatusCacheTest, ForgottenTaskHasNoAnswers) {
  StatusCache cache;
  put(cache, kView, TaskStage::in_progress, "half done");

  cache.forget(kView.task_id);

  EXPECT_EQ(text(cache.find(kView, kNow)), std::nullopt);
  put(cache, kView, TaskStage::ended, "canceled");
  EXPECT_EQ(text(cache.find(kView, kNow)), "canceled");
}

TEST(StatusCacheTest, AnswerOfALookBeforeTheChangeIsNotKept) {
  StatusCache cache;
  const StatusCache::Ticket ticket = cache.before_look(kView.task_id);

  cache.forget(kView.task_id);  // Canceled after it was looked up, before its answer is put.
  cache.put(kView, TaskStage::in_progress, "half done", ticket, kNow);

  EXPECT_EQ(text(cache.find(kView, kNow)), std::nullopt);
}

TEST(StatusCacheTest, OldAnswersGoWhereThereIsNoRoom) {
  constexpr std::size_t kMaxBytes = 64 * 1024;
  StatusCache cache{{.max_bytes = kMaxBytes}};
  constexpr int kTasks = 1000;
  const std::string body(1000, 'x');
  for (int i = 0; i < kTasks; ++i) {
    const std::string id = "task-" + std::to_string(i);
    put(cache, {"owner", id, "", false}, TaskStage::ended, body);
  }

  std::size_t kept = 0;
  for (int i = 0; i < kTasks; ++i) {
    const std::string id = "task-" + std::to_string(i);
    kept += cache.find({"owner", id, "", false}, kNow) == nullptr ? 0 : 1;
  }
  EXPECT_GT(kept, 0U);
  EXPECT_LE(kept * body.size(), kMaxBytes);
}

TEST(StatusCacheTest, OneTaskAskedForUnderManyNamesKeepsFew) {
  StatusCache cache;
  for (int i = 0; i < 100; ++i) {
    const std::string host = "http://host-" + std::to_string(i);
    put(cache, {"owner", "task-1", host, false}, TaskStage::ended, host);
  }

  EXPECT_EQ(text(cache.find({"owner", "task-1", "http://host-99", false}, kNow)), "http://host-99");
  EXPECT_EQ(text(cache.find({"owner", "task-1", "http://host-0", false}, kNow)), std::nullopt);
}

TEST(StatusCacheTest, BodyLargerThanAllRoomIsNotKept) {
  StatusCache cache{{.max_bytes = 16 * 1024}};
  put(cache, kView, TaskStage::ended, std::string(100'000, 'x'));

  EXPECT_EQ(text(cache.find(kView, kNow)), std::nullopt);
}

TEST(StatusCacheTest, ThreadsMayMeet) {
  StatusCache cache{{.max_bytes = 256 * 1024}};
  std::vector<std::jthread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&cache] {
      for (int i = 0; i < 5000; ++i) {
        const std::string id = "task-" + std::to_string(i % 50);
        const StatusView view{"owner", id, "", false};
        put(cache, view, TaskStage::ended, id);
        const auto found = text(cache.find(view, kNow));
        EXPECT_TRUE(!found || *found == id);
        if (i % 7 == 0) {
          cache.forget(id);
        }
      }
    });
  }
}

}  // namespace
}  // namespace kirin::api::generation
