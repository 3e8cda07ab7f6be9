#include "worker/studio.h"

#include <unistd.h>

#include <cstdio>
#include <utility>

#include "worker/confine.h"

namespace kirin::worker {
namespace {

// A line takes espeak-ng 30 ms and 50 MB, festival 300 ms and 100 MB. Neither can open a file to
// write to; the limit is for descriptors they were given.
constexpr ConfinementLimits kSpeaking{.memory_bytes = std::uint64_t{1} << 30,
                                      .cpu_time = std::chrono::seconds{20},
                                      .file_bytes = std::uint64_t{64} << 20};
constexpr int kNotStarted = 127;

class Studio final : public sound::Recorder {
 public:
  explicit Studio(const StudioOptions& options)
      : programs_({.launcher = {options.program, kSpeakConfined},
                   .command = options.command,
                   .command_deadline = options.deadline}) {
    if (!options.url.empty()) {
      server_.emplace(
          HttpRecorderOptions{options.url, options.model, options.key, options.deadline});
    }
  }

  Result<sound::Recording> record(const sound::SpeechOrder& order,
                                  const std::stop_token& stop) override {
    const bool is_external = order.engine == sound::SpeechEngine::external;
    return is_external && server_ ? server_->record(order, stop) : programs_.record(order, stop);
  }

 private:
  sound::ProgramRecorder programs_;
  std::optional<HttpRecorder> server_;
};

}  // namespace

std::unique_ptr<sound::Recorder> open_studio(const StudioOptions& options) {
  return std::make_unique<Studio>(options);
}

int speak_confined_main(const std::vector<std::string>& words) {
  if (words.empty()) {
    return kNotStarted;
  }
  std::vector<std::string> copies = words;
  std::vector<char*> pointers;
  for (std::string& word : copies) {
    pointers.push_back(word.data());
  }
  pointers.push_back(nullptr);
  if (const auto confined = confine_for_program(kSpeaking); !confined) {
    (void)std::fprintf(stderr, "%s\n", confined.error().message.c_str());
    return kNotStarted;
  }
  ::execve(pointers[0], pointers.data(), ::environ);
  return kNotStarted;
}

}  // namespace kirin::worker
