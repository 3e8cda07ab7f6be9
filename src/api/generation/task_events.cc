#include "api/generation/task_events.h"

#include <fmt/format.h>

#include <utility>

#include "api/error.h"
#include "api/follow.h"
#include "api/generation/task_json.h"

namespace kirin::api::generation {
namespace {

using std::chrono::milliseconds;

// Engines hand over one file at the end, so there is one output.
constexpr std::int64_t kOutputCursor = 1;

std::string progress_event(const tasks::Task& task) {
  return event_text("progress", {{"id", task.id},
                                 {"model", task.requested_model},
                                 {"status", "in_progress"},
                                 {"progress", task.progress},
                                 {"phase", task.phase},
                                 {"cursor", 0}});
}

std::string output_event(const tasks::Task& task, JsonArray output) {
  output.at(0).at("content").at(0).as_object()["chunk_index"] = kOutputCursor - 1;
  return event_text("output", {{"id", task.id},
                               {"model", task.requested_model},
                               {"status", "in_progress"},
                               {"output", std::move(output)},
                               {"cursor", kOutputCursor}});
}

// "15m0s", as the hosted service writes it.
std::string waited_text(milliseconds waited) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(waited).count();
  if (seconds < 1) {
    return fmt::format("{}ms", waited.count());
  }
  return seconds < 60 ? fmt::format("{}s", seconds)
                      : fmt::format("{}m{}s", seconds / 60, seconds % 60);
}

net::Response too_late(const tasks::Task& task, milliseconds waited) {
  return json_response(
      504, {{"id", task.id},
            {"status", "in_progress"},
            {"error",
             {{"code", "SYNC_TIMEOUT"},
              {"message", fmt::format("waited {}, still running", waited_text(waited))}}}});
}

}  // namespace

net::Response task_events(const ApiContext& context, const net::Request& request,
                          std::string task_id, std::int64_t cursor) {
  const bool as_number = wants_number_codes(context, request);
  return follow_as_events(
      context, std::move(task_id),
      [links = links_for(context, request), as_number, cursor](const tasks::Task& task) -> Frame {
        if (!tasks::is_terminal(task.status)) {
          return {progress_event(task), false};
        }
        JsonObject json = task_json(task, links, std::nullopt, as_number, Clock::now());
        std::string text;
        const Json* output = json.if_contains("output");
        if (output != nullptr && cursor < kOutputCursor) {
          text = output_event(task, output->as_array());
        }
        return {text + event_text("done", std::move(json)), true};
      });
}

net::Response task_at_end(const ApiContext& context, const net::Request& request,
                          std::string task_id, milliseconds patience) {
  const bool as_number = wants_number_codes(context, request);
  return answer_at_end(
      context, std::move(task_id), patience,
      [links = links_for(context, request), as_number](const tasks::Task& task) {
        return json_response(200, task_json(task, links, std::nullopt, as_number, Clock::now()));
      },
      [patience](const tasks::Task& task) { return too_late(task, patience); });
}

}  // namespace kirin::api::generation
