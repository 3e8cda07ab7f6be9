/// \file
/// A task as clients of the queue protocol read it (API.md §1.7).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "api/generation/task_json.h"
#include "base/json.h"
#include "tasks/task.h"

namespace kirin::api::queue {

/// Where the calls on one request are.
struct RequestUrls {
  std::string status;
  std::string response;
  std::string cancel;
};
RequestUrls urls_of(std::string_view base_url, std::string_view endpoint, std::string_view id);

/// The answer to a submit.
JsonObject submitted_json(std::string_view id, const RequestUrls& urls,
                          std::int64_t queue_position);

/// Where the request stands. A failure is `COMPLETED` with `error`, as text, and `error_type`.
JsonObject status_json(const tasks::Task& task, const RequestUrls& urls,
                       std::int64_t queue_position);

/// The outputs of a completed request.
JsonObject result_json(const tasks::Task& task, const generation::ResultLinks& links,
                       TimePoint now);

/// What kind of failure it was: "INFERENCE_FAILURE", "REQUEST_INVALID", …
std::string_view error_type_of(const tasks::Task& task);
/// The HTTP status of the result of a request that failed so.
int http_status_of(std::string_view error_type);

}  // namespace kirin::api::queue
