#include "sound/speech/detect_language.h"

#include <cstdio>
// CLD2's header needs FILE and does not say so.
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <vector>

#include "sound/prompt_text.h"
#include "sound/speech/language_words.h"
#include "sound/speech/languages.h"

namespace kirin::sound {
namespace {

enum class Script { latin, han, kana, hangul, cyrillic, greek, arabic, devanagari, other };
constexpr std::size_t kScripts = static_cast<std::size_t>(Script::other) + 1;

struct Range {
  char32_t first;
  char32_t last;
  Script script;
};
constexpr Range kRanges[] = {
    {U'A', U'Z', Script::latin},        {U'a', U'z', Script::latin},
    {0xC0, 0x24F, Script::latin},       {0x1E00, 0x1EFF, Script::latin},
    {0xFF21, 0xFF5A, Script::latin},    {0x370, 0x3FF, Script::greek},
    {0x1F00, 0x1FFF, Script::greek},    {0x400, 0x52F, Script::cyrillic},
    {0x600, 0x6FF, Script::arabic},     {0x750, 0x77F, Script::arabic},
    {0xFB50, 0xFDFF, Script::arabic},   {0xFE70, 0xFEFC, Script::arabic},
    {0x900, 0x97F, Script::devanagari}, {0x3041, 0x30FF, Script::kana},
    {0x31F0, 0x31FF, Script::kana},     {0xFF66, 0xFF9F, Script::kana},
    {0x1100, 0x11FF, Script::hangul},   {0x3130, 0x318F, Script::hangul},
    {0xAC00, 0xD7A3, Script::hangul},   {0x3400, 0x4DBF, Script::han},
    {0x4E00, 0x9FFF, Script::han},      {0xF900, 0xFAFF, Script::han},
    {0x20000, 0x323AF, Script::han},
};

std::optional<Script> script_of(char32_t code) {
  const auto* const range = std::ranges::find_if(
      kRanges, [&](const Range& each) { return each.first <= code && code <= each.last; });
  if (range != std::end(kRanges)) {
    return range->script;
  }
  return u_isalpha(static_cast<UChar32>(code)) != 0 ? std::optional{Script::other} : std::nullopt;
}

using Counts = std::array<std::size_t, kScripts>;

Counts letters_by_script(std::string_view text) {
  Counts counts{};
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = code_point_at(text, at).value_or(CodePoint{U' ', 1});
    at += code.length;
    if (const auto script = script_of(code.value)) {
      ++counts[static_cast<std::size_t>(*script)];
    }
  }
  return counts;
}

// An ideograph or a syllable says about what three letters do.
std::size_t weight(const Counts& counts, Script script) {
  const bool is_syllabic =
      script == Script::han || script == Script::kana || script == Script::hangul;
  return counts[static_cast<std::size_t>(script)] * (is_syllabic ? 3 : 1);
}

void append(std::string& out, char32_t code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0U | (code >> 6U));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0U | (code >> 12U));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    out += static_cast<char>(0xF0U | (code >> 18U));
    out += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
    out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
    out += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

struct Words {
  std::vector<std::string> all;  ///< in lower case
  std::string letters;           ///< the text in lower case
};

Words words_of(std::string_view text) {
  Words words;
  std::string word;
  const auto end_word = [&] {
    while (word.ends_with('\'')) {
      word.pop_back();
    }
    if (!word.empty()) {
      words.all.push_back(std::move(word));
    }
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = code_point_at(text, at).value_or(CodePoint{U' ', 1});
    at += code.length;
    // Lower-cased, İ is two letters; the table has it as it is.
    const auto lower = code.value == U'İ'
                           ? U'İ'
                           : static_cast<char32_t>(u_tolower(static_cast<UChar32>(code.value)));
    append(words.letters, lower);
    if (u_isalpha(static_cast<UChar32>(lower)) != 0) {
      append(word, lower);
    } else if ((lower == U'\'' || lower == U'’') && !word.empty()) {
      word += '\'';
    } else {
      end_word();
    }
  }
  end_word();
  return words;
}

