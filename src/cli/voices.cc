#include "cli/voices.h"

#include <fmt/format.h>

#include <algorithm>

#include "sound/sound.h"
#include "sound/speech/languages.h"
#include "sound/speech/voices.h"
#include "worker/voice_sample.h"

namespace kirin::cli {
namespace {

std::vector<std::string> languages_from(std::string_view own) {
  std::vector<std::string> codes{std::string{own}};
  for (const sound::Language& language : sound::languages()) {
    if (language.code != own) {
      codes.emplace_back(language.code);
    }
  }
  return codes;
}

api::VoiceCard card_of(const sound::Voice& voice) {
  return {std::string{voice.id},
          std::string{voice.name},
          std::string{voice.description},
          languages_from(voice.language),
          std::string{sound::to_string(voice.gender)},
          std::string{sound::to_string(voice.age)}};
}

api::VoiceCard card_of(const sound::ExternalVoice& voice) {
  return {voice.id,
          voice.name,
          "A voice of this server's own",
          languages_from(voice.language.empty() ? "en" : std::string_view{voice.language}),
          std::string{sound::to_string(voice.gender)},
          std::string{sound::to_string(voice.age)},
          true};
}

}  // namespace

api::Voices voices_of(const Config& config, const House& house) {
  api::Voices voices;
  for (const sound::Voice& voice : sound::voices()) {
    voices.cards.push_back(card_of(voice));
  }
  for (const sound::ExternalVoice& voice : house.external_voices) {
    const auto same = std::ranges::find(voices.cards, voice.id, &api::VoiceCard::id);
    if (same == voices.cards.end()) {
      voices.cards.push_back(card_of(voice));
    } else {
      *same = card_of(voice);
    }
  }
  voices.speak_sample = [options = generator_options(config, house),
                         &house](const std::string& id) {
    return worker::make_voice_sample(options, id, house.external_voices);
  };
  voices.version = fmt::format("{} {} {} {} {}", KIRIN_VERSION, config.text("sound.speech.command"),
                               config.text("sound.speech.url"), config.text("sound.speech.model"),
                               config.text("sound.speech.voices"));
  return voices;
}

}  // namespace kirin::cli
