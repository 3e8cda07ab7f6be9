#include <fmt/format.h>

#include <optional>

#include "base/text.h"
#include "sound/ambience/ambience.h"
#include "sound/prompt_text.h"
#include "sound/speech/quotes.h"
#include "sound/sound.h"
#include "sound/speech/speaker.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kMostLines = 12;
constexpr std::size_t kMostCodePoints = 600;

std::vector<SpeechLine> said_lines(const std::vector<Quote>& quotes,
                                   const std::vector<std::optional<std::string>>& speakers) {
  std::vector<SpeechLine> lines;
  for (std::size_t i = 0; i < quotes.size(); ++i) {
    if (speakers[i]) {
      lines.push_back({quotes[i].text, *speakers[i]});
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

  SoundPlan plan{
      .duration_seconds = duration_seconds, .ambience = ambience_of(told, negative), .seed = seed};
  if (!is_speech_unwanted(told, negative)) {
    plan.lines = said_lines(quotes, choose_speakers(told, quotes, voice_ids));
    bound_lines(plan);
  } else if (!quotes.empty()) {
    plan.warnings.emplace_back("the prompt asks for no speech: its quoted lines are not spoken");
  }
  return plan;
}

}  // namespace kirin::sound
