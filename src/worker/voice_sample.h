/// \file
/// A voice to listen to before one chooses it.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "sound/speech/external_voices.h"
#include "worker/generator.h"

namespace kirin::worker {

/// A WAV file (mono, 48 kHz) of some seconds: the voice says its language's sample sentence, in the
/// same confined process that makes clips. unavailable where it cannot speak here, or another would
/// speak in its place. Blocks for a second or so; call it from a thread that outlives the child.
Result<std::string> make_voice_sample(const GeneratorOptions& options, const std::string& voice_id,
                                      const std::vector<sound::ExternalVoice>& external);

}  // namespace kirin::worker
