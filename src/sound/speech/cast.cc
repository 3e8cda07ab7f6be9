#include "sound/speech/cast.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "sound/speech/flite_speech.h"
#include "sound/speech/languages.h"
#include "sound/speech/recorded_speech.h"
#include "sound/speech/voices.h"

namespace kirin::sound {
namespace {

// Errors that say nothing of the line and all of who was to speak it.
bool is_out_of_order(const Error& error) {
  return error.code == ErrorCode::unavailable || error.code == ErrorCode::deadline_exceeded ||
         error.code == ErrorCode::resource_exhausted || error.code == ErrorCode::internal ||
         error.code == ErrorCode::permission_denied || error.code == ErrorCode::not_found ||
         error.code == ErrorCode::failed_precondition;
}

// A voice of that gender and age: what stands in for an external one.
const VoiceRecipe& built_in_like(const ExternalVoice& voice) {
  for (const VoiceRecipe& each : voice_recipes()) {
    if (each.voice.gender == voice.gender && each.voice.age == voice.age) {
      return each;
    }
  }
  for (const VoiceRecipe& each : voice_recipes()) {
    if (each.voice.gender == voice.gender) {
      return each;
    }
  }
  return voice_recipes().front();
}

std::string known_voices() {
  std::vector<std::string_view> ids;
  for (const Voice& voice : voices()) {
    ids.push_back(voice.id);
  }
  return fmt::format("{}", fmt::join(ids, ", "));
}

class Cast final : public Speech {
 public:
  Cast(Recorder* recorder, std::vector<ExternalVoice> external) : voices_(std::move(external)) {
    if (recorder != nullptr) {
      festival_ = std::make_unique<FestivalSpeech>(*recorder);
      espeak_ = std::make_unique<EspeakSpeech>(*recorder);
      external_ = std::make_unique<ExternalSpeech>(*recorder);
    }
  }

  Result<Utterance> speak(const SpeechRequest& request, const std::stop_token& stop) override {
    const Language* const language = find_language(request.language);
    if (language == nullptr) {
      return Error{ErrorCode::failed_precondition, "no voice here speaks its language"};
    }
    std::vector<std::string> warnings;
    const auto plugged = std::ranges::find(voices_, request.voice_id, &ExternalVoice::id);
    const bool is_plugged = plugged != voices_.end();
    if (is_plugged && (plugged->language.empty() || plugged->language == request.language)) {
      SpeechRequest by_name = request;
      by_name.voice_id = plugged->name;
      if (auto spoken = attempt(external_.get(), by_name, request.voice_id, stop, warnings)) {
        return *std::move(spoken);
      }
    }
    if (!is_plugged && find_voice(request.voice_id) == nullptr) {
      warnings.push_back(fmt::format(
          "voice \"{}\" is not one of this server's: {} speaks instead; known voices: {}",
          request.voice_id, voice_or_stand_in(request.voice_id).voice.id, known_voices()));
    }
    const VoiceRecipe& recipe = is_plugged && find_voice(request.voice_id) == nullptr
                                    ? built_in_like(*plugged)
                                    : voice_or_stand_in(request.voice_id);
    auto spoken = request.language == "en" ? in_english(request, recipe, stop, warnings)
                                           : by_espeak(request, recipe, *language, stop);
    if (spoken) {
      spoken->warnings.insert(spoken->warnings.begin(), warnings.begin(), warnings.end());
    }
    return spoken;
  }

 private:
  // What `speech` makes of it, or nothing where somebody else has to speak: then `warnings` says
  // why. An error of the line itself is everybody's.
  std::optional<Result<Utterance>> attempt(Speech* speech, const SpeechRequest& request,
                                           std::string_view shown, const std::stop_token& stop,
                                           std::vector<std::string>& warnings) {
    if (speech == nullptr || given_up_.contains(speech)) {
      return std::nullopt;
    }
    auto spoken = speech->speak(request, stop);
    if (spoken || !is_out_of_order(spoken.error())) {
      return spoken;
    }
    given_up_.insert(speech);
    warnings.push_back(
        fmt::format("voice \"{}\" could not speak ({}): a built-in voice does "
                    "instead",
                    shown, spoken.error().message));
    return std::nullopt;
  }

  Result<Utterance> in_english(const SpeechRequest& request, const VoiceRecipe& recipe,
                               const std::stop_token& stop, std::vector<std::string>& warnings) {
    SpeechRequest own = request;
    own.voice_id = std::string{recipe.voice.id};
    if (recipe.engine == SpeechEngine::festival) {
      if (auto spoken = attempt(festival_.get(), own, recipe.voice.id, stop, warnings)) {
        return *std::move(spoken);
      }
    }
    if (recipe.engine != SpeechEngine::flite) {
      own.voice_id = std::string{recipe.in_english};
    }
    return flite_.speak(own, stop);
  }

  Result<Utterance> by_espeak(const SpeechRequest& request, const VoiceRecipe& recipe,
                              const Language& language, const std::stop_token& stop) {
    if (espeak_ == nullptr) {
      return Error{ErrorCode::failed_precondition,
                   fmt::format("this server speaks no {}: espeak-ng is missing", language.name)};
    }
    SpeechRequest own = request;
    own.voice_id = std::string{recipe.voice.id};
    auto spoken = espeak_->speak(own, stop);
    if (!spoken && is_out_of_order(spoken.error())) {
      return Error{spoken.error().code, fmt::format("this server speaks no {} ({})", language.name,
                                                    spoken.error().message)};
    }
    return spoken;
  }

  std::vector<ExternalVoice> voices_;
  FliteSpeech flite_;
  std::unique_ptr<FestivalSpeech> festival_;
  std::unique_ptr<EspeakSpeech> espeak_;
  std::unique_ptr<ExternalSpeech> external_;
  std::set<const Speech*> given_up_;
};

}  // namespace

std::unique_ptr<Speech> make_cast(Recorder* recorder, std::vector<ExternalVoice> external) {
  return std::make_unique<Cast>(recorder, std::move(external));
}

}  // namespace kirin::sound
