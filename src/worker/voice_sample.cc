#include "worker/voice_sample.h"

#include "base/file.h"

namespace kirin::worker {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{8} << 20;
constexpr std::chrono::seconds kDeadline{60};

}  // namespace

Result<std::string> make_voice_sample(const GeneratorOptions& options, const std::string& voice_id,
                                      const std::vector<sound::ExternalVoice>& external) {
  Ticket ticket;
  ticket.task_id = "voice-sample";
  ticket.clip.size = {2, 2};
  ticket.clip.frame_count = 1;
  ticket.voice_sample = voice_id;
  ticket.external_voices = external;
  GeneratorOptions own = options;
  own.deadline = kDeadline;
  const GenerationOutcome outcome =
      generate_in_child(own, ticket, {}, [](double, const std::string&) {}, {});
  if (!outcome.clip) {
    return Error{ErrorCode::unavailable, outcome.failure.message};
  }
  if (!outcome.clip->warnings.empty()) {
    return Error{ErrorCode::unavailable, outcome.clip->warnings.front()};
  }
  ASSIGN_OR_RETURN(const std::vector<std::byte> bytes,
                   read_all(outcome.clip->clip.get(), kMostBytes));
  return std::string{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace kirin::worker
