#include "tasks/retention_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tasks/sample_tasks.h"
#include "tasks/scratch_folder.h"
#include "tasks/sqlite/database.h"

namespace kirin::tasks {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr int kMany = 100;

Upload sample_upload(const std::string& id) {
  Upload upload;
  upload.id = id;
  upload.owner_id = "own_a";
  upload.asset_key = "uploads/" + id + "/cat.png";
  upload.file_name = "cat.png";
  upload.content_type = "image/png";
  upload.size_bytes = 1'000;
  upload.created_at = kNoon;
  upload.expires_at = kNoon + hours{1};
  return upload;
}

class RetentionTest : public testing::Test {
 protected:
  RetentionStore& retention() { return *stores_.retention; }
  TaskStore& tasks() { return *stores_.tasks; }

  void create(const std::string& id, std::vector<std::string> upload_keys = {}) {
    NewTask task = sample_task(id);
    task.upload_keys = std::move(upload_keys);
    ASSERT_TRUE(is_accepted(tasks().create(task)));
  }
  void complete_next(TimePoint now = kNoon) {
    const auto claim = tasks().claim("worker-1", now, kLease).value();
    ASSERT_TRUE(tasks().complete(claim->lease, {}, now));
  }
  void add(const std::string& id) { ASSERT_TRUE(retention().add_upload(sample_upload(id), 0)); }

