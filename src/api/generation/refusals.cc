#include "api/generation/refusals.h"

#include <fmt/format.h>

#include "api/idempotency.h"

namespace kirin::api::generation {
namespace {

using catalog::ViolationKind;

constexpr int kRetryConcurrencySeconds = 2;
constexpr int kRetryFullQueueSeconds = 5;

struct Wire {
  int code;
  const char* type;
};

Wire wire_of(ViolationKind kind) {
  switch (kind) {
    case ViolationKind::missing:
      return {40002, "missing_parameter"};
    case ViolationKind::invalid_value:
      return {40003, "invalid_parameter"};
    case ViolationKind::unsupported_combination:
      return {40004, "unsupported_combination"};
    case ViolationKind::bad_image:
      return {40005, "bad_image"};
  }
  return {40003, "invalid_parameter"};
}

std::string full_path(const std::string& prefix, const std::string& parameter) {
  return prefix.empty() ? parameter : prefix + "." + parameter;
}

ApiError plain(int code, const char* type, std::string message) {
  return {code, type, std::move(message), {}, {}, {}};
}

ApiError passing(int code, const char* type, std::string message, int retry_after_seconds) {
  return {code, type, std::move(message), {}, retry_after_seconds, {}};
}

}  // namespace

ApiError refusal_of(const std::vector<catalog::Violation>& violations, const std::string& path) {
  const catalog::Violation& first = violations.front();
  const Wire wire = wire_of(first.kind);
  ApiError error{wire.code, wire.type, first.message, full_path(path, first.parameter), {}, {}};
  for (const catalog::Violation& violation : violations) {
    error.violations.push_back({{"code", wire_of(violation.kind).code},
                                {"param", full_path(path, violation.parameter)},
                                {"message", violation.message}});
  }
  return error;
}

ApiError refusal_of(tasks::Refusal refusal, const tasks::NewTask& task, const std::string& path) {
  const std::string price = task.price.to_decimal();
  switch (refusal) {
    case tasks::Refusal::external_id_used:
      return {40901,
              "external_task_id_used",
              fmt::format("external_task_id '{}' was used before; it must be unique",
                          task.external_id.value_or("")),
              full_path(path, "external_task_id"),
              {},
              {}};
    case tasks::Refusal::idempotency_key_used:
      return still_in_flight();
    case tasks::Refusal::key_concurrency:
      return passing(42902, "too_many_tasks",
                     fmt::format("this API key may have {} unfinished tasks; wait for one to end",
                                 task.limits.max_active_of_key),
                     kRetryConcurrencySeconds);
    case tasks::Refusal::queue_full:
      return passing(42903, "queue_full",
                     fmt::format("{} tasks wait already; try again later", task.limits.max_queued),
                     kRetryFullQueueSeconds);
    case tasks::Refusal::insufficient_credits:
      return plain(40201, "insufficient_credits",
                   fmt::format("Insufficient credits: this request costs {} USD", price));
    case tasks::Refusal::key_budget_spent:
      return plain(40202, "key_budget_spent",
                   fmt::format("Insufficient credits: the budget of this API key does not cover "
                               "the {} USD of this request",
                               price));
    case tasks::Refusal::period_cap_spent:
      return plain(40203, "period_cap_spent",
                   fmt::format("Insufficient credits: this month's spending cap does not cover the "
                               "{} USD of this request",
                               price));
    case tasks::Refusal::upload_gone:
      return plain(40005, "bad_image", "an uploaded file that the request names has expired");
  }
  return internal_error();
}

}  // namespace kirin::api::generation
