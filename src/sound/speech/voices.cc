#include "sound/speech/voices.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "sound/random.h"

namespace kirin::sound {
namespace {

using enum FliteVoice;
using enum Gender;
using enum Age;
using enum SpeechEngine;

// flite's source rates divide 48000 with a small quotient, which keeps the resampler's table small.
constexpr std::array kRecipes{
    VoiceRecipe{.voice = {"en_female_1", "Clara", "Woman, clear and friendly", "en", female, adult},
                .engine = flite,
                .timbre = {"f2", 55}},
    VoiceRecipe{.voice = {"en_female_2", "June", "Younger woman, brighter and a little quicker",
                          "en", female, young},
                .engine = flite,
                .timbre = {"f5", 60, 1.04F},
                .pitch_hz = 195,
                .slowness = 0.95F,
                .source_hz = 16800},
    VoiceRecipe{.voice = {"en_female_3", "Marion", "Woman, low and warm", "en", female, adult},
                .engine = flite,
                .timbre = {"f4", 42, 0.95F},
                .pitch_hz = 155,
                .slowness = 1.04F,
                .source_hz = 15200},
    VoiceRecipe{
        .voice = {"en_female_4", "Rose", "Woman, smooth and full (festival)", "en", female, adult},
        .engine = festival,
        .timbre = {"f3", 50},
        .in_english = "en_female_1"},
    VoiceRecipe{.voice = {"en_male_1", "Tom", "Man, calm", "en", male, adult},
                .engine = flite,
                .timbre = {"m3", 52},
                .base = rms,
                .slowness = 0.95F},
    VoiceRecipe{.voice = {"en_male_2", "Ewan", "Man, Scottish accent", "en", male, adult},
                .engine = flite,
                .timbre = {"m2", 62, 1.04F},
                .base = awb},
    VoiceRecipe{.voice = {"en_male_3", "Hector", "Man, very deep", "en", male, adult},
                .engine = flite,
                .timbre = {"m1", 46, 0.92F},
                .base = rms,
                .source_hz = 14000},
    VoiceRecipe{
        .voice = {"en_narrator", "Narrator", "Narrator, measured and sonorous", "en", male, adult},
        .engine = flite,
        .timbre = {"m6", 44, 0.96F},
        .base = rms,
        .slowness = 1.08F,
        .source_hz = 15200},
    VoiceRecipe{
        .voice = {"en_grandmother", "Edith", "Old woman, slow, a slight tremor", "en", female, old},
        .engine = flite,
        .timbre = {"grandma", 48, 0.97F},
        .pitch_hz = 165,
        .slowness = 1.2F,
        .source_hz = 15600,
        .tremor = 0.3F},
    VoiceRecipe{
        .voice = {"en_grandfather", "Arthur", "Old man, slow, a slight tremor", "en", male, old},
        .engine = flite,
        .timbre = {"grandpa", 50, 0.94F},
        .base = awb,
        .pitch_hz = 112,
        .slowness = 1.2F,
        .source_hz = 15000,
        .tremor = 0.3F},
    VoiceRecipe{.voice = {"en_child", "Pip", "Child, high and lively", "en", female, child},
                .engine = flite,
                .timbre = {"f5", 72, 1.2F},
                .pitch_hz = 225,
                .slowness = 0.97F,
                .source_hz = 19200},
    VoiceRecipe{.voice = {"en_boy", "Sam", "Boy, a little lower than the child", "en", male, child},
                .engine = flite,
                .timbre = {"f2", 64, 1.15F},
                .pitch_hz = 200,
                .slowness = 0.95F,
                .source_hz = 18400},
    VoiceRecipe{.voice = {"en_robot", "Unit 7", "Robot, monotone and metallic", "en", none, adult},
                .engine = flite,
                .timbre = {"m7", 48},
                .base = kal16,
                .pitch_hz = 105,
                .is_monotone = true,
                .is_metallic = true},
    VoiceRecipe{.voice = {"zh_female_1", "Mei", "Woman, clear", "zh", female, adult},
                .timbre = {"f2", 58},
                .in_english = "en_female_1"},
    VoiceRecipe{.voice = {"zh_female_2", "Lan", "Younger woman, bright", "zh", female, young},
                .timbre = {"linda", 54, 1.03F},
                .in_english = "en_female_2"},
    VoiceRecipe{.voice = {"zh_male_1", "Wei", "Man, calm", "zh", male, adult},
                .timbre = {"m3", 64, 1.04F},
                .in_english = "en_male_1"},
    VoiceRecipe{.voice = {"zh_male_2", "Gang", "Man, deep", "zh", male, adult},
                .timbre = {"m5", 48, 0.93F},
                .in_english = "en_male_3"},
    VoiceRecipe{.voice = {"zh_child", "Bao", "Child, high", "zh", female, child},
                .timbre = {"f5", 74, 1.18F},
                .in_english = "en_child"},
    VoiceRecipe{.voice = {"zh_grandmother", "Nainai", "Old woman, slow, a slight tremor", "zh",
                          female, old},
                .timbre = {"grandma", 50, 0.96F},
                .slowness = 1.15F,
                .tremor = 0.3F,
                .in_english = "en_grandmother"},
    VoiceRecipe{
        .voice = {"zh_grandfather", "Yeye", "Old man, slow, a slight tremor", "zh", male, old},
        .timbre = {"grandpa", 48, 0.92F},
        .slowness = 1.24F,
        .tremor = 0.3F,
        .in_english = "en_grandfather"},
    VoiceRecipe{.voice = {"zh_narrator", "Pangbai", "Narrator, measured", "zh", male, adult},
                .timbre = {"m6", 57, 0.97F},
                .slowness = 1.06F,
                .in_english = "en_narrator"},
    VoiceRecipe{
        .voice = {"ja_female_1", "Yui", "Woman, light (reads kana only)", "ja", female, adult},
        .timbre = {"f5", 58, 1.03F},
        .in_english = "en_female_2"},
    VoiceRecipe{.voice = {"ja_male_1", "Ken", "Man, even (reads kana only)", "ja", male, adult},
                .timbre = {"m3", 55},
                .in_english = "en_male_1"},
    VoiceRecipe{.voice = {"ko_female_1", "Hana", "Woman, clear", "ko", female, adult},
                .timbre = {"f3", 56, 1.02F},
                .in_english = "en_female_1"},
    VoiceRecipe{.voice = {"es_female_1", "Lucía", "Woman, warm", "es", female, adult},
                .timbre = {"f3", 52},
                .in_english = "en_female_1"},
    VoiceRecipe{.voice = {"es_male_1", "Mateo", "Man, lively", "es", male, adult},
                .timbre = {"m2", 56, 1.02F},
                .in_english = "en_male_1"},
    VoiceRecipe{.voice = {"fr_female_1", "Camille", "Woman, soft", "fr", female, adult},
                .timbre = {"f4", 58, 1.02F},
                .in_english = "en_female_3"},
    VoiceRecipe{.voice = {"fr_male_1", "Luc", "Man, even", "fr", male, adult},
                .timbre = {"m7", 55},
                .in_english = "en_male_1"},
    VoiceRecipe{.voice = {"de_female_1", "Greta", "Woman, firm", "de", female, adult},
                .timbre = {"f4", 54},
                .in_english = "en_female_1"},
    VoiceRecipe{.voice = {"de_male_1", "Karl", "Man, deep", "de", male, adult},
                .timbre = {"m5", 44, 0.96F},
                .in_english = "en_male_3"},
    VoiceRecipe{.voice = {"it_female_1", "Giulia", "Woman, lively", "it", female, adult},
                .timbre = {"f2", 60, 1.02F},
                .in_english = "en_female_2"},
    VoiceRecipe{.voice = {"pt_female_1", "Ana", "Woman, warm (Brazil)", "pt", female, adult},
                .timbre = {"f3", 54},
                .in_english = "en_female_1"},
    VoiceRecipe{.voice = {"ru_male_1", "Ivan", "Man, deep", "ru", male, adult},
                .timbre = {"m1", 46, 0.95F},
                .in_english = "en_male_3"},
};

constexpr auto kVoices = [] {
  std::array<Voice, kRecipes.size()> all{};
  std::ranges::transform(kRecipes, all.begin(), &VoiceRecipe::voice);
  return all;
}();

enum class Hinted { woman, man, child, boy, machine };

struct Hint {
  std::string_view part;  ///< of an id; "female" stands before "male", which it contains
  Hinted hinted;
};
constexpr Hint kHints[] = {
    {"female", Hinted::woman}, {"woman", Hinted::woman},   {"lady", Hinted::woman},
    {"girl", Hinted::child},   {"boy", Hinted::boy},       {"child", Hinted::child},
    {"kid", Hinted::child},    {"robot", Hinted::machine}, {"male", Hinted::man},
    {"man", Hinted::man},      {"guy", Hinted::man},       {"gentle", Hinted::man},
};

bool is_grown_up(const Voice& voice) {
  return (voice.age == adult || voice.age == young) && voice.gender != none;
}

bool fits(const Voice& voice, Hinted hinted) {
  switch (hinted) {
    case Hinted::woman:
      return is_grown_up(voice) && voice.gender == female;
    case Hinted::man:
      return is_grown_up(voice) && voice.gender == male;
    case Hinted::child:
      return voice.age == child && voice.gender == female;
    case Hinted::boy:
      return voice.age == child && voice.gender == male;
    case Hinted::machine:
      return voice.gender == none;
  }
  return false;
}

constexpr std::pair<Gender, std::string_view> kGenders[] = {
    {none, "none"}, {female, "female"}, {male, "male"}};
constexpr std::pair<Age, std::string_view> kAges[] = {
    {child, "child"}, {young, "young"}, {adult, "adult"}, {old, "old"}};

template <typename Value, std::size_t kCount>
std::optional<Value> named(const std::pair<Value, std::string_view> (&names)[kCount],
                           std::string_view text) {
  for (const auto& [value, name] : names) {
    if (name == text) {
      return value;
    }
  }
  return std::nullopt;
}

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
    if (recipe.voice.language == "en" &&
        (hint == std::end(kHints) ? is_grown_up(recipe.voice) : fits(recipe.voice, hint->hinted))) {
      candidates.push_back(&recipe);
    }
  }
  return *candidates[static_cast<std::size_t>(
      Random(0, id).index(static_cast<int>(candidates.size())))];
}

