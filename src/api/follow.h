/// \file
/// Answers that follow a task to its end, without a thread that waits: server-sent events and
/// synchronous calls.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "api/context.h"
#include "base/json.h"
#include "net/message.h"
#include "tasks/task.h"

namespace kirin::api {

/// One event of a `text/event-stream` (WHATWG HTML §9.2): its name and one line of JSON.
std::string event_text(std::string_view name, const Json& data);

/// What to tell of a task as it is now.
struct Frame {
  std::string text;      ///< empty: nothing new
  bool is_last = false;  ///< the stream ends behind it
};

/// A stream of events: `frame_of` is called with the task at the start and after each change of it,
/// on one thread at a time; comments keep idle connections open. Where the task cannot be read any
/// more, the stream ends with an `error` event.
net::Response follow_as_events(const ApiContext& context, std::string task_id,
                               std::function<Frame(const tasks::Task&)> frame_of);

/// An answer that comes when the task has ended, `ended(task)`, or after `patience`, `late(task)`.
net::Response answer_at_end(const ApiContext& context, std::string task_id,
                            std::chrono::milliseconds patience,
                            std::function<net::Response(const tasks::Task&)> ended,
                            std::function<net::Response(const tasks::Task&)> late);

}  // namespace kirin::api
