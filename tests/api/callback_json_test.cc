#include "api/generation/callback_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kirin::api::generation {
namespace {

using tasks::Task;
using tasks::TaskStatus;
using testing::StartsWith;

const TimePoint kCreated = from_millis(1'769'757'744'021);

class CallbackJsonTest : public testing::Test {
 protected:
  JsonObject told(const Task& task, TaskStatus status, bool number_codes = false) const {
    return callback_json(task, status,
                         {signed_urls_, std::chrono::seconds{86'400}, "https://kirin.example.org"},
                         number_codes, kCreated + std::chrono::seconds{90});
  }

  static Task task_in(TaskStatus status) {
    Task task;
    task.id = "d758n65e878c73cmdg20";
    task.model = "kirin_v2_6_t2v";
    task.requested_model = "kling_v2_6_t2v";
    task.external_id = "order-2231";
    task.status = status;
    task.created_at = kCreated;
    task.envelope = {{"metadata", {{"trace_id", "trace-123"}}}};
    task.price = Money{700'000};
    task.usage = {{"discount", 1}};
    return task;
  }

  static Task completed_task() {
    Task task = task_in(TaskStatus::completed);
    task.progress = 1;
    task.started_at = kCreated + std::chrono::milliseconds{500};
    task.finished_at = kCreated + std::chrono::milliseconds{61'900};
    task.result = {{"output",
                    {{"key", "tasks/d758/1/output.mp4"},
                     {"watermark_key", "tasks/d758/1/watermarked.mp4"},
                     {"size", "1920x1080"},
                     {"duration", "5.000"}}},
                   {"warnings", JsonArray{"the mask was resized"}},
                   {"generated_after", 61.4}};
    return task;
  }

  assets::SignedUrls signed_urls_{std::string(32, 's')};
};

TEST_F(CallbackJsonTest, ACompletedTaskIsToldToBothReaders) {
  const JsonObject json = told(completed_task(), TaskStatus::completed);

  EXPECT_EQ(json.at("id").as_string(), "d758n65e878c73cmdg20");
  EXPECT_EQ(json.at("model").as_string(), "kling_v2_6_t2v");
  EXPECT_EQ(json.at("status").as_string(), "completed");
  EXPECT_EQ(json.at("progress").to_number<int>(), 1);
  EXPECT_EQ(json.at("created_at").as_int64(), 1'769'757'744'021);
  EXPECT_EQ(json.at("updated_at").as_int64(), 1'769'757'805'921);
  EXPECT_EQ(json.at("usage").at("cost").as_string(), "0.7");
  EXPECT_EQ(json.at("metadata").at("trace_id").as_string(), "trace-123");
  EXPECT_DOUBLE_EQ(json.at("metadata").at("completed_at").to_number<double>(), 61.4);
  const JsonObject& content = json.at("output").at(0).at("content").at(0).as_object();
  EXPECT_THAT(std::string{content.at("url").as_string()},
              StartsWith("https://kirin.example.org/files/tasks/d758/1/output.mp4?"));

  EXPECT_EQ(json.at("task_id"), json.at("id"));
  EXPECT_EQ(json.at("task_status").as_string(), "succeed");
  EXPECT_EQ(json.at("task_status_msg").as_string(), "");
  EXPECT_EQ(json.at("task_info").at("external_task_id").as_string(), "order-2231");
  const JsonArray& videos = json.at("task_result").at("videos").as_array();
  ASSERT_EQ(videos.size(), 1U);
  EXPECT_EQ(videos[0].at("id").as_string(), "d758n65e878c73cmdg20-0");
  EXPECT_EQ(videos[0].at("url"), content.at("url"));
  EXPECT_EQ(videos[0].at("watermark_url"), content.at("watermark_url"));
  EXPECT_EQ(videos[0].at("duration").as_string(), "5.000");
  EXPECT_EQ(json.at("final_unit_deduction").as_string(), "5");
  EXPECT_FALSE(json.contains("error"));
}

TEST_F(CallbackJsonTest, TheStatusesHaveTheirNamesInBothVocabularies) {
  const auto names = [&](TaskStatus status) {
    Task task = status == TaskStatus::completed ? completed_task() : task_in(status);
    const JsonObject json = told(task, status);
    return std::string{json.at("status").as_string()} + " " +
           std::string{json.at("task_status").as_string()};
  };
  EXPECT_EQ(names(TaskStatus::queued), "in_progress submitted");
  EXPECT_EQ(names(TaskStatus::running), "in_progress processing");
  EXPECT_EQ(names(TaskStatus::completed), "completed succeed");
  EXPECT_EQ(names(TaskStatus::failed), "failed failed");
  EXPECT_EQ(names(TaskStatus::canceled), "failed failed");
}

TEST_F(CallbackJsonTest, AChangeToldLateIsToldAsItWas) {
  const Task task = completed_task();

  const JsonObject accepted = told(task, TaskStatus::queued);
  EXPECT_EQ(accepted.at("updated_at").as_int64(), 1'769'757'744'021);
  EXPECT_EQ(accepted.at("progress").to_number<double>(), 0);
  EXPECT_EQ(accepted.at("metadata").at("phase").as_string(), "queued");
  EXPECT_FALSE(accepted.at("metadata").as_object().contains("queue_position"));

  const JsonObject begun = told(task, TaskStatus::running);
  EXPECT_EQ(begun.at("updated_at").as_int64(), 1'769'757'744'521);
  EXPECT_EQ(begun.at("progress").to_number<double>(), 0);
  EXPECT_EQ(begun.at("metadata").at("phase").as_string(), "starting");
  for (const char* field : {"output", "usage", "task_result", "final_unit_deduction", "error"}) {
    EXPECT_FALSE(accepted.contains(field)) << field;
    EXPECT_FALSE(begun.contains(field)) << field;
  }
}

TEST_F(CallbackJsonTest, AFailedTaskCostsNothingAndSaysWhy) {
  Task task = task_in(TaskStatus::failed);
  task.external_id.reset();
  task.error = tasks::TaskError{"002013097", "the image URL could not be downloaded (HTTP 403)"};
  task.finished_at = kCreated + std::chrono::seconds{2};

  const JsonObject json = told(task, TaskStatus::failed);
  EXPECT_EQ(json.at("updated_at").as_int64(), 1'769'757'746'021);
  EXPECT_EQ(json.at("error").at("code").as_string(), "002013097");
  EXPECT_EQ(json.at("task_status_msg").as_string(),
            "the image URL could not be downloaded (HTTP 403)");
  EXPECT_EQ(json.at("usage").at("cost").as_string(), "");
  EXPECT_EQ(json.at("final_unit_deduction").as_string(), "0");
  EXPECT_TRUE(json.at("task_info").as_object().empty());
  EXPECT_FALSE(json.contains("task_result") || json.contains("output"));
  EXPECT_EQ(told(task, TaskStatus::failed, true).at("error").at("code").as_int64(), 2'013'097);
}

TEST_F(CallbackJsonTest, UnitsAreDecimalWhereThePriceIsNoMultiple) {
  Task task = completed_task();
  task.price = Money{300'000};  // 0.30 / 0.14
  EXPECT_EQ(told(task, TaskStatus::completed).at("final_unit_deduction").as_string(), "2.142857");
}

}  // namespace
}  // namespace kirin::api::generation
