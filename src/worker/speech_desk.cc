#include "worker/speech_desk.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <string>

#include "base/file.h"
#include "base/log.h"
#include "worker/speech_order_json.h"

namespace kirin::worker {
namespace {

constexpr std::size_t kMostWords = 4096;  // bytes of festival's list: a pipe holds the answer whole

Result<void> put_into(int fd, const std::string& bytes) {
  if (::ftruncate(fd, 0) != 0 || ::lseek(fd, 0, SEEK_SET) != 0) {
    return system_error("emptying the file of recordings", errno);
  }
  return write_all(fd, bytes);
}

}  // namespace

Result<std::unique_ptr<SpeechDesk>> SpeechDesk::open(sound::Recorder* recorder, int file_fd) {
  std::array<int, 2> fds{};
  // A generator that does not read its answers must not hold us up.
  if (::pipe2(fds.data(), O_CLOEXEC) != 0) {
    return system_error("making a pipe", errno);
  }
  UniqueFd read_end{fds[0]};
  UniqueFd write_end{fds[1]};
  if (::fcntl(write_end.get(), F_SETFL, O_NONBLOCK) != 0) {
    return system_error("setting up a pipe", errno);
  }
  return std::make_unique<SpeechDesk>(recorder, file_fd, std::move(read_end), std::move(write_end));
}

SpeechDesk::~SpeechDesk() {
  stop_.request_stop();
  if (recording_.valid()) {
    recording_.wait();
  }
}

void SpeechDesk::take(const JsonObject& event) {
  if (is_busy() || ++orders_ > kMostOrders) {
    refuse({ErrorCode::resource_exhausted, "too many orders for speech"});
    return;
  }
  auto order = order_from_event(event);
  if (!order) {
    refuse(order.error());
    return;
  }
  if (recorder_ == nullptr) {
    refuse({ErrorCode::unavailable, "no voices but the built-in ones are here"});
    return;
  }
  recording_ = std::async(std::launch::async,
                          [this, order = *std::move(order)]() -> Result<sound::Recording> {
                            try {
                              return recorder_->record(order, stop_.get_token());
                            } catch (const std::exception& problem) {
                              return Error{ErrorCode::internal, problem.what()};
                            }
                          });
}

void SpeechDesk::answer_if_done() {
  if (is_busy() && recording_.wait_for(std::chrono::seconds{0}) == std::future_status::ready) {
    answer(recording_.get());
  }
}

void SpeechDesk::answer(const Result<sound::Recording>& recording) {
  if (!recording) {
    log::warning("a line was not recorded", {{"why", recording.error().message}});
    refuse(recording.error());
    return;
  }
  if (const auto put = put_into(file_fd_, recording->wav); !put) {
    refuse(put.error());
    return;
  }
  const std::string words = recording->words.substr(0, kMostWords);
  const JsonObject line{{"bytes", recording->wav.size()}, {"words", words}};
  (void)write_all(answers_write_.get(), boost::json::serialize(line) + "\n");
}

void SpeechDesk::refuse(const Error& error) {
  const JsonObject line{{"error", to_string(error.code)},
                        {"message", error.message.substr(0, 500)}};
  (void)write_all(answers_write_.get(), boost::json::serialize(line) + "\n");
}

}  // namespace kirin::worker
