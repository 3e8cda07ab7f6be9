#include <fmt/format.h>
#include <poll.h>

#include <filesystem>
#include <iostream>

#include "base/file.h"
#include "base/json.h"
#include "base/termination.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/local_images.h"
#include "cli/progress_bar.h"
#include "fetch/fetcher.h"

namespace kirin::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kPollInterval{500};
constexpr milliseconds kSubmitTimeout{300'000};
constexpr milliseconds kPollTimeout{30'000};
constexpr int kPollFailuresAllowed = 10;
constexpr std::uint64_t kMaxAnswerBytes = std::uint64_t{4} << 20;
constexpr std::uint64_t kMaxClipBytes = std::uint64_t{4} << 30;

// One server, spoken to as any client would.
class Client {
 public:
  explicit Client(const RunArguments& arguments)
      : base_(arguments.server),
        authorization_("Authorization: Bearer " + arguments.api_key),
        fetcher_({.allow_private = true}) {
    while (base_.ends_with('/')) {
      base_.pop_back();
    }
  }

  // The JSON of a 2xx answer; else an error with the server's own words.
  Result<JsonObject> call(const std::string& method, const std::string& path, std::string body,
                          milliseconds timeout) const {
    fetch::HttpRequest request;
    request.method = method;
    request.url = base_ + path;
    request.headers = {authorization_, "Content-Type: application/json"};
    request.body = std::move(body);
    request.max_answer_bytes = kMaxAnswerBytes;
    request.timeout = timeout;
    ASSIGN_OR_RETURN(const fetch::HttpAnswer answer, fetcher_.exchange(request));
    if (!answer.is_whole) {
      return Error{ErrorCode::unavailable, "the answer broke off"};
    }
    JsonLimits limits;
    limits.inline_string_bytes = kMaxAnswerBytes;
    auto json = parse_json(answer.body, limits);
    if (answer.status / 100 != 2) {
      return refusal(answer.status, json);
    }
    if (!json || !json->is_object()) {
      return Error{ErrorCode::unavailable,
                   fmt::format("{} does not answer as a Kirin server does", base_)};
    }
    return json->get_object();
  }

  Result<void> download(const std::string& url, const std::string& path) const {
    const std::string part = path + ".part";
    {
      ASSIGN_OR_RETURN(const UniqueFd file, create_file(part));
      fetch::FetchLimits limits;
      limits.max_bytes = kMaxClipBytes;
      limits.total_timeout = std::chrono::minutes{30};
      RETURN_IF_ERROR(fetcher_.get(url, limits, file.get()));
    }
    std::error_code error;
    std::filesystem::permissions(part, static_cast<std::filesystem::perms>(0644), error);
    std::filesystem::rename(part, path, error);
    return error ? Result<void>{Error{ErrorCode::permission_denied,
                                      fmt::format("writing {}: {}", path, error.message())}}
                 : Result<void>{};
  }

 private:
  static Error refusal(int status, const Result<Json>& json) {
    std::string message = fmt::format("HTTP {}", status);
    const Json* inner =
        json && json->is_object() ? json->get_object().if_contains("error") : nullptr;
    if (inner != nullptr && inner->is_object()) {
      const Json* text = inner->get_object().if_contains("message");
      message = text != nullptr && text->is_string() ? std::string{text->get_string()} : message;
    }
    const ErrorCode code = status / 100 == 4 ? ErrorCode::invalid_argument : ErrorCode::unavailable;
    return Error{code, message};
  }

  std::string base_;
  std::string authorization_;
  fetch::Fetcher fetcher_;
};

// "name=value", "name=@file", "name:=JSON"
Result<void> add_parameter(const std::string& text, JsonObject& parameters) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is not of the form name=value", text)};
  }
  const bool is_json = text[equals - 1] == ':';
  const std::string name = text.substr(0, equals - (is_json ? 1 : 0));
  if (!is_json) {
    parameters[name] = text.substr(equals + 1);
    return {};
  }
  ASSIGN_OR_RETURN(parameters[name], parse_json(text.substr(equals + 1)).within(name));
  return {};
}