  ScratchFolder folder_;
  Stores stores_ = open_stores(folder_.store_url(), sample_options()).value();
  const TimePoint later_ = kNoon + hours{2};
};

TEST_F(RetentionTest, UploadIsFoundAsItWasAdded) {
  add("u_1");
  const auto found = retention().find_upload("uploads/u_1/cat.png");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, "u_1");
  EXPECT_EQ(found->owner_id, "own_a");
  EXPECT_EQ(found->asset_key, "uploads/u_1/cat.png");
  EXPECT_EQ(found->file_name, "cat.png");
  EXPECT_EQ(found->content_type, "image/png");
  EXPECT_EQ(found->size_bytes, 1'000u);
  EXPECT_EQ(found->created_at, kNoon);
  EXPECT_EQ(found->expires_at, kNoon + hours{1});
  EXPECT_EQ(found->removed_at, std::nullopt);
  EXPECT_EQ(retention().find_upload("uploads/u_2/cat.png").error().code, ErrorCode::not_found);
}

TEST_F(RetentionTest, QuotaCountsWhatAnOwnerHasNow) {
  ASSERT_TRUE(retention().add_upload(sample_upload("u_1"), 2'999));
  ASSERT_TRUE(retention().add_upload(sample_upload("u_2"), 2'999));
  const auto third = retention().add_upload(sample_upload("u_3"), 2'999);
  ASSERT_FALSE(third);
  EXPECT_EQ(third.error().code, ErrorCode::resource_exhausted);
  EXPECT_EQ(retention().uploaded_bytes("own_a").value(), 2'000u);
  Upload of_another = sample_upload("u_4");
  of_another.owner_id = "own_b";
  EXPECT_TRUE(retention().add_upload(of_another, 2'999));
  EXPECT_TRUE(retention().add_upload(sample_upload("u_3"), 3'000)) << "exactly full";

  ASSERT_EQ(retention().begin_removing_uploads(later_, kMany)->size(), 4u);
  EXPECT_EQ(retention().uploaded_bytes("own_a").value(), 0u);
  EXPECT_TRUE(retention().add_upload(sample_upload("u_5"), 2'999));
}

TEST_F(RetentionTest, HugeUploadDoesNotOverflowTheQuota) {
  add("u_1");
  Upload huge = sample_upload("u_2");
  huge.size_bytes = UINT64_MAX;
  EXPECT_FALSE(retention().add_upload(huge, 2'000));
}

TEST_F(RetentionTest, ExpiredUploadIsRemovedInTwoSteps) {
  add("u_1");
  const std::string key = "uploads/u_1/cat.png";
  EXPECT_THAT(retention().begin_removing_uploads(kNoon + hours{1}, kMany).value(), IsEmpty());
  EXPECT_THAT(retention().begin_removing_uploads(later_, kMany).value(), ElementsAre(key));
  EXPECT_EQ(retention().find_upload(key)->removed_at, later_);
  EXPECT_THAT(retention().begin_removing_uploads(later_ + hours{1}, kMany).value(),
              ElementsAre(key))
      << "whoever began may have died";
  EXPECT_EQ(retention().find_upload(key)->removed_at, later_);
  ASSERT_TRUE(retention().uploads_removed({key}));
  EXPECT_THAT(retention().begin_removing_uploads(later_, kMany).value(), IsEmpty());
  EXPECT_EQ(retention().find_upload(key)->removed_at, later_);
}

TEST_F(RetentionTest, UploadStaysWhileATaskNeedsIt) {
  add("u_1");
  add("u_2");
  const std::string key = "uploads/u_1/cat.png";
  create("t1", {key});
  create("t2", {key, key});
  const auto removable = [&] {
    auto keys = retention().begin_removing_uploads(later_, kMany).value();
    EXPECT_TRUE(retention().uploads_removed(keys));
    return keys;
  };
  EXPECT_THAT(removable(), ElementsAre("uploads/u_2/cat.png"));
  complete_next();
  EXPECT_THAT(removable(), IsEmpty()) << "t2 is queued";
  const auto claim = tasks().claim("worker-1", kNoon, kLease).value();
  EXPECT_THAT(removable(), IsEmpty()) << "t2 is running";
  ASSERT_TRUE(tasks().fail_attempt(claim->lease, {{"1", "m"}, true}, kNoon));
  EXPECT_THAT(removable(), IsEmpty()) << "t2 is queued again";
  ASSERT_TRUE(tasks().cancel("own_a", "t2", kNoon));
  EXPECT_THAT(removable(), ElementsAre(key));
}

TEST_F(RetentionTest, TaskThatNeedsARemovedUploadIsRefused) {
  add("u_1");
  ASSERT_EQ(retention().begin_removing_uploads(later_, kMany)->size(), 1u);
  NewTask task = sample_task("t1");
  task.upload_keys = {"uploads/u_1/cat.png"};
  EXPECT_EQ(refusal_of(tasks().create(task)), Refusal::upload_gone);
  task.upload_keys = {"uploads/unknown/cat.png"};
  EXPECT_EQ(refusal_of(tasks().create(task)), Refusal::upload_gone);
  EXPECT_EQ(tasks().counts()->queued, 0);
}

TEST_F(RetentionTest, RemovalsComeInPortionsBegunOnesFirst) {
  for (int i = 0; i < 5; ++i) {
    add("u_" + std::to_string(i));
  }
  const auto first = retention().begin_removing_uploads(later_, 2).value();
  ASSERT_EQ(first.size(), 2u);
  EXPECT_THAT(retention().begin_removing_uploads(later_, 2).value(),
              UnorderedElementsAre(first[0], first[1]));
  EXPECT_EQ(retention().begin_removing_uploads(later_, 3)->size(), 3u);
}

TEST_F(RetentionTest, ResultsOfOldTasksAreRemovedInTwoSteps) {
  create("old");
  create("young");
  create("running");
  complete_next(kNoon);
  complete_next(kNoon + hours{3});
  tasks().claim("worker-1", kNoon, kLease).value();

  EXPECT_THAT(retention().begin_removing_results(kNoon, later_, kMany).value(), IsEmpty());
  const auto begun = retention().begin_removing_results(kNoon + hours{1}, later_, kMany);
  EXPECT_THAT(begun.value(), ElementsAre("old"));
  EXPECT_EQ(tasks().find_any("old")->results_removed_at, later_);
  EXPECT_EQ(tasks().find_any("young")->results_removed_at, std::nullopt);
  EXPECT_THAT(retention().begin_removing_results(kNoon, later_ + hours{1}, kMany).value(),
              ElementsAre("old"))
      << "begun and not ended";
  ASSERT_TRUE(retention().results_removed({"old"}));
  EXPECT_THAT(retention().begin_removing_results(kNoon + hours{1}, later_, kMany).value(),
              IsEmpty());
  EXPECT_EQ(tasks().find_any("old")->results_removed_at, later_);
}

TEST_F(RetentionTest, FailedTaskLosesItsFilesAndItsOwnerIsNotTold) {
  create("t1");
  ASSERT_TRUE(tasks().cancel("own_a", "t1", kNoon));
  EXPECT_THAT(retention().begin_removing_results(later_, later_, kMany).value(), ElementsAre("t1"));
  EXPECT_EQ(tasks().find_any("t1")->results_removed_at, std::nullopt);
}

TEST_F(RetentionTest, InputsGoOnTheirOwn) {
  create("t1");
  create("t2");
  complete_next();
  EXPECT_THAT(retention().begin_removing_inputs(later_, later_, kMany).value(), ElementsAre("t1"));
  EXPECT_THAT(retention().begin_removing_inputs(later_, later_, kMany).value(), ElementsAre("t1"));
  ASSERT_TRUE(retention().inputs_removed({"t1", "t2"})) << "t2 has not begun";
  EXPECT_THAT(retention().begin_removing_inputs(later_, later_, kMany).value(), IsEmpty());
  complete_next();
  EXPECT_THAT(retention().begin_removing_inputs(later_, later_, kMany).value(), ElementsAre("t2"));
  EXPECT_EQ(tasks().find_any("t1")->results_removed_at, std::nullopt);
}

class ForgetTest : public RetentionTest {
 protected:
  void remove_files() {
    ASSERT_TRUE(retention().results_removed(
        retention().begin_removing_results(later_, later_, kMany).value()));
    ASSERT_TRUE(retention().inputs_removed(
        retention().begin_removing_inputs(later_, later_, kMany).value()));
  }
};

TEST_F(ForgetTest, TaskWithoutFilesIsForgottenAndStaysBilled) {
  create("t1");
  complete_next();
  EXPECT_EQ(retention().forget_tasks(later_, kMany).value(), 0) << "its files stand";
  remove_files();
  EXPECT_EQ(retention().forget_tasks(kNoon, kMany).value(), 0) << "it is too young";
  EXPECT_EQ(retention().forget_tasks(later_, kMany).value(), 1);
  EXPECT_EQ(tasks().find_any("t1").error().code, ErrorCode::not_found);
  EXPECT_EQ(tasks().counts()->completed, 0);
  EXPECT_EQ(stores_.usage->rows(std::nullopt, kNoon, later_, kMany)->size(), 1u);
  EXPECT_EQ(stores_.usage->totals("own_a", kNoon, later_)->at(0).requests, 1);
}

TEST_F(ForgetTest, TaskWithAPendingDeliveryStays) {
  NewTask task = sample_task("t1");
  task.callback_url = "https://hooks.example.org/k";
  ASSERT_TRUE(is_accepted(tasks().create(task)));
  ASSERT_TRUE(tasks().cancel("own_a", "t1", kNoon));
  remove_files();
  EXPECT_EQ(retention().forget_tasks(later_, kMany).value(), 0);
  auto database = sqlite::Database::open(folder_.file("kirin.db"), {}).value();
  ASSERT_TRUE(database.execute("UPDATE deliveries SET due_at = NULL"));
  EXPECT_EQ(retention().forget_tasks(later_, kMany).value(), 1);
}

TEST_F(ForgetTest, OldestAreForgottenFirst) {
  for (int i = 0; i < 3; ++i) {
    create("t" + std::to_string(i));
    complete_next(kNoon + milliseconds{i});
  }
  remove_files();
  EXPECT_EQ(retention().forget_tasks(later_, 2).value(), 2);
  EXPECT_TRUE(tasks().find_any("t2"));
}

TEST_F(ForgetTest, ExternalIdOfAForgottenTaskIsFree) {
  NewTask task = sample_task("t1");
  task.external_id = "shot-1";
  ASSERT_TRUE(is_accepted(tasks().create(task)));
  complete_next();
  remove_files();
  ASSERT_EQ(retention().forget_tasks(later_, kMany).value(), 1);
  task.id = "t2";
  EXPECT_TRUE(is_accepted(tasks().create(task)));
}

}  // namespace
}  // namespace kirin::tasks
