#include "sound/speech/quotes.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

#include "base/text.h"

namespace kirin::sound {
namespace {

struct Marks {
  std::string_view open;
  std::array<std::string_view, 2> close;
  bool is_apostrophe_too;
};

constexpr Marks kMarks[] = {
    {"\"", {"\"", "”"}, false},  {"“", {"”", "\""}, false},   {"„", {"“", "”"}, false},
    {"«", {"»", "»"}, false},    {"「", {"」", "」"}, false}, {"『", {"』", "』"}, false},
    {"＂", {"＂", "＂"}, false}, {"‘", {"’", "'"}, true},     {"'", {"'", "’"}, true},
};

// Not spoken inside a quote: every mark but the apostrophes.
constexpr std::string_view kInnerMarks[] = {"\"", "“",  "”",  "„",  "«", "»",
                                            "「", "」", "『", "』", "＂"};

constexpr std::string_view kVerbs[] = {
    "say",       "says",      "said",     "saying",    "ask",        "asks",      "asked",
    "asking",    "whisper",   "whispers", "whispered", "whispering", "shout",     "shouts",
    "shouted",   "shouting",  "yell",     "yells",     "yelled",     "yelling",   "cry",
    "cries",     "cried",     "exclaims", "exclaimed", "reply",      "replies",   "replied",
    "answer",    "answers",   "answered", "announces", "announced",  "murmurs",   "murmured",
    "mutters",   "muttered",  "sings",    "sang",      "singing",    "speaks",    "spoke",
    "speaking",  "tells",     "told",     "telling",   "narrates",   "narrated",  "narrating",
    "explains",  "explained", "greets",   "calls",     "adds",       "added",     "begins",
    "continues", "declares",  "laughs",   "sighs",     "responds",   "responded", "whimpers",
    "screams",   "screamed",  "states",   "repeats",   "mumbles",    "goes",
};

bool is_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The word that ends `text`, spaces aside, in lower case.
std::string last_word(std::string_view text) {
  text = trimmed(text);
  std::size_t begin = text.size();
  while (begin > 0 && is_letter_or_digit(text[begin - 1])) {
    --begin;
  }
  return to_lower(text.substr(begin));
}

// What leads to a quote stands right before it: looking no further keeps a text of nothing but
// marks and spaces from taking the square of its length.
constexpr std::size_t kLookBack = 64;

bool introduces_speech(std::string_view before) {
  before = trimmed(before.substr(before.size() - std::min(before.size(), kLookBack)));
  return before.ends_with(':') || before.ends_with(',') || before.ends_with("：") ||
         is_verb_of_saying(last_word(before));
}

bool may_open(std::string_view prompt, std::size_t at, const Marks& marks) {
  if (marks.is_apostrophe_too) {
    return introduces_speech(prompt.substr(0, at)) &&
           (at == 0 || !is_letter_or_digit(prompt[at - 1]));
  }
  return marks.open != "\"" || at == 0 || !is_letter_or_digit(prompt[at - 1]);
}

struct Closing {
  std::size_t begin;
  std::size_t end;
};

std::optional<Closing> find_closing(std::string_view prompt, std::size_t from, const Marks& marks) {
  for (std::size_t at = from; at < prompt.size(); ++at) {
    for (const std::string_view close : marks.close) {
      const std::size_t end = at + close.size();
      if (prompt.substr(at).starts_with(close) &&
          !(marks.is_apostrophe_too && end < prompt.size() && is_letter_or_digit(prompt[end]))) {
        return Closing{at, end};
      }
    }
  }
  return std::nullopt;
}

std::string spoken_text(std::string_view inner) {
  std::string text;
  for (std::size_t at = 0; at < inner.size();) {
    const auto mark = std::ranges::find_if(
        kInnerMarks, [&](std::string_view each) { return inner.substr(at).starts_with(each); });
    if (mark != std::end(kInnerMarks)) {
      at += mark->size();
      continue;
    }
    if (inner[at] != ' ' || (!text.empty() && text.back() != ' ')) {
      text += inner[at];
    }
    ++at;
  }
  return std::string{trimmed(text)};
}

}  // namespace

bool is_verb_of_saying(std::string_view word) {
  return std::ranges::find(kVerbs, word) != std::end(kVerbs);
}

std::vector<Quote> find_quotes(std::string_view prompt) {
  std::vector<Quote> quotes;
  // Where a mark has no partner behind it, none further on has: each kind is sought in vain once.
  std::array<bool, std::size(kMarks)> is_lonely{};
  for (std::size_t at = 0; at < prompt.size();) {
    const auto* const marks = std::ranges::find_if(
        kMarks, [&](const Marks& each) { return prompt.substr(at).starts_with(each.open); });
    if (marks == std::end(kMarks)) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    at += marks->open.size();
    if (is_lonely[static_cast<std::size_t>(marks - kMarks)] || !may_open(prompt, begin, *marks)) {
      continue;
    }
    const auto closing = find_closing(prompt, at, *marks);
    is_lonely[static_cast<std::size_t>(marks - kMarks)] = !closing;
    if (closing) {
      std::string text = spoken_text(prompt.substr(at, closing->begin - at));
      at = closing->end;
      if (!text.empty()) {
        quotes.push_back({begin, at, std::move(text)});
      }
    }
  }
  return quotes;
}

std::string without_quotes(std::string_view prompt, const std::vector<Quote>& quotes) {
  std::string told = to_lower(prompt);
  for (const Quote& quote : quotes) {
    std::fill(told.begin() + static_cast<std::ptrdiff_t>(quote.begin),
              told.begin() + static_cast<std::ptrdiff_t>(quote.end), ' ');
  }
  return told;
}

}  // namespace kirin::sound
