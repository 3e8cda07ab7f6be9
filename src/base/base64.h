/// \file
/// Base64 with the standard alphabet (RFC 4648, section 4).
///
/// Decoding skips ASCII white space anywhere and takes text with or without its '=' padding. All
/// else is strict: a character outside the alphabet, anything but white space after the padding,
/// padding of the wrong length, and bits that no byte needs but that are not zero (section 3.5) are
/// invalid_argument, with the place.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace kirin {

/// Decodes text that arrives in pieces, cut anywhere. After an error the decoder is of no more use.
class Base64Decoder {
 public:
  /// The most bytes that `decode` writes for a piece of `text_bytes`.
  static constexpr std::size_t most_bytes(std::size_t text_bytes) {
    return (text_bytes + 3) / 4 * 3;
  }

  /// Writes what is whole by now to `out`, which holds at least most_bytes(text.size()), and
  /// returns how many bytes that were. Up to three characters wait for the next piece.
  Result<std::size_t> decode(std::string_view text, std::span<std::byte> out);

  /// Ends the text: writes the last 0, 1 or 2 bytes and returns how many.
  Result<std::size_t> finish(std::span<std::byte, 2> out);

 private:
  Result<void> take(char c, std::span<std::byte> out, std::size_t& written);

  std::uint64_t position_ = 0;  ///< characters seen
  std::uint32_t bits_ = 0;      ///< of the group begun
  int pending_ = 0;             ///< characters of the group begun, 0 to 3
  int pads_ = 0;                ///< '=' seen
};

/// All of `text` at once.
Result<std::vector<std::byte>> base64_decode(std::string_view text);

/// With padding, on one line.
std::string base64_encode(std::span<const std::byte> bytes);

}  // namespace kirin
