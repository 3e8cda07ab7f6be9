#include "api/generation/task_json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/api_fixture.h"

namespace kirin::api::generation {
namespace {

using testing::StartsWith;

const TimePoint kCreated = from_millis(1'769'757'744'021);

// Stores that are never asked: turning a task into JSON reads only the task.
class TaskJsonTest : public testing::Test {
 protected:
  JsonObject json_of(const tasks::Task& task, bool number_codes = false) {
    return task_json(
        task, {house_.signed_urls(), std::chrono::seconds{86'400}, "https://kirin.example.org"}, 2,
        number_codes, kCreated + std::chrono::seconds{60});
  }

  static tasks::Task task_in(tasks::TaskStatus status) {
    tasks::Task task;
    task.id = "d758n65e878c73cmdg20";
    task.model = "kirin_v2_6_t2v";
    task.requested_model = "kling_v2_6_t2v";
    task.status = status;
    task.created_at = kCreated;
    task.envelope = {{"metadata", {{"trace_id", "trace-123"}}}};
    task.request = {{"warnings", JsonArray{"first"}}};
    task.price = Money{700'000};
    task.usage = {{"quantity", 1}, {"unit_price", "0.7"}, {"discount", 1}};
    return task;
  }

  ApiFixture house_;
  ApiContext& context_ = house_.context();
};

TEST_F(TaskJsonTest, ACreateAnswersWithFourFieldsAndTheCallersModel) {
  EXPECT_EQ(accepted_json(task_in(tasks::TaskStatus::queued)),
            (JsonObject{{"id", "d758n65e878c73cmdg20"},
                        {"created_at", 1'769'757'744'021},
                        {"status", "in_progress"},
                        {"model", "kling_v2_6_t2v"}}));
}

TEST_F(TaskJsonTest, AQueuedTaskIsInProgress) {
  const JsonObject json = json_of(task_in(tasks::TaskStatus::queued));
  EXPECT_EQ(json.at("status").as_string(), "in_progress");
  EXPECT_EQ(json.at("progress").to_number<double>(), 0);
  EXPECT_EQ(json.at("metadata").at("queue_position").as_int64(), 2);
  EXPECT_EQ(json.at("metadata").at("trace_id").as_string(), "trace-123");
  EXPECT_FALSE(json.contains("output") || json.contains("usage") || json.contains("error"));
}

TEST_F(TaskJsonTest, ARunningTaskSaysHowLongItWillTake) {
  tasks::Task task = task_in(tasks::TaskStatus::running);
  task.progress = 0.25;
  task.phase = "render";
  task.started_at = kCreated + std::chrono::seconds{50};
  const JsonObject json = json_of(task);
  EXPECT_EQ(json.at("progress").to_number<double>(), 0.25);
  EXPECT_EQ(json.at("metadata").at("phase").as_string(), "render");
  EXPECT_DOUBLE_EQ(json.at("metadata").at("eta_seconds").to_number<double>(), 30);
}

TEST_F(TaskJsonTest, ACompletedTaskHasTheTypesStrictClientsNeed) {
  tasks::Task task = task_in(tasks::TaskStatus::completed);
  task.started_at = kCreated + std::chrono::milliseconds{80};
  task.result = {{"output",
                  {{"key", "tasks/d758/1/output.mp4"},
                   {"watermark_key", "tasks/d758/1/watermarked.mp4"},
                   {"size", "1920x1080"},
                   {"duration", "5.000"}}},
                 {"facts", {{"engine", "motion"}}},
                 {"seed", 7},
                 {"warnings", JsonArray{"second"}},
                 {"generated_after", 61.4},
                 {"stored_after", 61.9}};
  const JsonObject json = json_of(task);

  EXPECT_EQ(json.at("status").as_string(), "completed");
  EXPECT_EQ(json.at("progress").to_number<int>(), 1);
  const JsonObject& content = json.at("output").at(0).at("content").at(0).as_object();
  EXPECT_EQ(content.at("type").as_string(), "video");
  EXPECT_THAT(std::string{content.at("url").as_string()},
              StartsWith("https://kirin.example.org/files/tasks/d758/1/output.mp4?"));
  EXPECT_THAT(std::string{content.at("watermark_url").as_string()},
              StartsWith("https://kirin.example.org/files/tasks/d758/1/watermarked.mp4?"));
  EXPECT_EQ(content.at("duration").as_string(), "5.000");
  EXPECT_EQ(content.at("size").as_string(), "1920x1080");
  EXPECT_EQ(json.at("usage").at("cost").as_string(), "0.7");
  EXPECT_TRUE(json.at("usage").at("discount").is_number());
  EXPECT_TRUE(json.at("usage").at("quantity").is_int64());
  EXPECT_TRUE(json.at("usage").at("unit_price").is_string());
  const JsonObject& metadata = json.at("metadata").as_object();
  EXPECT_DOUBLE_EQ(metadata.at("in_queue_at").to_number<double>(), 0.08);
  EXPECT_DOUBLE_EQ(metadata.at("completed_at").to_number<double>(), 61.4);
  EXPECT_DOUBLE_EQ(metadata.at("upload_at").to_number<double>(), 61.9);
  EXPECT_EQ(metadata.at("engine").as_string(), "motion");
  EXPECT_EQ(metadata.at("warnings"), (JsonArray{"first", "second"}));
  EXPECT_FALSE(json.contains("error"));
}

TEST_F(TaskJsonTest, AFailedTaskHasItsCodeAsTextOrAsANumber) {
  tasks::Task task = task_in(tasks::TaskStatus::failed);
  task.error = tasks::TaskError{"002013097", "the image URL could not be downloaded (HTTP 403)"};
  task.finished_at = kCreated + std::chrono::milliseconds{2300};

  const JsonObject json = json_of(task);
  EXPECT_EQ(json.at("error").at("code").as_string(), "002013097");
  EXPECT_EQ(json.at("error").at("error_message"), json.at("error").at("message"));
  EXPECT_EQ(json.at("usage").at("cost").as_string(), "");
  EXPECT_FALSE(json.contains("output") || json.contains("progress"));
  EXPECT_EQ(json_of(task, true).at("error").at("code").as_int64(), 2'013'097);
}

TEST_F(TaskJsonTest, ACanceledTaskIsAFailedOne) {
  tasks::Task task = task_in(tasks::TaskStatus::canceled);
  task.error = tasks::TaskError{"002014098", "canceled"};
  const JsonObject json = json_of(task);
  EXPECT_EQ(json.at("status").as_string(), "failed");
  EXPECT_EQ(json.at("error").at("type").as_string(), "canceled");
}

TEST_F(TaskJsonTest, LinksStartWithThePublicUrlElseWithTheRequestsHost) {
  net::Request request;
  request.headers.set("Host", "localhost:8080");
  EXPECT_EQ(links_for(context_, request).base_url, "http://localhost:8080");
  context_.options.public_url = "https://kirin.example.org";
  EXPECT_EQ(links_for(context_, request).base_url, "https://kirin.example.org");
}

TEST_F(TaskJsonTest, OnlyTheGoSdkGetsNumberCodesByDefault) {
  net::Request request;
  EXPECT_FALSE(wants_number_codes(context_, request));
  request.headers.set("User-Agent", "sa-go/0.1.0");
  EXPECT_TRUE(wants_number_codes(context_, request));
  context_.options.error_code_type = ErrorCodeType::text;
  EXPECT_FALSE(wants_number_codes(context_, request));
}

}  // namespace
}  // namespace kirin::api::generation
