#include "sound/speech/external_voices.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "sound/speech/languages.h"
#include "sound/speech/voices.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kLongestName = 64;

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kLongestName &&
         std::ranges::all_of(text, [](unsigned char c) {
           return std::isalnum(c) != 0 || c == '_' || c == '-' || c == '.' || c == ':';
         });
}

// What stands before `mark`, which is removed with it.
std::string_view take(std::string_view& text, char mark) {
  const std::size_t end = std::min(text.find(mark), text.size());
  const std::string_view taken = trimmed(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return taken;
}

Error wrong(std::string_view entry, std::string_view why) {
  return {ErrorCode::invalid_argument,
          fmt::format("voice '{}' {}; a voice is id=name/language/gender/age, such as "
                      "nova=alloy/en/female/adult",
                      entry, why)};
}

Result<ExternalVoice> parse_one(std::string_view entry) {
  std::string_view rest = entry;
  ExternalVoice voice;
  voice.id = std::string{take(rest, '=')};
  voice.name = std::string{take(rest, '/')};
  voice.language = std::string{take(rest, '/')};
  const std::string_view gender = take(rest, '/');
  const std::string_view age = take(rest, '/');
  if (voice.name.empty()) {
    voice.name = voice.id;
  }
  if (!is_name(voice.id) || !is_name(voice.name)) {
    return wrong(entry, "has a name that is not made of letters, digits and _ - . :");
  }
  if (!voice.language.empty() && find_language(voice.language) == nullptr) {
    return wrong(entry,
                 fmt::format("has the language '{}', which is none of ours", voice.language));
  }
  if (!gender.empty()) {
    const auto known = gender_from_string(gender);
    if (!known) {
      return wrong(entry, fmt::format("has the gender '{}', not female, male or none", gender));
    }
    voice.gender = *known;
  }
  if (!age.empty()) {
    const auto known = age_from_string(age);
    if (!known) {
      return wrong(entry, fmt::format("has the age '{}', not child, young, adult or old", age));
    }
    voice.age = *known;
  }
  return voice;
}

}  // namespace

Result<std::vector<ExternalVoice>> parse_external_voices(std::string_view text) {
  std::vector<ExternalVoice> voices;
  while (!text.empty()) {
    const std::string_view entry = take(text, ',');
    if (entry.empty()) {
      continue;
    }
    ASSIGN_OR_RETURN(ExternalVoice voice, parse_one(entry));
    if (std::ranges::find(voices, voice.id, &ExternalVoice::id) != voices.end()) {
      return wrong(entry, "stands there twice");
    }
    voices.push_back(std::move(voice));
  }
  return voices;
}

}  // namespace kirin::sound
