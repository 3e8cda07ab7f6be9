/// \file
/// SHA-256, HMAC-SHA-256 and hexadecimal, over OpenSSL.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace kirin {

using Sha256Digest = std::array<std::byte, 32>;

/// SHA-256 of data that arrives in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::span<const std::byte> bytes);
  void update(std::string_view text);
  /// The digest of all that came in. Call once, last.
  Sha256Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The SHA-256 of `text`. For short texts much cheaper than a `Sha256`.
Sha256Digest sha256(std::string_view text);

/// The SHA-256 of `text` as 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view text);

/// HMAC-SHA-256 (RFC 2104).
Sha256Digest hmac_sha256(std::string_view key, std::string_view message);

/// Lower-case hexadecimal.
std::string to_hex(std::span<const std::byte> bytes);

/// True where both are equal; takes the same time wherever they differ. Different lengths are
/// told apart at once.
bool equal_in_constant_time(std::string_view a, std::string_view b);

}  // namespace kirin
