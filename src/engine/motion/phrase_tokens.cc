#include "engine/motion/phrase_tokens.h"

#include <algorithm>

#include "base/text.h"

namespace kirin::engine::motion {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

std::size_t code_point_bytes(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

bool is_seen(char lead) {
  return lead == '\n' || (static_cast<unsigned char>(lead) > ' ' && lead != '-' && lead != '_');
}

}  // namespace

std::vector<std::string> phrase_tokens(std::string_view text) {
  std::vector<std::string> tokens;
  const std::string lower = to_lower(text);
  for (std::size_t at = 0; at < lower.size();) {
    std::size_t end = at;
    while (end < lower.size() && (is_letter(lower[end]) || (lower[end] == '\'' && end > at))) {
      ++end;
    }
    if (end > at) {
      std::string word = lower.substr(at, end - at);
      std::erase(word, '\'');
      tokens.push_back(std::move(word));
    } else {
      end = std::min(lower.size(), at + code_point_bytes(lower[at]));
      if (is_seen(lower[at])) {
        tokens.push_back(lower.substr(at, end - at));
      }
    }
    at = end;
  }
  return tokens;
}

std::string joined_phrase(std::span<const std::string> tokens) {
  std::string phrase;
  for (const std::string& token : tokens) {
    if (!phrase.empty() && is_letter(token[0]) && is_letter(phrase.back())) {
      phrase += ' ';
    }
    phrase += token;
  }
  return phrase;
}

}  // namespace kirin::engine::motion
