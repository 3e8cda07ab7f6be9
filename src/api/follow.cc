#include "api/follow.h"

#include <algorithm>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "api/error.h"
#include "api/generation/quick_status.h"
#include "base/json_text.h"
#include "base/log.h"
#include "tasks/task_watch.h"

namespace kirin::api {
namespace {

using Steady = std::chrono::steady_clock;

constexpr std::string_view kKeepalive = ": keepalive\n\n";

std::string error_event(const Error& error) {
  log::error("a followed task cannot be read", {{"why", error.describe()}});
  const ApiError told = internal_error();
  return event_text(
      "error",
      {{"error",
        {{"code", told.code}, {"message", told.message}, {"error_message", told.message}}}});
}

bool looks_the_same(const tasks::Task& a, const tasks::Task& b) {
  return a.status == b.status && a.progress == b.progress && a.phase == b.phase;
}

// Follows one task. The session calls open() once and next() on one handler thread at a time.
class TaskEvents {
 public:
  TaskEvents(const ApiContext& context, std::string task_id,
             std::function<Frame(const tasks::Task&)> frame_of)
      : context_(context), task_id_(std::move(task_id)), frame_of_(std::move(frame_of)) {}

  void open(net::Wake wake) { subscription_ = context_.watch.watch(task_id_, std::move(wake)); }

  std::optional<std::string> next() {
    if (is_over_) {
      return std::nullopt;
    }
    auto task = context_.tasks.find_any(task_id_);
    if (!task) {
      is_over_ = true;
      return error_event(task.error());
    }
    std::string text = text_for(*std::move(task));
    const auto now = Steady::now();
    if (text.empty() && now - sent_at_ >= context_.options.keepalive) {
      text = kKeepalive;
    }
    if (!text.empty()) {
      sent_at_ = now;
    }
    return text;
  }

 private:
  std::string text_for(tasks::Task task) {
    if (seen_ && looks_the_same(*seen_, task)) {
      return {};
    }
    generation::forget_status(context_, task.id);  // Polls must not say less than this.
    Frame frame = frame_of_(task);
    seen_ = std::move(task);
    is_over_ = frame.is_last;
    return std::move(frame.text);
  }

  const ApiContext& context_;
  const std::string task_id_;
  const std::function<Frame(const tasks::Task&)> frame_of_;
  std::optional<tasks::Task> seen_;
  bool is_over_ = false;
  Steady::time_point sent_at_ = Steady::now();
  std::unique_ptr<tasks::TaskWatch::Subscription> subscription_;
};

// Waits for the end of one task.
class TaskEnd {
 public:
  TaskEnd(const ApiContext& context, std::string task_id, std::chrono::milliseconds patience,
          std::function<net::Response(const tasks::Task&)> ended,
          std::function<net::Response(const tasks::Task&)> late)
      : context_(context),
        task_id_(std::move(task_id)),
        until_(Steady::now() + patience),
        ended_(std::move(ended)),
        late_(std::move(late)) {}

  void open(net::Wake wake) { subscription_ = context_.watch.watch(task_id_, std::move(wake)); }

  std::optional<net::Response> poll() {
    const auto task = context_.tasks.find_any(task_id_);
    if (!task) {
      log::error("a followed task cannot be read", {{"why", task.error().describe()}});
      net::Request nobody;
      return error_response(internal_error(), nobody);
    }
    if (tasks::is_terminal(task->status)) {
      generation::forget_status(context_, task->id);
      return ended_(*task);
    }
    return Steady::now() >= until_ ? std::optional{late_(*task)} : std::nullopt;
  }

 private:
  const ApiContext& context_;
  const std::string task_id_;
  const Steady::time_point until_;
  const std::function<net::Response(const tasks::Task&)> ended_;
  const std::function<net::Response(const tasks::Task&)> late_;
  std::unique_ptr<tasks::TaskWatch::Subscription> subscription_;
};

}  // namespace

std::string event_text(std::string_view name, const Json& data) {
  std::string text = "event: ";
  text.append(name).append("\ndata: ").append(json_text(data)).append("\n\n");
  return text;
}

net::Response follow_as_events(const ApiContext& context, std::string task_id,
                               std::function<Frame(const tasks::Task&)> frame_of) {
  auto events = std::make_shared<TaskEvents>(context, std::move(task_id), std::move(frame_of));
  net::Response response;
  response.headers.set("Content-Type", "text/event-stream; charset=utf-8");
  response.headers.set("Cache-Control", "no-store");
  // nginx would collect the events into blocks otherwise.
  response.headers.set("X-Accel-Buffering", "no");
  net::StreamBody body;
  body.on_open = [events](net::Wake wake) { events->open(std::move(wake)); };
  body.next = [events] { return events->next(); };
  body.ask_every = context.options.keepalive;
  response.body = std::move(body);
  return response;
}

net::Response answer_at_end(const ApiContext& context, std::string task_id,
                            std::chrono::milliseconds patience,
                            std::function<net::Response(const tasks::Task&)> ended,
                            std::function<net::Response(const tasks::Task&)> late) {
  auto end = std::make_shared<TaskEnd>(context, std::move(task_id), patience, std::move(ended),
                                       std::move(late));
  net::DeferredAnswer answer;
  answer.on_open = [end](net::Wake wake) { end->open(std::move(wake)); };
  answer.poll = [end] { return end->poll(); };
  answer.ask_every = std::min(patience, std::chrono::milliseconds{1'000});
  net::Response response;
  response.body = std::move(answer);
  return response;
}

}  // namespace kirin::api
