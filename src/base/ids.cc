#include "base/ids.h"

#include <sys/random.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/expects.h"
#include "base/hash.h"

namespace kirin {
namespace {

void fill_random(std::span<std::uint8_t> bytes) {
  // getrandom returns whole requests of up to 256 bytes once the kernel's pool is ready.
  EXPECTS(bytes.size() <= 256);
  EXPECTS(::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()));
}

constexpr std::size_t kIdBytes = 10;

/// Random bytes for this thread's next ids.
struct IdBytes {
  std::array<std::uint8_t, 25 * kIdBytes> bytes{};
  std::size_t used = bytes.size();

  std::span<const std::uint8_t> take() {
    if (used == bytes.size()) {
      fill_random(bytes);
      used = 0;
    }
    used += kIdBytes;
    return std::span{bytes}.subspan(used - kIdBytes, kIdBytes);
  }
};

std::string base32hex(std::span<const std::uint8_t> bytes, std::string_view prefix = {}) {
  constexpr std::string_view kAlphabet = "0123456789abcdefghijklmnopqrstuv";
  std::string text;
  text.reserve(prefix.size() + (bytes.size() * 8 + 4) / 5);
  text = prefix;
  std::uint32_t bits = 0;
  int count = 0;
  for (const std::uint8_t byte : bytes) {
    bits = bits << 8 | byte;
    count += 8;
    while (count >= 5) {
      count -= 5;
      text += kAlphabet[bits >> count & 31U];
    }
  }
  if (count > 0) {
    text += kAlphabet[bits << (5 - count) & 31U];
  }
  return text;
}

}  // namespace

std::string new_task_id(TimePoint now) {
  std::array<std::uint8_t, 12> bytes{};
  const auto seconds = static_cast<std::uint32_t>(to_millis(now) / 1000);
  for (int i = 0; i < 4; ++i) {
    bytes[i] = static_cast<std::uint8_t>(seconds >> (24 - 8 * i));
  }
  fill_random(std::span{bytes}.subspan(4));
  return base32hex(bytes);
}

std::string new_id(std::string_view prefix) {
  std::array<std::uint8_t, kIdBytes> bytes{};
  fill_random(bytes);
  return base32hex(bytes, prefix);
}

std::string new_request_id() {
  thread_local IdBytes ahead;
  return base32hex(ahead.take(), "req_");
}

std::string random_hex(int count) {
  std::vector<std::uint8_t> bytes(static_cast<std::size_t>(count));
  fill_random(bytes);
  return to_hex(std::as_bytes(std::span{bytes}));
}

bool is_visible_id(std::string_view text) {
  return !text.empty() && text.size() <= 128 &&
         std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

}  // namespace kirin