Result<std::string> make_body(const RunArguments& arguments) {
  JsonObject parameters;
  for (const std::string& text : arguments.parameters) {
    RETURN_IF_ERROR(add_parameter(text, parameters));
  }
  Json document{{"model", arguments.model},
                {"input", JsonArray{{{"params", std::move(parameters)}}}}};
  RETURN_IF_ERROR(embed_local_images(document, std::filesystem::current_path()));
  return boost::json::serialize(document);
}

std::string text_at(const JsonObject& object, std::string_view key) {
  const Json* value = object.if_contains(key);
  return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

void show(ProgressBar& bar, const JsonObject& task) {
  const Json* progress = task.if_contains("progress");
  const Json* metadata = task.if_contains("metadata");
  bar.show(progress != nullptr && progress->is_number() ? progress->to_number<double>() : 0,
           metadata != nullptr && metadata->is_object() ? text_at(metadata->get_object(), "phase")
                                                        : std::string{});
}

// Polls until the task is terminal. A server that is restarted in between is waited for.
Result<JsonObject> wait_for_end(const Client& client, const std::string& id, ProgressBar& bar,
                                const TerminationSignals& signals) {
  int failures = 0;
  while (!signals.token().stop_requested()) {
    auto task = client.call("GET", "/model/v1/generation/task/" + id, {}, kPollTimeout);
    if (!task &&
        (task.error().code == ErrorCode::invalid_argument || ++failures > kPollFailuresAllowed)) {
      return task.error();
    }
    if (task) {
      failures = 0;
      if (text_at(*task, "status") != "in_progress") {
        return task;
      }
      show(bar, *task);
    }
    pollfd interruption{signals.fd(), POLLIN, 0};
    ::poll(&interruption, 1, static_cast<int>(kPollInterval.count()));
  }
  return Error{ErrorCode::canceled,
               fmt::format("interrupted; the task goes on: query it by its id {}", id)};
}

int complain(const Error& error) {
  std::cerr << "kirin run: " << error.message << '\n';
  switch (error.code) {
    case ErrorCode::invalid_argument:
    case ErrorCode::not_found:
      return kExitUsage;
    case ErrorCode::canceled:
      return kExitInterrupted;
    default:
      return kExitUnavailable;
  }
}

std::string url_of(const JsonObject& task) {
  const Json document = task;
  boost::system::error_code ignored;
  const Json* url = document.find_pointer("/output/0/content/0/url", ignored);
  return url != nullptr && url->is_string() ? std::string{url->get_string()} : std::string{};
}

int conclude(const Client& client, const JsonObject& task, const RunArguments& arguments,
             ProgressBar& bar) {
  const std::string status = text_at(task, "status");
  if (status != "completed") {
    const Json* error = task.if_contains("error");
    bar.finish("failed");
    std::cerr << "kirin run: "
              << (error != nullptr && error->is_object() ? text_at(error->get_object(), "message")
                                                         : "the task failed")
              << '\n';
    return kExitFailure;
  }
  const std::string url = url_of(task);
  if (arguments.output_path.empty()) {
    bar.finish("done");
    std::cout << url << '\n';
    return kExitOk;
  }
  const auto saved = client.download(url, arguments.output_path);
  if (!saved) {
    return complain(saved.error());
  }
  bar.finish("done");
  std::cout << arguments.output_path << '\n';
  return kExitOk;
}

}  // namespace

int run(const RunArguments& arguments) {
  auto signals = TerminationSignals::take_over();
  if (!signals) {
    return complain(signals.error());
  }
  const auto body = make_body(arguments);
  if (!body) {
    return complain(body.error());
  }
  const Client client{arguments};
  const auto accepted = client.call("POST", "/model/v1/generation", *body, kSubmitTimeout);
  if (!accepted) {
    return complain(accepted.error());
  }
  ProgressBar bar{arguments.model, arguments.quiet};
  const auto task = wait_for_end(client, text_at(*accepted, "id"), bar, *signals);
  return task ? conclude(client, *task, arguments, bar) : complain(task.error());
}

}  // namespace kirin::cli
