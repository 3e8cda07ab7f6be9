#include "engine/wan/text/html_entities.h"

#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>

namespace kirin::wan {
namespace {

void append_utf8(std::string& out, std::uint32_t code) {
  std::string one;
  icu::UnicodeString(static_cast<UChar32>(code)).toUTF8String(one);
  out += one;
}

using Table = std::map<std::string_view, std::string, std::less<>>;

/// Name (with its semicolon, if it has one) → UTF-8.
const Table& table() {
  static const Table all = [] {
    Table names;
    std::string_view rest = embedded_entities();
    while (!rest.empty()) {
      const auto end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.empty() || line.front() == '#') {
        continue;
      }
      const auto space = line.find(' ');
      std::string meaning;
      for (std::string_view codes = line.substr(space + 1); !codes.empty();) {
        std::uint32_t code = 0;
        const auto parsed = std::from_chars(codes.data(), codes.data() + codes.size(), code, 16);
        append_utf8(meaning, code);
        codes.remove_prefix(static_cast<std::size_t>(parsed.ptr - codes.data()));
        codes.remove_prefix(codes.empty() ? 0 : 1);
      }
      names.emplace(line.substr(0, space), std::move(meaning));
    }
    return names;
  }();
  return all;
}

/// What the numbers 0x80 to 0x9F mean: Windows-1252 (WHATWG HTML 13.2.5.80, the table there); 0: as
/// it is.
constexpr std::array<std::uint16_t, 32> kControls{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/// Whether HTML forbids the code point altogether.
bool forbidden(std::uint32_t code) {
  const bool control = (code >= 0x1 && code <= 0x8) || code == 0xB ||
                       (code >= 0xE && code <= 0x1F) || (code >= 0x7F && code <= 0x9F);
  return control || (code >= 0xFDD0 && code <= 0xFDEF) || (code & 0xFFFEU) == 0xFFFEU;
}

std::string meaning_of(std::uint32_t code) {
  std::string text;
  if (code >= 0x80 && code <= 0x9F) {
    const std::uint32_t meant = kControls[code - 0x80];
    append_utf8(text, meant != 0 ? meant : code);
  } else if (code == 0x0D) {
    text = "\r";
  } else if (code == 0 || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) {
    append_utf8(text, 0xFFFD);
  } else if (!forbidden(code)) {
    append_utf8(text, code);
  }
  return text;
}

struct Reference {
  std::size_t length = 0;  ///< bytes after the '&'
  std::string meaning;
};

/// A number after "&#"; `rest` begins with the '#'.
std::optional<Reference> numeric(std::string_view rest) {
  const bool hex = rest.size() > 1 && (rest[1] == 'x' || rest[1] == 'X');
  std::size_t at = hex ? 2 : 1;
  const std::size_t first = at;
  std::uint32_t code = 0;
  for (; at < rest.size(); ++at) {
    const char c = rest[at];
    std::uint32_t digit = 0;
    if (c >= '0' && c <= '9') {
      digit = static_cast<std::uint32_t>(c - '0');
    } else if (hex && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))) {
      digit = static_cast<std::uint32_t>((c | 0x20) - 'a') + 10;
    } else {
      break;
    }
    code = std::min<std::uint32_t>(0x110000, code * (hex ? 16 : 10) + digit);
  }
  if (at == first) {
    return std::nullopt;
  }
  const bool closed = at < rest.size() && rest[at] == ';';
  return Reference{at + (closed ? 1 : 0), meaning_of(code)};
}

/// The longest name of the table that `rest` begins with.
std::optional<Reference> named(std::string_view rest) {
  constexpr std::size_t kLongestName = 32;
  std::size_t length = 0;
  while (length < rest.size() && length <= kLongestName &&
         (std::isalnum(static_cast<unsigned char>(rest[length])) != 0)) {
    ++length;
  }
  if (length < rest.size() && rest[length] == ';') {
    ++length;
  }
  for (; length > 1; --length) {
    const auto found = table().find(rest.substr(0, length));
    if (found != table().end()) {
      return Reference{length, found->second};
    }
  }
  return std::nullopt;
}

}  // namespace

std::string unescape_html(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto mark = std::min(text.find('&'), text.size());
    out += text.substr(0, mark);
    text.remove_prefix(mark);
    if (text.empty()) {
      break;
    }
    const std::string_view rest = text.substr(1);
    const auto reference = rest.starts_with('#') ? numeric(rest) : named(rest);
    out += reference ? reference->meaning : "&";
    text.remove_prefix(1 + (reference ? reference->length : 0));
  }
  return out;
}

}  // namespace kirin::wan
