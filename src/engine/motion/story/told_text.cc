#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "engine/motion/story/words.h"
#include "sound/prompt_text.h"
#include "sound/speech/quotes.h"

namespace kirin::engine::motion::story {
namespace {

using Characters = std::unordered_map<std::string_view, std::string_view>;

/// Traditional characters and their simplified forms: views of the lexicon.
const Characters& simple_forms() {
  static const Characters forms = [] {
    Characters found;
    for (const Entry& entry : lexicon().entries()) {
      if (entry.topic == Topic::script) {
        for (std::size_t i = 0; i + 1 < entry.chinese.size(); i += 2) {
          found.emplace(entry.chinese[i], entry.chinese[i + 1]);
        }
      }
    }
    return found;
  }();
  return forms;
}

std::string simplified(std::string_view text) {
  const Characters& forms = simple_forms();
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = sound::code_point_at(text, at);
    const std::size_t length = point ? point->length : 1;
    const std::string_view character = text.substr(at, length);
    at += length;
    if (point && point->value >= 0xFF10 && point->value <= 0xFF5A &&
        !(point->value >= 0xFF1A && point->value <= 0xFF20)) {
      plain += static_cast<char>(point->value - 0xFEE0);  // full-width letters and digits
      continue;
    }
    const auto form = forms.find(character);
    plain += form == forms.end() ? character : form->second;
  }
  return to_lower(plain);
}

/// Voice marks become spaces; one that is not closed is text.
void blank_voice_marks(std::string& text) {
  for (std::size_t at = text.find("<<<"); at != std::string::npos; at = text.find("<<<", at)) {
    const std::size_t end = text.find(">>>", at);
    if (end == std::string::npos) {
      return;
    }
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(at),
              text.begin() + static_cast<std::ptrdiff_t>(end + 3), ' ');
  }
}

}  // namespace

std::string told_text(std::string_view prompt) {
  std::string lines;
  lines.reserve(prompt.size());
  for (const char c : prompt) {
    lines += c == '\n' ? std::string_view{". "} : std::string_view{&c, 1};
  }
  const std::string clean = sound::cleaned(lines);
  const auto quotes = sound::find_quotes(clean);
  const std::string_view bare = trimmed(clean);
  if (quotes.size() == 1 && quotes[0].end - quotes[0].begin == bare.size()) {
    return simplified(quotes[0].text);
  }
  std::string text = sound::without_quotes(clean, quotes);
  blank_voice_marks(text);
  return simplified(text);
}

}  // namespace kirin::engine::motion::story
