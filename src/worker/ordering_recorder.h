/// \file
/// The generator's side of the speech desk.
#pragma once

#include <functional>
#include <string>

#include "base/json.h"
#include "sound/speech/recorder.h"

namespace kirin::worker {

/// Has a line recorded by whoever started this process (speech_desk.h). Uses only descriptors it
/// already holds, so it works in confinement.
class OrderingRecorder final : public sound::Recorder {
 public:
  using SendEvent = std::function<void(const JsonObject& event)>;
  OrderingRecorder(int file_fd, int answers_fd, SendEvent send)
      : file_fd_(file_fd), answers_fd_(answers_fd), send_(std::move(send)) {}

  /// unavailable where no answer comes within two minutes, and for ever after.
  Result<sound::Recording> record(const sound::SpeechOrder& order,
                                  const std::stop_token& stop) override;

 private:
  Result<std::string> next_answer(const std::stop_token& stop);

  int file_fd_;
  int answers_fd_;
  SendEvent send_;
  bool is_lost_ = false;
};

}  // namespace kirin::worker
