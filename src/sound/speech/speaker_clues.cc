#include "sound/speech/speaker_clues.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "sound/prompt_text.h"

namespace kirin::sound {
namespace {

constexpr std::string_view kSentenceEnds = ".!?;";
// What ends a clause, in both scripts.
constexpr std::string_view kClauseEnds[] = {".",  ",",  ";",  ":",  "!",  "?",
                                            "。", "，", "；", "：", "！", "？"};

bool has_colon(std::string_view text) {
  return text.find(':') != std::string_view::npos || text.find("：") != std::string_view::npos;
}

// `text` without the spaces and marks at its end.
std::string_view without_marks_behind(std::string_view text) {
  while (true) {
    text = trimmed(text);
    const auto* const mark = std::ranges::find_if(
        kClauseEnds, [&](std::string_view each) { return text.ends_with(each); });
    if (mark == std::end(kClauseEnds)) {
      return text;
    }
    text.remove_suffix(mark->size());
  }
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at == text.size() || text[at] < 'a' || text[at] > 'z') {
      if (at > begin) {
        words.push_back(text.substr(begin, at - begin));
      }
      begin = at + 1;
    }
  }
  return words;
}

bool contains_any(std::string_view text, std::span<const std::string_view> parts) {
  return std::ranges::any_of(
      parts, [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool ends_with_any(std::string_view text, std::span<const std::string_view> parts) {
  return std::ranges::any_of(parts, [&](std::string_view part) { return text.ends_with(part); });
}

bool has_verb_of_saying(std::string_view text) {
  return std::ranges::any_of(words_of(text), is_verb_of_saying) ||
         contains_any(text, chinese_verbs_of_saying());
}

bool is_speech_introduced(std::string_view text) {
  return has_verb_of_saying(text) || has_colon(text);
}

std::optional<std::string> marked_voice(std::string_view text,
                                        std::span<const std::string> voice_ids) {
  constexpr std::string_view kOpen = "<<<voice_";
  const std::size_t at = text.rfind(kOpen);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  std::size_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + at + kOpen.size(), end, number);
  const bool is_closed =
      std::string_view(rest, static_cast<std::size_t>(end - rest)).starts_with(">>>");
  if (error != std::errc{} || !is_closed || number == 0 || number > voice_ids.size()) {
    return std::nullopt;
  }
  return voice_ids[number - 1];
}

bool is_writing(std::string_view before) {
  const auto words = words_of(before);
  const std::string_view leading = without_marks_behind(before);
  if ((!words.empty() && is_naming(words.back()) && leading.ends_with(words.back())) ||
      ends_with_any(leading, chinese_naming())) {
    return true;
  }
  const auto carriers = find_terms(before, writing_terms());
  if (carriers.empty()) {
    return false;
  }
  const std::string_view since = before.substr(carriers.back().end);
  const auto speakers = find_terms(before, speaker_terms());
  const bool speaker_follows = !speakers.empty() && speakers.back().begin > carriers.back().begin;
  if (speaker_follows || words_of(since).size() > 4 ||
      since.find_first_of(kSentenceEnds) != std::string_view::npos ||
      contains_any(since, std::span<const std::string_view>{kClauseEnds}.subspan(6, 3))) {
    return false;
  }
  const auto between = words_of(since);
  const bool is_relative = std::ranges::any_of(between, [](std::string_view word) {
    return word == "that" || word == "which" || word == "saying" || word == "reading";
  });
  return is_relative || !is_speech_introduced(since) || speakers.empty();
}

bool is_set_off(std::string_view before, const Quote& quote, std::string_view after) {
  constexpr std::string_view kLeads[] = {"a",    "an",   "the",   "his", "her", "their", "its",
                                         "this", "that", "these", "my",  "our", "some",  "of"};
  if (is_speech_introduced(before)) {
    return false;
  }
  if (after.starts_with("的") || after.starts_with("号")) {
    return count_code_points(quote.text).value_or(0) <= 6;
  }
  const auto words = words_of(before);
  const bool is_led = !words.empty() && before.ends_with(' ') &&
                      trimmed(before).ends_with(words.back()) &&
                      std::ranges::find(kLeads, words.back()) != std::end(kLeads);
  const bool goes_on = after.size() > 1 && after[0] == ' ' && after[1] >= 'a' && after[1] <= 'z';
  return is_led && goes_on && std::ranges::count(quote.text, ' ') < 3 &&
         kSentenceEnds.find(quote.text.back()) == std::string_view::npos &&
         quote.text.back() != ',';
}

std::string_view attribution_behind(std::string_view after, const Quote& quote,
                                    bool is_followed_by_quote) {
  constexpr std::size_t kWordsBeforeVerb = 8;
  std::size_t begin = std::min(after.find_first_not_of(" ,"), after.size());
  if (after.substr(begin).starts_with("，")) {
    begin += std::string_view("，").size();
  }
  std::size_t end = after.size();
  std::string_view mark;
  for (const std::string_view each : kClauseEnds) {
    const std::size_t found = after.find(each, begin);
    if (found < end) {
      end = found;
      mark = each;
    }
  }
  const std::string_view clause = after.substr(begin, end - begin);
  const auto words = words_of(clause);
  const bool begins_with_verb = !words.empty() && is_verb_of_saying(words.front());
  if (is_followed_by_quote && !begins_with_verb) {
    const bool leads_on = trimmed(after.substr(std::min(end + mark.size(), after.size()))).empty();
    const bool is_new_sentence = quote.text.ends_with('.') || quote.text.ends_with("。");
    if (leads_on && (mark.empty() || mark == ":" || mark == "：" || is_new_sentence)) {
      return {};
    }
  }
  const auto last =
      words.begin() + static_cast<std::ptrdiff_t>(std::min(words.size(), kWordsBeforeVerb));
  const bool tells = std::any_of(words.begin(), last, is_verb_of_saying) ||
                     contains_any(clause, chinese_verbs_of_saying());
  return tells ? clause : std::string_view{};
}

bool is_object(std::string_view before, std::size_t at) {
  constexpr std::string_view kLeads[] = {
      "to",   "at",     "with",    "behind",  "beside",  "near",   "of",      "from",
      "by",   "for",    "in",      "on",      "over",    "under",  "like",    "around",
      "past", "toward", "towards", "holding", "hugging", "facing", "watching"};
  // Five words at the most: reading all that was told would take the square of its length.
  constexpr std::size_t kObjectLookBack = 160;
  constexpr std::string_view kArticles[] = {"a",     "an", "the", "his",    "her",
                                            "their", "my", "its", "another"};
  if (ends_with_any(trimmed(before.substr(0, at)), chinese_leads_to_object())) {
    return true;
  }
  const std::size_t far = at - std::min(at, kObjectLookBack);
  auto words = words_of(before.substr(far, at - far));
  for (int skipped = 0; skipped < 3 && !words.empty(); ++skipped) {
    const std::string_view word = words.back();
    words.pop_back();
    if (std::ranges::find(kLeads, word) != std::end(kLeads) || is_verb_of_saying(word)) {
      return true;
    }
    if (std::ranges::find(kArticles, word) != std::end(kArticles)) {
      skipped = std::max(skipped, 1);  // what leads to the noun stands right before its article
    }
  }
  return false;
}

Role with_age(Role role, std::string_view told_before) {
  constexpr std::size_t kLookBack = 40;
  constexpr std::string_view kOld[] = {"old", "elderly", "aged", "ancient", "wrinkled"};
  constexpr std::string_view kYoung[] = {"young", "teenage"};
  constexpr std::string_view kOldHan[] = {"老", "年迈的", "年老的", "苍老的"};
  constexpr std::string_view kYoungHan[] = {"年轻", "年轻的"};
  const bool is_man = role == Role::man || role == Role::second_man;
  if (!is_man && role != Role::woman && role != Role::second_woman) {
    return role;
  }
  told_before = told_before.substr(told_before.size() - std::min(told_before.size(), kLookBack));
  const std::size_t sentence = told_before.find_last_of(kSentenceEnds);
  told_before = sentence == std::string_view::npos ? told_before : told_before.substr(sentence);
  auto words = words_of(told_before);
  bool is_old = ends_with_any(told_before, kOldHan);
  bool is_young = ends_with_any(told_before, kYoungHan);
  for (int i = 0; i < 3 && !words.empty(); ++i) {
    const std::string_view word = words.back();
    words.pop_back();
    if (word == "a" || word == "an" || word == "the" || word == "and") {
      break;
    }
    is_old = is_old || std::ranges::find(kOld, word) != std::end(kOld);
    is_young = is_young || std::ranges::find(kYoung, word) != std::end(kYoung);
  }
  if (is_old) {
    return is_man ? Role::old_man : Role::old_woman;
  }
  if (is_young) {
    return is_man ? Role::second_man : Role::second_woman;
  }
  return role;
}

}  // namespace kirin::sound
