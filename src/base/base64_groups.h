/// \file
/// The inner loops of base64.h: whole groups of four characters to three bytes, plain and with
/// vectors.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace kirin {

inline constexpr std::string_view kBase64Alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
inline constexpr std::uint8_t kNotBase64 = 0xff;

/// The value of each character, 0 to 63, or kNotBase64.
inline constexpr std::array<std::uint8_t, 256> kBase64Sextets = [] {
  std::array<std::uint8_t, 256> sextets{};
  sextets.fill(kNotBase64);
  for (std::size_t i = 0; i < kBase64Alphabet.size(); ++i) {
    sextets[static_cast<unsigned char>(kBase64Alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return sextets;
}();

/// Decodes the leading groups of `text` that hold nothing but the alphabet, and returns how many
/// characters these are, a multiple of four. Writes three bytes for each group; `out` holds at
/// least text.size() / 4 * 3, and what lies there behind the result may be overwritten.
std::size_t base64_decode_groups(std::string_view text, std::span<std::byte> out);

/// The same, one group at a time: the tail of the fast path and its reference.
std::size_t base64_decode_groups_plain(std::string_view text, std::span<std::byte> out);

}  // namespace kirin
