/// \file
/// The Range field for bytes (RFC 9110 §14).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace kirin::net {

/// Bytes `first` to `last` of something, both included.
struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t last = 0;

  std::uint64_t size_bytes() const { return last - first + 1; }
  bool operator==(const ByteRange&) const = default;
};

/// What "bytes=0-99,-500" asks of `size_bytes` bytes: its satisfiable ranges in the order asked.
/// Empty: none can be satisfied (416). Nothing: the field is to be ignored, as RFC 9110 §14.2
/// allows: another unit, malformed, more than 8 ranges, or ranges that together ask for more than
/// there is, which only an attack does.
std::optional<std::vector<ByteRange>> parse_byte_ranges(std::string_view field,
                                                        std::uint64_t size_bytes);

}  // namespace kirin::net
