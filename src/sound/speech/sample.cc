#include "sound/speech/sample.h"

#include <algorithm>

#include "sound/speech/languages.h"
#include "sound/speech/voices.h"

namespace kirin::sound {

SpeechRequest sample_request(std::string_view voice_id, std::span<const ExternalVoice> external) {
  const auto plugged = std::ranges::find(external, voice_id, &ExternalVoice::id);
  const VoiceRecipe* const known = find_voice(voice_id);
  std::string language = known != nullptr ? std::string{known->voice.language} : "en";
  if (plugged != external.end() && !plugged->language.empty()) {
    language = plugged->language;
  }
  return {std::string{find_language(language)->sample}, std::string{voice_id}, language};
}

}  // namespace kirin::sound