const VoiceRecipe& voice_like(const VoiceRecipe& like, std::string_view language) {
  const auto is_same_kind = [&](const VoiceRecipe& each) {
    return each.voice.gender == like.voice.gender && each.voice.age == like.voice.age;
  };
  std::size_t rank = 0;  // among its own kind
  for (const VoiceRecipe& each : kRecipes) {
    if (&each == &like) {
      break;
    }
    rank += each.voice.language == like.voice.language && is_same_kind(each) ? 1 : 0;
  }
  std::vector<const VoiceRecipe*> same;
  const VoiceRecipe* of_gender = nullptr;
  for (const VoiceRecipe& each : kRecipes) {
    if (each.voice.language != language) {
      continue;
    }
    if (is_same_kind(each)) {
      same.push_back(&each);
    }
    if (of_gender == nullptr && is_grown_up(each.voice) && is_grown_up(like.voice) &&
        each.voice.gender == like.voice.gender) {
      of_gender = &each;
    }
  }
  const bool is_narrator = like.voice.id.ends_with("_narrator");
  for (const VoiceRecipe* each : same) {
    if (is_narrator && each->voice.id.ends_with("_narrator")) {
      return *each;
    }
  }
  if (!same.empty()) {
    return *same[rank % same.size()];
  }
  return of_gender != nullptr ? *of_gender : like;
}

std::string_view to_string(Gender gender) {
  return std::ranges::find(kGenders, gender, &std::pair<Gender, std::string_view>::first)->second;
}

std::string_view to_string(Age age) {
  return std::ranges::find(kAges, age, &std::pair<Age, std::string_view>::first)->second;
}

std::optional<Gender> gender_from_string(std::string_view text) { return named(kGenders, text); }

std::optional<Age> age_from_string(std::string_view text) { return named(kAges, text); }

}  // namespace kirin::sound
