#include "worker/ordering_recorder.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>

#include "base/file.h"
#include "worker/speech_order_json.h"

namespace kirin::worker {
namespace {

using std::chrono::steady_clock;

constexpr std::chrono::seconds kPatience{120};
constexpr int kTickMilliseconds = 100;
constexpr std::uint64_t kMostBytes = std::uint64_t{64} << 20;

// Those a speaker acts upon; all else is an order that went wrong.
ErrorCode code_from(std::string_view name) {
  for (const ErrorCode code : {ErrorCode::canceled, ErrorCode::invalid_argument,
                               ErrorCode::deadline_exceeded, ErrorCode::failed_precondition}) {
    if (name == to_string(code)) {
      return code;
    }
  }
  return ErrorCode::unavailable;
}

Result<sound::Recording> recording_from(const JsonObject& answer, int file_fd) {
  if (answer.contains("error")) {
    return Error{code_from(answer.at("error").as_string()),
                 std::string{answer.at("message").as_string()}};
  }
  ASSIGN_OR_RETURN(const std::vector<std::byte> bytes, read_all(file_fd, kMostBytes));
  sound::Recording recording;
  recording.wav.assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  recording.words = std::string{answer.at("words").as_string()};
  return recording;
}

}  // namespace

Result<std::string> OrderingRecorder::next_answer(const std::stop_token& stop) {
  std::string line;
  const auto deadline = steady_clock::now() + kPatience;
  while (steady_clock::now() < deadline) {
    if (stop.stop_requested()) {
      is_lost_ = true;  // the answer may still come, and is not that to a later order
      return Error{ErrorCode::canceled, "stopped while speaking"};
    }
    pollfd waiting{answers_fd_, POLLIN, 0};
    if (::poll(&waiting, 1, kTickMilliseconds) <= 0) {
      continue;
    }
    char byte = 0;
    const ssize_t count = ::read(answers_fd_, &byte, 1);
    if (count == 1 && byte == '\n') {
      return line;
    }
    if (count == 1) {
      line += byte;
    } else if (count == 0 || errno != EINTR) {
      break;
    }
  }
  is_lost_ = true;
  return Error{ErrorCode::unavailable, "nobody answers an order for speech"};
}

Result<sound::Recording> OrderingRecorder::record(const sound::SpeechOrder& order,
                                                  const std::stop_token& stop) {
  if (is_lost_) {
    return Error{ErrorCode::unavailable, "nobody answers an order for speech"};
  }
  if (stop.stop_requested()) {
    return Error{ErrorCode::canceled, "stopped while speaking"};
  }
  send_(speak_event(order));
  ASSIGN_OR_RETURN(const std::string line, next_answer(stop));
  ASSIGN_OR_RETURN(const Json answer, parse_json(line));
  try {
    return recording_from(answer.as_object(), file_fd_);
  } catch (const std::exception& problem) {
    return Error{ErrorCode::unavailable, problem.what()};
  }
}

}  // namespace kirin::worker
