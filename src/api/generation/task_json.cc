#include "api/generation/task_json.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "api/base_url.h"

namespace kirin::api::generation {
namespace {

using tasks::Task;
using tasks::TaskStatus;

// Below this a remaining time cannot be told from the time spent.
constexpr double kLeastProgressForEta = 0.05;

std::string_view wire_status(TaskStatus status) {
  switch (status) {
    case TaskStatus::completed:
      return "completed";
    case TaskStatus::failed:
    case TaskStatus::canceled:
      return "failed";
    case TaskStatus::queued:
    case TaskStatus::running:
      break;
  }
  return "in_progress";
}

double seconds_between(TimePoint from, TimePoint to) {
  return std::chrono::duration<double>(to - from).count();
}

double rounded(double seconds) {
  return static_cast<double>(static_cast<std::int64_t>(seconds * 1000 + 0.5)) / 1000;
}

std::string link(const ResultLinks& links, std::string_view key, TimePoint now) {
  return links.base_url + links.signed_urls.sign(key, now + links.lifetime);
}

JsonArray output_json(const Task& task, const ResultLinks& links, TimePoint now) {
  const JsonObject& made = task.result.at("output").as_object();
  JsonObject content{{"type", "video"}, {"url", link(links, made.at("key").as_string(), now)}};
  if (const Json* marked = made.if_contains("watermark_key")) {
    content["watermark_url"] = link(links, marked->as_string(), now);
  }
  content["duration"] = made.at("duration");
  content["size"] = made.at("size");
  content["jobId"] = "job_" + task.id;
  return {{{"content", JsonArray{std::move(content)}}}};
}

JsonObject usage_json(const Task& task) {
  if (task.status != TaskStatus::completed) {
    return {{"cost", ""}, {"discount", 1}};
  }
  JsonObject usage = task.usage;
  usage["cost"] = task.price.to_decimal();
  return usage;
}

Json code_json(const std::string& code, bool as_number) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
  const bool is_number = error == std::errc{} && end == code.data() + code.size();
  return as_number && is_number ? Json(number) : Json(code);
}

// What the row says; it says nothing where the task was canceled.
tasks::TaskError error_of(const Task& task) {
  if (task.error) {
    return *task.error;
  }
  const catalog::Contract* contract = catalog::Catalog::embedded().find(task.model);
  return {contract == nullptr ? "" : contract->error_code(catalog::FailureCause::status),
          task.status == TaskStatus::canceled ? "the task was canceled" : "unknown"};
}

JsonObject error_json(const Task& task, bool code_as_number) {
  const tasks::TaskError error = error_of(task);
  JsonObject json{{"code", code_json(error.code, code_as_number)},
                  {"error_message", error.message},
                  {"message", error.message}};
  if (task.status == TaskStatus::canceled) {
    json["type"] = "canceled";
  }
  return json;
}

template <typename AnyTask>
JsonObject accepted(const AnyTask& task) {
  return {{"id", task.id},
          {"created_at", to_millis(task.created_at)},
          {"status", "in_progress"},
          {"model", task.requested_model}};
}

// What names of ours hold. Strict clients rely on it (API.md §1.0), so a caller's own use of such a
// name is echoed only where it is of that type.
bool is_of_our_type(std::string_view name, const Json& value) {
  constexpr std::array<std::string_view, 5> kNumbers{"completed_at", "in_queue_at", "upload_at",
                                                     "eta_seconds", "queue_position"};
  constexpr std::array<std::string_view, 3> kTexts{"phase", "external_task_id", "engine"};
  if (std::ranges::find(kNumbers, name) != kNumbers.end()) {
    return value.is_number();
  }
  if (std::ranges::find(kTexts, name) != kTexts.end()) {
    return value.is_string();
  }
  return name != "warnings" || value.is_array();
}

// The caller's own metadata, and what else it asked to be kept.
JsonObject echoed(const JsonObject& envelope) {
  JsonObject metadata;
  const Json* callers = envelope.if_contains("metadata");
  if (callers != nullptr && callers->is_object()) {
    for (const auto& [name, value] : callers->get_object()) {
      if (is_of_our_type(name, value)) {
        metadata[name] = value;
      }
    }
  }
  for (const std::string_view name : {"moderation", "options"}) {
    if (const Json* value = envelope.if_contains(name)) {
      metadata[name] = *value;
    }
  }
  return metadata;
}

void append_warnings(JsonArray& warnings, const JsonObject& holder) {
  const Json* list = holder.if_contains("warnings");
  if (list != nullptr && list->is_array()) {
    warnings.insert(warnings.end(), list->get_array().begin(), list->get_array().end());
  }
}

void describe_waiting(JsonObject& metadata, const Task& task,
                      std::optional<std::int64_t> queue_position, TimePoint now) {
  metadata["phase"] = task.status == TaskStatus::queued ? "queued" : task.phase;
  if (queue_position) {
    metadata["queue_position"] = *queue_position;
  }
  if (task.status == TaskStatus::running && task.started_at &&
      task.progress >= kLeastProgressForEta) {
    const double spent = seconds_between(*task.started_at, now);
    metadata["eta_seconds"] = rounded(std::max(0.0, spent * (1 - task.progress) / task.progress));
  }
}

void describe_result(JsonObject& metadata, const Task& task) {
  if (task.started_at) {
    metadata["in_queue_at"] = rounded(seconds_between(task.created_at, *task.started_at));
  }
  if (const Json* facts = task.result.if_contains("facts")) {
    for (const auto& [name, value] : facts->as_object()) {
      metadata[name] = value;
    }
  }
  if (const Json* seed = task.result.if_contains("seed")) {
    metadata["seed"] = *seed;
  }
  if (const Json* at = task.result.if_contains("generated_after")) {
    metadata["completed_at"] = rounded(at->to_number<double>());
  } else if (task.finished_at) {
    metadata["completed_at"] = rounded(seconds_between(task.created_at, *task.finished_at));
  }
  if (const Json* at = task.result.if_contains("stored_after")) {
    metadata["upload_at"] = rounded(at->to_number<double>());
  }
}

JsonObject metadata_json(const Task& task, std::optional<std::int64_t> queue_position,
                         TimePoint now) {
  JsonObject metadata = echoed(task.envelope);
  if (tasks::is_terminal(task.status)) {
    describe_result(metadata, task);
  } else {
    describe_waiting(metadata, task, queue_position, now);
  }
  if (task.external_id) {
    metadata["external_task_id"] = *task.external_id;
  }
  JsonArray warnings;
  append_warnings(warnings, task.request);
  append_warnings(warnings, task.result);
  if (!warnings.empty()) {
    metadata["warnings"] = std::move(warnings);
  }
  return metadata;
}

}  // namespace

