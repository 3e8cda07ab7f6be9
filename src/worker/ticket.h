/// \file
/// The order form of one clip: everything the confined generator is told, as JSON beside its file
/// descriptors.
///
/// The worker that holds the lease writes it (inputs staged, sizes decided, the contract
/// consulted); the generator reads it after it has given up every right, so it treats it like any
/// other foreign text.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "engine/engine.h"
#include "media/clip_writer.h"
#include "sound/speech/external_voices.h"

namespace kirin::worker {

/// What an input picture is for.
enum class InputRole { first_frame, last_frame, reference, static_mask, brush };

struct TicketInput {
  InputRole role = InputRole::first_frame;
  std::vector<engine::Point>
      trajectory;  ///< brush only: pixels of the first frame, origin top left
};

struct Ticket {
  std::string task_id;
  std::string engine;  ///< "motion"
  std::string model;
  std::string prompt;
  std::string negative_prompt;
  media::ClipSpec clip;
  engine::Quality quality = engine::Quality::standard;
  double prompt_strength = 0.5;
  std::uint64_t seed = 0;
  bool watermark = false;    ///< a second file with the mark is wanted
  bool debug_sheet = false;  ///< in place of the clip, a PNG of what the engine sees in the inputs
  std::string voice_sample;  ///< in place of the clip, a WAV file of this voice; empty: the clip
  std::vector<std::string> voice_ids;
  std::vector<sound::ExternalVoice> external_voices;  ///< those of the configuration
  std::vector<TicketInput> inputs;                    ///< in the order of their file descriptors
  int threads = 1;
};

JsonObject to_json(const Ticket& ticket);
/// invalid_argument where a field is missing, of another type or out of its range.
Result<Ticket> ticket_from_json(const Json& json);

}  // namespace kirin::worker
