#include "api/queue/status_json.h"

#include <fmt/format.h>

#include <charconv>

#include "api/time_text.h"

namespace kirin::api::queue {
namespace {

using tasks::Task;
using tasks::TaskStatus;

// The last three digits of a task's error code (API.md §1.5.4).
constexpr std::string_view kTransfer = "097";
constexpr std::string_view kStatusCheck = "098";
constexpr std::string_view kRejected = "099";

double seconds_between(TimePoint from, TimePoint to) {
  return static_cast<double>(
             std::chrono::duration_cast<std::chrono::milliseconds>(to - from).count()) /
         1000;
}

std::string message_of(const Task& task) {
  if (task.status == TaskStatus::canceled) {
    return "the request was canceled";
  }
  return task.error ? task.error->message : "unknown";
}

void add_failure(JsonObject& json, const Task& task) {
  const std::string message = message_of(task);
  json["error"] = message;
  json["error_type"] = error_type_of(task);
  if (task.error) {
    json["provider_error"] = {
        {"code", task.error->code}, {"message", message}, {"task_status", "failed"}};
  }
  json["logs"] = JsonArray{
      {{"message", message}, {"timestamp", time_text(task.finished_at.value_or(task.created_at))}}};
}

// "1920x1080"
void add_size(JsonObject& output, std::string_view size) {
  const std::size_t cross = size.find('x');
  int width = 0;
  int height = 0;
  if (cross != std::string_view::npos) {
    std::from_chars(size.data(), size.data() + cross, width);
    std::from_chars(size.data() + cross + 1, size.data() + size.size(), height);
    output["width"] = width;
    output["height"] = height;
  }
}

double decimal_of(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

RequestUrls urls_of(std::string_view base_url, std::string_view endpoint, std::string_view id) {
  const std::string request =
      fmt::format("{}/model/v1/queue/{}/requests/{}", base_url, endpoint, id);
  return {request + "/status", request + "/response", request + "/cancel"};
}

JsonObject submitted_json(std::string_view id, const RequestUrls& urls,
                          std::int64_t queue_position) {
  return {{"request_id", id},          {"status", "IN_QUEUE"},
          {"status_url", urls.status}, {"response_url", urls.response},
          {"cancel_url", urls.cancel}, {"queue_position", queue_position}};
}

JsonObject status_json(const Task& task, const RequestUrls& urls, std::int64_t queue_position) {
  JsonObject json{{"request_id", task.id}, {"response_url", urls.response}};
  switch (task.status) {
    case TaskStatus::queued:
      json["status"] = "IN_QUEUE";
      json["queue_position"] = queue_position;
      return json;
    case TaskStatus::running:
      json["status"] = "IN_PROGRESS";
      json["progress"] = task.progress;
      return json;
    case TaskStatus::completed:
    case TaskStatus::failed:
    case TaskStatus::canceled:
      break;
  }
  json["status"] = "COMPLETED";
  if (task.status != TaskStatus::completed) {
    add_failure(json, task);
    return json;
  }
  json["progress"] = 1;
  if (task.started_at && task.finished_at) {
    json["metrics"] = {{"inference_time", seconds_between(*task.started_at, *task.finished_at)}};
  }
  return json;
}

JsonObject result_json(const Task& task, const generation::ResultLinks& links, TimePoint now) {
  const JsonObject whole = generation::task_json(task, links, std::nullopt, false, now);
  const JsonObject& content = whole.at("output").at(0).at("content").at(0).as_object();
  JsonObject output{{"type", "video"},
                    {"url", content.at("url")},
                    {"content_type", "video/mp4"},
                    {"file_name", "output.mp4"}};
  if (const Json* marked = content.if_contains("watermark_url")) {
    output["metadata"] = {{"watermark_url", *marked}};
  }
  if (const Json* size = task.result.at("output").as_object().if_contains("size_bytes")) {
    output["file_size"] = *size;
  }
  add_size(output, content.at("size").as_string());
  output["duration"] = decimal_of(content.at("duration").as_string());
  JsonObject metadata = whole.at("metadata").as_object();
  const Json* prompt = task.request.if_contains("prompt");
  metadata["prompt"] = prompt == nullptr ? Json("") : *prompt;
  return {{"request_id", task.id},
          {"outputs", JsonArray{std::move(output)}},
          {"metadata", std::move(metadata)}};
}

std::string_view error_type_of(const Task& task) {
  if (task.status == TaskStatus::canceled) {
    return "CANCELED";
  }
  const std::string_view code = task.error ? std::string_view{task.error->code} : "";
  if (code.ends_with(kTransfer) || code.ends_with(kRejected)) {
    return "REQUEST_INVALID";
  }
  return code.ends_with(kStatusCheck) ? "INFERENCE_TIMEOUT" : "INFERENCE_FAILURE";
}

int http_status_of(std::string_view error_type) {
  if (error_type == "REQUEST_INVALID" || error_type == "CONTENT_BLOCKED") {
    return 422;
  }
  if (error_type == "CANCELED") {
    return 409;
  }
  return error_type == "INFERENCE_TIMEOUT" ? 504 : 500;
}

}  // namespace kirin::api::queue
