/// \file
/// Orders recorded by a server that speaks the common form of speech APIs.
#pragma once

#include <chrono>
#include <string>

#include "fetch/fetcher.h"
#include "sound/speech/recorder.h"

namespace kirin::worker {

struct HttpRecorderOptions {
  std::string url;    ///< such as http://127.0.0.1:8880/v1/audio/speech
  std::string model;  ///< sent as "model"
  std::string key;    ///< sent as a bearer token; empty: none
  std::chrono::milliseconds deadline{30'000};
};

/// POSTs {"model", "input", "voice", "response_format": "wav", "speed"} and takes a WAV file for an
/// answer. The operator chose the address, so it may be a private one; no redirect is followed.
class HttpRecorder final : public sound::Recorder {
 public:
  explicit HttpRecorder(HttpRecorderOptions options) : options_(std::move(options)) {}
  /// External orders only. unavailable: the server is away, or answered anything but 200.
  Result<sound::Recording> record(const sound::SpeechOrder& order,
                                  const std::stop_token& stop) override;

 private:
  HttpRecorderOptions options_;
  fetch::Fetcher fetcher_{{.allow_private = true}};
};

}  // namespace kirin::worker