JsonObject accepted_json(const Task& task) { return accepted(task); }
JsonObject accepted_json(const tasks::NewTask& task) { return accepted(task); }

JsonObject task_json(const Task& task, const ResultLinks& links,
                     std::optional<std::int64_t> queue_position, bool error_code_as_number,
                     TimePoint now) {
  JsonObject json{{"id", task.id},
                  {"created_at", to_millis(task.created_at)},
                  {"status", wire_status(task.status)},
                  {"model", task.requested_model}};
  if (!tasks::is_terminal(task.status)) {
    json["progress"] = rounded(task.progress);
  }
  if (task.status == TaskStatus::completed) {
    json["progress"] = 1;
    json["output"] = output_json(task, links, now);
  } else if (tasks::is_terminal(task.status)) {
    json["error"] = error_json(task, error_code_as_number);
  }
  if (tasks::is_terminal(task.status)) {
    json["usage"] = usage_json(task);
  }
  json["metadata"] = metadata_json(task, queue_position, now);
  return json;
}

ResultLinks links_for(const ApiContext& context, const net::Request& request) {
  return {context.signed_urls, context.options.url_lifetime,
          base_url(context.options.public_url, request)};
}

bool wants_number_codes(const ApiContext& context, const net::Request& request) {
  switch (context.options.error_code_type) {
    case ErrorCodeType::text:
      return false;
    case ErrorCodeType::number:
      return true;
    case ErrorCodeType::automatic:
      break;
  }
  return request.headers.get("User-Agent").starts_with("sa-go/");
}

}  // namespace kirin::api::generation
