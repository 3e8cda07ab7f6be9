#include <fmt/format.h>

#include <optional>

#include "base/text.h"
#include "sound/ambience/ambience.h"
#include "sound/prompt_text.h"
#include "sound/sound.h"
#include "sound/speech/detect_language.h"
#include "sound/speech/quotes.h"
#include "sound/speech/speaker.h"
#include "sound/speech/voices.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kMostLines = 12;
constexpr std::size_t kMostCodePoints = 600;

// A voice that the caller chose stays; a character of ours has a voice in most languages.
std::string voice_for(const Speaker& speaker, std::string_view language) {
  const VoiceRecipe* const character = find_voice(speaker.voice_id);
  if (speaker.is_chosen || character == nullptr || language == "en") {
    return speaker.voice_id;
  }
  return std::string{voice_like(*character, language).voice.id};
}

std::vector<SpeechLine> said_lines(const std::vector<Quote>& quotes,
                                   const std::vector<std::optional<Speaker>>& speakers) {
  std::vector<SpeechLine> lines;
  for (std::size_t i = 0; i < quotes.size(); ++i) {
    if (speakers[i]) {
      std::string language = detect_language(quotes[i].text);
      std::string voice = voice_for(*speakers[i], language);
      lines.push_back({quotes[i].text, std::move(voice), std::move(language)});
    }
  }
  return lines;
}

// Keeps the first lines and code points, and says so in the plan where there were more.
void bound_lines(SoundPlan& plan) {
  if (plan.lines.size() > kMostLines) {
    plan.warnings.push_back(
        fmt::format("the prompt has {} spoken lines; only the first {} are spoken",
                    plan.lines.size(), kMostLines));
    plan.lines.resize(kMostLines);
  }
  std::size_t room = kMostCodePoints;
  for (std::size_t i = 0; i < plan.lines.size(); ++i) {
    std::string& text = plan.lines[i].text;
    const std::size_t asked = text.size();
    text = std::string{first_code_points(text, room)};
    if (text.size() < asked) {
      plan.warnings.push_back(
          fmt::format("the spoken lines are longer than {} characters: line {} is cut, what "
                      "follows is left out",
                      kMostCodePoints, i + 1));
      plan.lines.resize(text.empty() ? i : i + 1);
      return;
    }
    room -= count_code_points(text).value_or(text.size());
  }
}

}  // namespace

SoundPlan plan_sound(std::string_view prompt, std::string_view negative_prompt,
                     std::span<const std::string> voice_ids, double duration_seconds,
                     std::uint64_t seed) {
  const std::string text = cleaned(prompt);
  const std::string negative = to_lower(cleaned(negative_prompt));
  const std::vector<Quote> quotes = find_quotes(text);
  const std::string told = without_quotes(text, quotes);

  SoundWishes wishes = sound_wishes(told, negative);

  SoundPlan plan{.duration_seconds = duration_seconds,
                 .ambience = std::move(wishes.ambience),
                 .refused = std::move(wishes.refused),
                 .ground = std::move(wishes.ground),
                 .seed = seed};
  if (!wishes.is_speech_unwanted) {
    plan.lines = said_lines(quotes, choose_speakers(told, quotes, voice_ids));
    bound_lines(plan);
  } else if (!quotes.empty()) {
    plan.warnings.emplace_back("the prompt asks for no speech: its quoted lines are not spoken");
  }
  return plan;
}

}  // namespace kirin::sound
