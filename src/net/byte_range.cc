#include "net/byte_range.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.h"

namespace kirin::net {
namespace {

constexpr std::size_t kMaxRanges = 8;

/// Digits as a number, the largest one where it does not fit; nothing where it is no number.
std::optional<std::uint64_t> parse_position(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || !std::all_of(text.begin(), text.end(), is_digit)) {
    return std::nullopt;
  }
  std::uint64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc{} ? value : std::numeric_limits<std::uint64_t>::max();
}

/// One of the comma-separated parts. `valid` is false where it is malformed; `range` is empty where
/// there is nothing to give.
struct ParsedRange {
  bool valid = false;
  std::optional<ByteRange> range;
};

ParsedRange parse_suffix(std::string_view digits, std::uint64_t size_bytes) {
  const auto count = parse_position(digits);
  if (!count) {
    return {};
  }
  if (*count == 0 || size_bytes == 0) {
    return {.valid = true, .range = {}};
  }
  const std::uint64_t taken = std::min(*count, size_bytes);
  return {.valid = true, .range = ByteRange{size_bytes - taken, size_bytes - 1}};
}

ParsedRange parse_range(std::string_view text, std::uint64_t size_bytes) {
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) {
    return {};
  }
  if (dash == 0) {
    return parse_suffix(text.substr(1), size_bytes);
  }
  const auto first = parse_position(text.substr(0, dash));
  const std::string_view end = text.substr(dash + 1);
  const auto last = end.empty() ? std::numeric_limits<std::uint64_t>::max() : parse_position(end);
  if (!first || !last || *last < *first) {
    return {};
  }
  if (*first >= size_bytes) {
    return {.valid = true, .range = {}};
  }
  return {.valid = true, .range = ByteRange{*first, std::min(*last, size_bytes - 1)}};
}

/// The text before the next comma, taken off the front.
std::string_view take_part(std::string_view& list) {
  const std::string_view part = list.substr(0, list.find(','));
  list.remove_prefix(std::min(part.size() + 1, list.size()));
  return trimmed(part);
}

}  // namespace

std::optional<std::vector<ByteRange>> parse_byte_ranges(std::string_view field,
                                                        std::uint64_t size_bytes) {
  constexpr std::string_view kUnit = "bytes=";
  if (!equal_ignoring_case(field.substr(0, kUnit.size()), kUnit)) {
    return std::nullopt;
  }
  field.remove_prefix(kUnit.size());
  std::vector<ByteRange> ranges;
  std::size_t parts = 0;
  std::uint64_t total = 0;
  while (!field.empty()) {
    const std::string_view part = take_part(field);
    if (part.empty()) {
      continue;  // Empty list elements are allowed (RFC 9110 §5.6.1.2).
    }
    const ParsedRange parsed = parse_range(part, size_bytes);
    if (!parsed.valid || ++parts > kMaxRanges) {
      return std::nullopt;
    }
    if (parsed.range) {
      total += parsed.range->size_bytes();
      ranges.push_back(*parsed.range);
    }
  }
  if (parts == 0 || total > size_bytes) {
    return std::nullopt;
  }
  return ranges;
}

}  // namespace kirin::net
