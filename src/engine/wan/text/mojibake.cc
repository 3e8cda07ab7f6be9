#include "engine/wan/text/mojibake.h"

#include <unicode/unistr.h>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace kirin::wan {
namespace {

/// Windows-1252's characters for the bytes 0x80 to 0x9F; bytes without one stand for themselves.
constexpr std::array<char32_t, 32> kHighControls{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/// The byte that Windows-1252 writes for a character above ASCII.
std::optional<std::uint8_t> byte_of(char32_t character) {
  if (character >= 0xA0 && character <= 0xFF) {
    return static_cast<std::uint8_t>(character);
  }
  for (std::size_t i = 0; i < kHighControls.size(); ++i) {
    if (kHighControls[i] == character || character == 0x80 + i) {
      return static_cast<std::uint8_t>(0x80 + i);
    }
  }
  return std::nullopt;
}

/// A character decoded from the bytes that others stand for.
struct Decoded {
  std::size_t length = 0;  ///< characters it was made of
  char32_t character = 0;
  std::uint8_t lead = 0;
};

std::optional<Decoded> decode_at(const std::vector<char32_t>& text, std::size_t at) {
  const auto lead = byte_of(text[at]);
  if (!lead || *lead < 0xC2 || *lead > 0xF4) {
    return std::nullopt;
  }
  const std::size_t length = *lead < 0xE0 ? 2 : *lead < 0xF0 ? 3 : 4;
  if (at + length > text.size()) {
    return std::nullopt;
  }
  char32_t character = *lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = byte_of(text[at + i]);
    if (!byte || (*byte & 0xC0U) != 0x80U) {
      return std::nullopt;
    }
    character = (character << 6U) | (*byte & 0x3FU);
  }
  constexpr std::array<char32_t, 5> kSmallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
  if (character < kSmallest[length] || character > 0x10FFFF || surrogate) {
    return std::nullopt;
  }
  return Decoded{length, character, *lead};
}

/// Whether no writer would mean the characters as they stand: see the header.
bool convincing(const std::vector<char32_t>& text, std::size_t at, const Decoded& decoded,
                bool after_another) {
  const std::size_t after = at + decoded.length;
  return decoded.length > 2 || decoded.lead <= 0xC3 || after_another ||
         (after < text.size() && decode_at(text, after).has_value());
}

std::vector<char32_t> once(const std::vector<char32_t>& text) {
  std::vector<char32_t> out;
  bool after_another = false;
  for (std::size_t at = 0; at < text.size();) {
    const auto decoded = decode_at(text, at);
    after_another = decoded && convincing(text, at, *decoded, after_another);
    if (after_another) {
      out.push_back(decoded->character);
      at += decoded->length;
    } else {
      out.push_back(text[at++]);
    }
  }
  return out;
}

std::vector<char32_t> code_points(std::string_view utf8) {
  const auto text =
      icu::UnicodeString::fromUTF8({utf8.data(), static_cast<std::int32_t>(utf8.size())});
  std::vector<char32_t> out;
  for (std::int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1)) {
    out.push_back(static_cast<char32_t>(text.char32At(i)));
  }
  return out;
}

}  // namespace

std::string repair_mojibake(std::string_view text) {
  std::vector<char32_t> before = code_points(text);
  constexpr int kMostTimes = 4;
  bool changed = false;
  for (int i = 0; i < kMostTimes; ++i) {
    std::vector<char32_t> after = once(before);
    if (after == before) {
      break;
    }
    changed = true;
    before = std::move(after);
  }
  if (!changed) {
    return std::string(text);
  }
  icu::UnicodeString repaired;
  for (const char32_t character : before) {
    repaired.append(static_cast<UChar32>(character));
  }
  std::string out;
  repaired.toUTF8String(out);
  return out;
}

}  // namespace kirin::wan
