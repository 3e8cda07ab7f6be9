#include "sound/speech/voices.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "sound/random.h"

namespace kirin::sound {
namespace {

using enum FliteVoice;
using enum VoiceKind;

// Source rates divide 48000 with a small quotient, which keeps the resampler's table small.
constexpr std::array kRecipes{
    VoiceRecipe{{"en_female_1", "Woman, clear and friendly", "en"},
                female,
                slt,
                0,
                false,
                1.0F,
                16000,
                0,
                false},
    VoiceRecipe{{"en_female_2", "Younger woman, brighter and a little quicker", "en"},
                female,
                slt,
                195,
                false,
                0.95F,
                16800,
                0,
                false},
    VoiceRecipe{{"en_female_3", "Woman, low and warm", "en"},
                female,
                slt,
                155,
                false,
                1.04F,
                15200,
                0,
                false},
    VoiceRecipe{{"en_male_1", "Man, calm", "en"}, male, rms, 0, false, 0.95F, 16000, 0, false},
    VoiceRecipe{
        {"en_male_2", "Man, Scottish accent", "en"}, male, awb, 0, false, 1.0F, 16000, 0, false},
    VoiceRecipe{{"en_male_3", "Man, very deep", "en"}, male, rms, 0, false, 1.0F, 14000, 0, false},
    VoiceRecipe{{"en_narrator", "Narrator, measured and sonorous", "en"},
                male,
                rms,
                0,
                false,
                1.08F,
                15200,
                0,
                false},
    VoiceRecipe{{"en_grandmother", "Old woman, slow, a slight tremor", "en"},
                female,
                slt,
                165,
                false,
                1.2F,
                15600,
                0.3F,
                false},
    VoiceRecipe{{"en_grandfather", "Old man, slow, a slight tremor", "en"},
                male,
                awb,
                112,
                false,
                1.2F,
                15000,
                0.3F,
                false},
    VoiceRecipe{{"en_child", "Child, high and lively", "en"},
                child,
                slt,
                225,
                false,
                0.97F,
                19200,
                0,
                false},
    VoiceRecipe{{"en_boy", "Boy, a little lower than the child", "en"},
                child,
                slt,
                200,
                false,
                0.95F,
                18400,
                0,
                false},
    VoiceRecipe{{"en_robot", "Robot, monotone and metallic", "en"},
                machine,
                kal16,
                105,
                true,
                1.0F,
                16000,
                0,
                true},
};

constexpr auto kVoices = [] {
  std::array<Voice, kRecipes.size()> all{};
  std::ranges::transform(kRecipes, all.begin(), &VoiceRecipe::voice);
  return all;
}();

struct Hint {
  std::string_view part;  ///< of an id; "female" stands before "male", which it contains
  VoiceKind kind;
};
constexpr Hint kHints[] = {
    {"female", female}, {"woman", female}, {"lady", female}, {"girl", child},
    {"boy", child},     {"child", child},  {"kid", child},   {"robot", machine},
    {"male", male},     {"man", male},     {"guy", male},    {"gentle", male},
};

bool is_grown_up(const VoiceRecipe& recipe) { return recipe.kind == male || recipe.kind == female; }

}  // namespace

std::span<const Voice> voices() { return kVoices; }

std::span<const VoiceRecipe> voice_recipes() { return kRecipes; }

const VoiceRecipe* find_voice(std::string_view id) {
  const auto* const found =
      std::ranges::find_if(kRecipes, [&](const VoiceRecipe& each) { return each.voice.id == id; });
  return found == kRecipes.end() ? nullptr : found;
}

const VoiceRecipe& voice_or_stand_in(std::string_view id) {
  if (const VoiceRecipe* const known = find_voice(id)) {
    return *known;
  }
  const std::string lower = to_lower(id);
  const auto* const hint = std::ranges::find_if(
      kHints, [&](const Hint& each) { return lower.find(each.part) != std::string::npos; });
  std::vector<const VoiceRecipe*> candidates;
  for (const VoiceRecipe& recipe : kRecipes) {
    if (hint == std::end(kHints) ? is_grown_up(recipe) : recipe.kind == hint->kind) {
      candidates.push_back(&recipe);
    }
  }
  return *candidates[static_cast<std::size_t>(
      Random(0, id).index(static_cast<int>(candidates.size())))];
}

}  // namespace kirin::sound
