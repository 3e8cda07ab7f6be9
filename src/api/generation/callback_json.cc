#include "api/generation/callback_json.h"

#include <string>
#include <string_view>

namespace kirin::api::generation {
namespace {

using tasks::Task;
using tasks::TaskStatus;

// The vendor sells units at a standard 0.14 USD (API.md, list prices).
constexpr std::int64_t kMicrosPerUnit = 140'000;
constexpr std::int64_t kMillion = 1'000'000;

std::string_view vendor_status(TaskStatus status) {
  switch (status) {
    case TaskStatus::queued:
      return "submitted";
    case TaskStatus::running:
      return "processing";
    case TaskStatus::completed:
      return "succeed";
    case TaskStatus::failed:
    case TaskStatus::canceled:
      break;
  }
  return "failed";
}

// The task as it was when it became `told`.
Task when_it_became(const Task& task, TaskStatus told) {
  Task then = task;
  then.status = told;
  if (!tasks::is_terminal(told)) {
    then.progress = 0;
    then.phase = told == TaskStatus::queued ? "queued" : "starting";
    then.result.clear();
  }
  return then;
}

TimePoint time_of(const Task& task) {
  switch (task.status) {
    case TaskStatus::queued:
      return task.created_at;
    case TaskStatus::running:
      return task.started_at.value_or(task.created_at);
    case TaskStatus::completed:
    case TaskStatus::failed:
    case TaskStatus::canceled:
      break;
  }
  return task.finished_at.value_or(task.created_at);
}

std::string units(Money price) {
  return Money{(price.micros * kMillion + kMicrosPerUnit / 2) / kMicrosPerUnit}.to_decimal();
}

// `content` as the query shows it, in the vendor's shape.
JsonObject video_json(const Task& task, const JsonObject& content) {
  JsonObject video{{"id", task.id + "-0"}, {"url", content.at("url")}};
  if (const Json* marked = content.if_contains("watermark_url")) {
    video["watermark_url"] = *marked;
  }
  video["duration"] = content.at("duration");
  return video;
}

void add_vendor_fields(JsonObject& json, const Task& task) {
  json["task_id"] = task.id;
  json["task_status"] = vendor_status(task.status);
  const Json* error = json.if_contains("error");
  json["task_status_msg"] = error == nullptr ? Json("") : error->at("message");
  JsonObject info;
  if (task.external_id) {
    info["external_task_id"] = *task.external_id;
  }
  json["task_info"] = std::move(info);
  if (task.status == TaskStatus::completed) {
    const JsonObject& content = json.at("output").at(0).at("content").at(0).as_object();
    json["task_result"] = {{"videos", JsonArray{video_json(task, content)}}};
    json["final_unit_deduction"] = units(task.price);
  } else if (tasks::is_terminal(task.status)) {
    json["final_unit_deduction"] = "0";
  }
}

}  // namespace

JsonObject callback_json(const Task& task, TaskStatus told, const ResultLinks& links,
                         bool error_code_as_number, TimePoint now) {
  const Task then = when_it_became(task, told);
  JsonObject json = task_json(then, links, std::nullopt, error_code_as_number, now);
  json["updated_at"] = to_millis(time_of(then));
  add_vendor_fields(json, then);
  return json;
}

}  // namespace kirin::api::generation
