/// \file
/// What a voice says of itself.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "sound/speech/external_voices.h"
#include "sound/speech/speech.h"

namespace kirin::sound {

/// The voice's own language and its sample sentence; English for an external voice of any language.
SpeechRequest sample_request(std::string_view voice_id, std::span<const ExternalVoice> external);

}  // namespace kirin::sound
