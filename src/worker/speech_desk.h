/// \file
/// Where the confined generator orders speech that it may not make itself.
///
/// The generator sends an order among its events, the desk has it recorded beside the caller's
/// thread, puts the recording into a file that both hold, and writes a line into a pipe that says
/// how much there is. What the recording means is the generator's business: here it is bytes.
#pragma once

#include <future>
#include <memory>
#include <optional>
#include <stop_token>

#include "base/json.h"
#include "base/result.h"
#include "base/unique_fd.h"
#include "sound/speech/recorder.h"

namespace kirin::worker {

class SpeechDesk {
 public:
  /// `recorder` may be null: every order is answered with unavailable then. It and `file_fd` must
  /// outlive the desk.
  static Result<std::unique_ptr<SpeechDesk>> open(sound::Recorder* recorder, int file_fd);
  SpeechDesk(sound::Recorder* recorder, int file_fd, UniqueFd answers_read, UniqueFd answers_write)
      : recorder_(recorder),
        file_fd_(file_fd),
        answers_read_(std::move(answers_read)),
        answers_write_(std::move(answers_write)) {}
  SpeechDesk(const SpeechDesk&) = delete;
  SpeechDesk& operator=(const SpeechDesk&) = delete;
  /// Stops what is being recorded and waits for its end.
  ~SpeechDesk();

  /// The pipe's end for the generator.
  int answers_fd() const { return answers_read_.get(); }

  /// Takes one order. One at a time and kMostOrders in all; others, and what is no order, are
  /// answered with an error.
  void take(const JsonObject& event);
  bool is_busy() const { return recording_.valid(); }
  /// Answers where the recording is done; call it often while the desk is busy.
  void answer_if_done();

  /// Twelve lines, each spoken twice, and some.
  static constexpr int kMostOrders = 40;

 private:
  void answer(const Result<sound::Recording>& recording);
  void refuse(const Error& error);

  sound::Recorder* recorder_;
  int file_fd_;
  // Both ends stay open here, so that writing to a generator that is gone is no signal.
  UniqueFd answers_read_;
  UniqueFd answers_write_;
  int orders_ = 0;
  std::stop_source stop_;
  std::future<Result<sound::Recording>> recording_;
};

}  // namespace kirin::worker
