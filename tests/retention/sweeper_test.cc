#include "retention/sweeper.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assets/open_store.h"
#include "assets/scratch_directory.h"
#include "base/file.h"
#include "tasks/sample_tasks.h"

namespace kirin::retention {
namespace {

using std::chrono::hours;
using tasks::kNoon;
using testing::ElementsAre;
using testing::IsEmpty;

/// An asset store that can be told to fail.
class Watched : public assets::AssetStore {
 public:
  explicit Watched(std::unique_ptr<AssetStore> store) : store_(std::move(store)) {}

  Result<assets::AssetFacts> put(std::string_view key, int fd, std::string_view type,
                                 TimePoint now) override {
    return store_->put(key, fd, type, now);
  }
  Result<assets::OpenAsset> open(std::string_view key) override { return store_->open(key); }
  Result<assets::AssetFacts> stat(std::string_view key) override { return store_->stat(key); }
  Result<void> remove(std::string_view key) override {
    if (fails) {
      return Error{ErrorCode::unavailable, "the disk is away"};
    }
    return store_->remove(key);
  }
  Result<std::vector<std::string>> list(std::string_view prefix) override {
    return store_->list(prefix);
  }

  bool fails = false;

 private:
  std::unique_ptr<AssetStore> store_;
};

class SweeperTest : public testing::Test {
 protected:
  void put(const std::string& key) {
    const UniqueFd file = assets::file_with(key);
    ASSERT_TRUE(assets_.put(key, file.get(), "image/png", kNoon));
  }

  void create(const std::string& id, std::vector<std::string> upload_keys = {}) {
    tasks::NewTask task = tasks::sample_task(id);
    task.upload_keys = std::move(upload_keys);
    put("inputs/" + id + "/0");
    const auto created = stores_.tasks->create(task);
    ASSERT_TRUE(tasks::is_accepted(created));
  }

  // Claims the task that is queued and completes it with a result at `now`.
  void complete(const std::string& id, TimePoint now = kNoon) {
    const auto claim = stores_.tasks->claim("worker", now, tasks::kLease);
    ASSERT_TRUE(claim && *claim);
    ASSERT_EQ((*claim)->task.id, id);
    put("tasks/" + id + "/1/output.mp4");
    ASSERT_TRUE(stores_.tasks->complete((*claim)->lease, {}, now));
  }

  void upload(const std::string& name, TimePoint expires_at) {
    const std::string key = "uploads/u_" + name + "/cat.png";
    put(key);
    ASSERT_TRUE(stores_.retention->add_upload({.id = "u_" + name,
                                               .owner_id = "own_a",
                                               .asset_key = key,
                                               .file_name = "cat.png",
                                               .content_type = "image/png",
                                               .size_bytes = 5,
                                               .created_at = kNoon,
                                               .expires_at = expires_at,
                                               .removed_at = {}},
                                              0));
  }

  Sweeper sweeper(SweeperOptions options = {}) {
    return Sweeper{*stores_.retention, *stores_.answers, assets_, std::move(options)};
  }
  std::vector<std::string> files() { return *assets_.list(""); }