// How many of the space-separated `table`'s languages know each word: a word of many tells little.
const std::map<std::string_view, std::vector<std::size_t>>& languages_of_words() {
  static const auto made = [] {
    std::map<std::string_view, std::vector<std::size_t>> table;
    const auto all = language_words();
    for (std::size_t i = 0; i < all.size(); ++i) {
      std::string_view rest = all[i].words;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        auto& known = table[rest.substr(0, end)];
        if (known.empty() || known.back() != i) {
          known.push_back(i);
        }
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    return table;
  }();
  return made;
}

std::vector<double> scores_of(const Words& words) {
  const auto all = language_words();
  std::vector<double> scores(all.size(), 0);
  for (const std::string& word : words.all) {
    const auto known = languages_of_words().find(word);
    if (known == languages_of_words().end()) {
      continue;
    }
    for (const std::size_t language : known->second) {
      scores[language] += 1.0 / static_cast<double>(known->second.size());
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t at = 0; at < all[i].letters.size();) {
      const std::size_t length = code_point_at(all[i].letters, at).value().length;
      if (words.letters.find(all[i].letters.substr(at, length)) != std::string::npos) {
        scores[i] += 0.6;
      }
      at += length;
    }
  }
  return scores;
}

std::string code_of_cld2(std::string_view code) {
  if (code == "no") {
    return "nb";
  }
  return find_language(code) != nullptr ? std::string{code} : std::string{};
}

// What CLD2 makes of it; empty for none of ours.
std::string told_by_cld2(std::string_view text) {
  const CLD2::CLDHints no_hints{nullptr, nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  std::array<CLD2::Language, 3> likely{};
  std::array<int, 3> percents{};
  std::array<double, 3> scores{};
  int text_bytes = 0;
  bool is_reliable = false;
  const CLD2::Language found = CLD2::ExtDetectLanguageSummary(
      text.data(), static_cast<int>(text.size()), true, &no_hints, CLD2::kCLDFlagBestEffort,
      likely.data(), percents.data(), scores.data(), nullptr, &text_bytes, &is_reliable);
  return code_of_cld2(CLD2::LanguageCode(found));
}

// Of the languages that write so: those the words speak for, CLD2 as one voice among them.
std::string told_by_words(std::string_view text, Script script) {
  constexpr double kVoiceOfCld2 = 0.8;
  const Words words = words_of(text);
  std::vector<double> scores = scores_of(words);
  const std::string second_opinion = told_by_cld2(text);
  const auto all = language_words();
  const std::string_view otherwise = script == Script::cyrillic ? "ru" : "en";
  std::string_view best = otherwise;
  double best_score = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const bool is_cyrillic = all[i].code == "ru" || all[i].code == "uk";
    if (is_cyrillic != (script == Script::cyrillic)) {
      continue;
    }
    const double score = scores[i] + (all[i].code == second_opinion ? kVoiceOfCld2 : 0);
    if (score > best_score + 1e-9) {
      best = all[i].code;
      best_score = score;
    }
  }
  return std::string{best};
}

}  // namespace

std::string detect_language(std::string_view text) {
  const Counts counts = letters_by_script(text);
  Script most = Script::latin;
  for (std::size_t i = 0; i < kScripts; ++i) {
    if (weight(counts, static_cast<Script>(i)) > weight(counts, most)) {
      most = static_cast<Script>(i);
    }
  }
  const bool has_kana = counts[static_cast<std::size_t>(Script::kana)] > 0;
  switch (most) {
    case Script::latin:
    case Script::cyrillic:
      return weight(counts, most) == 0 ? "en" : told_by_words(text, most);
    case Script::han:
      return has_kana ? "ja" : "zh";
    case Script::kana:
      return "ja";
    case Script::hangul:
      return "ko";
    case Script::greek:
      return "el";
    case Script::arabic:
      return "ar";
    case Script::devanagari:
      return "hi";
    case Script::other:
      return "";
  }
  return "en";
}

}  // namespace kirin::sound
