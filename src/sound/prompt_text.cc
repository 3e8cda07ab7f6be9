#include "sound/prompt_text.h"

#include <algorithm>

namespace kirin::sound {
namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool is_word_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F) ||
         c >= 0xE0000;
}

bool starts_word(std::string_view text, std::size_t at) {
  return at == 0 || !is_word_letter(text[at - 1]);
}

// Where `term` ends that begins at `at`, or `at` where it does not stand there.
std::size_t end_of_term(std::string_view text, std::size_t at, std::string_view term) {
  if (!text.substr(at).starts_with(term)) {
    return at;
  }
  std::size_t end = at + term.size();
  if (!is_word_letter(term.back())) {
    return end;
  }
  if (!starts_word(text, at)) {
    return at;
  }
  for (const std::string_view plural : {"es", "s"}) {
    const std::size_t longer = end + plural.size();
    if (text.substr(end).starts_with(plural) &&
        (longer == text.size() || !is_word_letter(text[longer]))) {
      return longer;
    }
  }
  return end == text.size() || !is_word_letter(text[end]) ? end : at;
}

}  // namespace

std::optional<CodePoint> code_point_at(std::string_view text, std::size_t at) {
  const unsigned char first = byte_at(text, at);
  if (first < 0x80) {
    return CodePoint{first, 1};
  }
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || at + length > text.size()) {
    return std::nullopt;
  }
  char32_t value = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned char next = byte_at(text, at + i);
    if ((next & 0xC0U) != 0x80U) {
      return std::nullopt;
    }
    value = (value << 6U) | (next & 0x3FU);
  }
  const char32_t least = length == 4 ? 0x10000 : length == 3 ? 0x800 : 0x80;
  if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
    return std::nullopt;
  }
  return CodePoint{value, length};
}

std::string cleaned(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto code = code_point_at(text, at);
    if (!code || is_control(code->value)) {
      out += ' ';
    } else if (!is_invisible(code->value)) {
      out += text.substr(at, code->length);
    }
    at += code ? code->length : 1;
  }
  return out;
}

std::string_view first_code_points(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  std::size_t last_space = 0;
  for (std::size_t seen = 0; at < text.size(); ++seen) {
    if (text[at] == ' ') {
      last_space = at;
    }
    if (seen == count) {
      return text.substr(0, last_space > 0 ? last_space : at);
    }
    const auto code = code_point_at(text, at);
    at += code ? code->length : 1;
  }
  return text;
}

std::vector<Found> find_terms(std::string_view text, std::span<const Term> terms) {
  std::vector<Found> found;
  for (std::size_t at = 0; at < text.size();) {
    Found best{at, at, 0};
    for (const Term& term : terms) {
      const std::size_t end = end_of_term(text, at, term.text);
      if (end > best.end) {
        best = {at, end, term.meaning};
      }
    }
    if (best.end > at) {
      found.push_back(best);
    }
    at = std::max(best.end, at + 1);
  }
  return found;
}

}  // namespace kirin::sound