  assets::ScratchDirectory folder_;
  tasks::Stores stores_ = *tasks::open_stores("sqlite:" + (folder_.path() / "kirin.db").string(),
                                              tasks::sample_options());
  Watched assets_{*assets::open_asset_store("file:" + (folder_.path() / "assets").string())};
};

TEST_F(SweeperTest, FilesGoWhenTheyWereKeptLongEnough) {
  create("t1");
  complete("t1");
  auto sweeper = this->sweeper();

  EXPECT_TRUE(sweeper.sweep(kNoon + hours{23}).is_nothing());
  EXPECT_EQ(sweeper.sweep(kNoon + hours{25}).inputs, 1);
  EXPECT_THAT(files(), ElementsAre("tasks/t1/1/output.mp4"));
  EXPECT_FALSE(stores_.tasks->find_any("t1")->results_removed_at);

  EXPECT_EQ(sweeper.sweep(kNoon + hours{24 * 31}).results, 1);
  EXPECT_THAT(files(), IsEmpty());
  EXPECT_TRUE(stores_.tasks->find_any("t1")->results_removed_at);
  EXPECT_TRUE(sweeper.sweep(kNoon + hours{24 * 32}).is_nothing()) << "it was all done";
}

TEST_F(SweeperTest, WhatHasNotEndedKeepsItsFiles) {
  create("running");
  ASSERT_TRUE(stores_.tasks->claim("worker", kNoon, tasks::kLease));
  create("queued");
  EXPECT_TRUE(sweeper().sweep(kNoon + hours{24 * 365}).is_nothing());
  EXPECT_THAT(files(), ElementsAre("inputs/queued/0", "inputs/running/0"));
}

TEST_F(SweeperTest, KeptForEverIsKept) {
  create("t1");
  complete("t1");
  SweeperOptions options;
  options.keep = {.results = std::chrono::milliseconds{0},
                  .inputs = std::chrono::milliseconds{0},
                  .tasks = std::chrono::milliseconds{0}};
  EXPECT_TRUE(sweeper(options).sweep(kNoon + hours{24 * 3650}).is_nothing());
  EXPECT_EQ(files().size(), 2u);
}

TEST_F(SweeperTest, UploadsGoAtTheirExpiryUnlessATaskNeedsThem) {
  upload("a", kNoon + hours{1});
  upload("b", kNoon + hours{1});
  upload("c", kNoon + hours{9});
  create("t1", {"uploads/u_b/cat.png"});
  auto sweeper = this->sweeper();

  EXPECT_EQ(sweeper.sweep(kNoon + hours{2}).uploads, 1);
  EXPECT_THAT(files(), ElementsAre("inputs/t1/0", "uploads/u_b/cat.png", "uploads/u_c/cat.png"));
  EXPECT_TRUE(stores_.retention->find_upload("uploads/u_a/cat.png")->removed_at);

  ASSERT_TRUE(stores_.tasks->cancel("own_a", "t1", kNoon + hours{2}));
  EXPECT_EQ(sweeper.sweep(kNoon + hours{2}).uploads, 1);
  EXPECT_EQ(*stores_.retention->uploaded_bytes("own_a"), 5u);
}

TEST_F(SweeperTest, WhatWasMarkedIsRemovedByTheNextSweep) {
  // As a sweep does that is killed between its two steps.
  create("t1");
  complete("t1");
  upload("a", kNoon);
  const TimePoint later = kNoon + hours{24 * 31};
  ASSERT_TRUE(stores_.retention->begin_removing_results(later - hours{24 * 30}, later, 10));
  ASSERT_TRUE(stores_.retention->begin_removing_inputs(later - hours{24}, later, 10));
  ASSERT_TRUE(stores_.retention->begin_removing_uploads(later, 10));
  EXPECT_EQ(files().size(), 3u);

  const Swept swept = sweeper().sweep(later);

  EXPECT_EQ(swept.results + swept.inputs + swept.uploads, 3);
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(SweeperTest, WhatCouldNotBeRemovedIsTriedAgain) {
  for (const char* id : {"t1", "t2", "t3"}) {
    create(id);
    complete(id);
  }
  SweeperOptions options;
  options.batch = 2;
  auto sweeper = this->sweeper(options);
  const TimePoint later = kNoon + hours{24 * 31};

  assets_.fails = true;
  EXPECT_TRUE(sweeper.sweep(later).is_nothing());
  EXPECT_EQ(files().size(), 6u);
  assets_.fails = false;
  EXPECT_EQ(sweeper.sweep(later).results, 3);
  EXPECT_THAT(files(), IsEmpty());
}

TEST_F(SweeperTest, BatchesAreBoundedAndSoIsASweep) {
  for (int i = 0; i < 10; ++i) {
    create("t" + std::to_string(i));
    complete("t" + std::to_string(i));
  }
  SweeperOptions options;
  options.batch = 2;
  options.most_batches = 3;
  auto sweeper = this->sweeper(options);
  const TimePoint later = kNoon + hours{24 * 31};
  EXPECT_EQ(sweeper.sweep(later).results, 6);
  EXPECT_EQ(sweeper.sweep(later).results, 4);
}

TEST_F(SweeperTest, TasksAreForgottenOnceTheirFilesAreGone) {
  create("t1");
  complete("t1");
  create("t2");
  SweeperOptions options;
  options.keep.tasks = hours{24 * 10};
  auto sweeper = this->sweeper(options);

  EXPECT_EQ(sweeper.sweep(kNoon + hours{24 * 11}).tasks, 0) << "its results stand";
  EXPECT_EQ(sweeper.sweep(kNoon + hours{24 * 31}).tasks, 1);
  EXPECT_FALSE(stores_.tasks->find_any("t1"));
  EXPECT_TRUE(stores_.tasks->find_any("t2"));
  EXPECT_EQ(stores_.usage->totals("own_a", kNoon - hours{1}, kNoon + hours{1})->at(0).requests, 1);
}

TEST_F(SweeperTest, KeptAnswersAreForgotten) {
  ASSERT_TRUE(stores_.answers->keep_answer("own_a", {"POST /x", "key", "hash"}, 200, "{}", kNoon));
  auto sweeper = this->sweeper();
  EXPECT_EQ(sweeper.sweep(kNoon + hours{23}).answers, 0);
  EXPECT_EQ(sweeper.sweep(kNoon + hours{25}).answers, 1);
}

TEST_F(SweeperTest, AStoppedSweepDoesNoMore) {
  create("t1");
  complete("t1");
  std::stop_source stop;
  stop.request_stop();
  EXPECT_TRUE(sweeper().sweep(kNoon + hours{24 * 31}, stop.get_token()).is_nothing());
}

TEST_F(SweeperTest, ItsThreadEndsAtOnce) {
  auto sweeper = this->sweeper();
  sweeper.start(hours{1});
  const auto begin = std::chrono::steady_clock::now();
  sweeper.stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{30});
}

}  // namespace
}  // namespace kirin::retention
