#include "base/base64.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/base64_groups.h"

namespace kirin {
namespace {

constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v';
}

Error unexpected(std::string_view what, std::uint64_t position) {
  return Error{ErrorCode::invalid_argument, fmt::format("{} at offset {}", what, position)};
}

Error not_base64(char c, std::uint64_t position) {
  const auto code = static_cast<unsigned char>(c);
  if (code > 0x20 && code < 0x7f) {
    return unexpected(fmt::format("'{}' is not a base64 character", c), position);
  }
  return unexpected(fmt::format("byte 0x{:02x} is not a base64 character", code), position);
}

}  // namespace

Result<void> Base64Decoder::take(char c, std::span<std::byte> out, std::size_t& written) {
  if (is_space(c)) {
    return {};
  }
  if (c == '=') {
    if (pending_ < 2 || pending_ + pads_ == 4) {
      return unexpected("'=' where no padding is due", position_);
    }
    ++pads_;
    return {};
  }
  const std::uint8_t sextet = kBase64Sextets[static_cast<unsigned char>(c)];
  if (sextet == kNotBase64) {
    return not_base64(c, position_);
  }
  if (pads_ > 0) {
    return unexpected("text after the padding", position_);
  }
  bits_ = bits_ << 6 | sextet;
  if (++pending_ == 4) {
    out[written++] = static_cast<std::byte>(bits_ >> 16);
    out[written++] = static_cast<std::byte>(bits_ >> 8);
    out[written++] = static_cast<std::byte>(bits_);
    bits_ = 0;
    pending_ = 0;
  }
  return {};
}

Result<std::size_t> Base64Decoder::decode(std::string_view text, std::span<std::byte> out) {
  EXPECTS(out.size() >= most_bytes(text.size()));
  std::size_t written = 0;
  while (!text.empty()) {
    if (pending_ == 0) {
      const std::size_t taken = base64_decode_groups(text, out.subspan(written));
      written += taken / 4 * 3;
      position_ += taken;
      text.remove_prefix(taken);
    }
    // The rest of this group, or the white space, padding or error that stopped the fast path.
    while (!text.empty()) {
      RETURN_IF_ERROR(take(text.front(), out, written));
      ++position_;
      text.remove_prefix(1);
      if (pending_ == 0) {
        break;
      }
    }
  }
  return written;
}

Result<std::size_t> Base64Decoder::finish(std::span<std::byte, 2> out) {
  if (pending_ == 0) {
    return std::size_t{0};
  }
  if (pending_ == 1) {
    return unexpected("the text ends inside a byte", position_);
  }
  if (pads_ > 0 && pending_ + pads_ != 4) {
    return unexpected("the text ends before its second '='", position_);
  }
  const int spare_bits = pending_ == 2 ? 4 : 2;
  if ((bits_ & ((1U << spare_bits) - 1)) != 0) {
    return unexpected("the last character holds bits that belong to no byte", position_);
  }
  const std::uint32_t bytes = bits_ >> spare_bits;
  const auto count = static_cast<std::size_t>(pending_ - 1);
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = static_cast<std::byte>(bytes >> 8 * (count - 1 - i));
  }
  return count;
}

Result<std::vector<std::byte>> base64_decode(std::string_view text) {
  Base64Decoder decoder;
  std::vector<std::byte> bytes(Base64Decoder::most_bytes(text.size()));
  ASSIGN_OR_RETURN(std::size_t size, decoder.decode(text, bytes));
  std::array<std::byte, 2> tail{};
  ASSIGN_OR_RETURN(const std::size_t tail_size, decoder.finish(tail));
  bytes.resize(size);
  bytes.insert(bytes.end(), tail.begin(), tail.begin() + static_cast<std::ptrdiff_t>(tail_size));
  return bytes;
}

std::string base64_encode(std::span<const std::byte> bytes) {
  std::string text((bytes.size() + 2) / 3 * 4, '=');
  char* to = text.data();
  while (!bytes.empty()) {
    const std::size_t count = std::min<std::size_t>(bytes.size(), 3);
    std::uint32_t bits = 0;
    for (std::size_t i = 0; i < count; ++i) {
      bits |= std::to_integer<std::uint32_t>(bytes[i]) << (16 - 8 * i);
    }
    for (std::size_t i = 0; i <= count; ++i) {
      to[i] = kBase64Alphabet[bits >> (18 - 6 * i) & 0x3f];
    }
    to += 4;
    bytes = bytes.subspan(count);
  }
  return text;
}

}  // namespace kirin
