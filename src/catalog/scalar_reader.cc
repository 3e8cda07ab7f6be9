#include "catalog/scalar_reader.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <limits>

#include "base/text.h"

namespace kirin::catalog {
namespace {

constexpr std::size_t kMaxShownBytes = 40;
// 2^63, the first whole number beyond the signed 64-bit ones; exact as a double.
constexpr double kTwoTo63 = 9223372036854775808.0;

template <typename T>
std::optional<T> parsed(std::string_view text) {
  const std::string_view digits = trimmed(text);
  T value{};
  const auto [end, ec] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool whole = ec == std::errc{} && end == digits.data() + digits.size();
  return whole ? std::optional{value} : std::nullopt;
}

std::optional<std::int64_t> whole(double value) {
  if (!(value >= -kTwoTo63 && value < kTwoTo63) || value != std::trunc(value)) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(value);
}

std::string text_of_number(double value) {
  const auto integer = whole(value);
  return integer ? fmt::format("{}", *integer) : fmt::format("{}", value);
}

}  // namespace

std::optional<std::string> text_of(const Json& value) {
  switch (value.kind()) {
    case boost::json::kind::string:
      return std::string{value.get_string()};
    case boost::json::kind::int64:
      return fmt::format("{}", value.get_int64());
    case boost::json::kind::uint64:
      return fmt::format("{}", value.get_uint64());
    case boost::json::kind::double_:
      return text_of_number(value.get_double());
    default:
      return std::nullopt;
  }
}

std::optional<double> number_of(const Json& value) {
  std::optional<double> number;
  if (value.is_string()) {
    number = parsed<double>(value.get_string());
  } else if (value.is_number()) {
    number = value.to_number<double>();
  }
  return number && std::isfinite(*number) ? number : std::nullopt;
}

std::optional<std::int64_t> integer_of(const Json& value) {
  if (value.is_int64()) {
    return value.get_int64();
  }
  if (value.is_string()) {
    const auto integer = parsed<std::int64_t>(value.get_string());
    if (integer) {
      return integer;
    }
  }
  // 5.0 and "5.0"; a number too large for 64 bits is too large as a double as well.
  const auto number = number_of(value);
  return number ? whole(*number) : std::nullopt;
}

std::optional<bool> boolean_of(const Json& value) {
  if (value.is_bool()) {
    return value.get_bool();
  }
  const auto text = text_of(value);
  if (!text) {
    return std::nullopt;
  }
  const std::string word = to_lower(trimmed(*text));
  if (word == "true" || word == "1") {
    return true;
  }
  if (word == "false" || word == "0") {
    return false;
  }
  return std::nullopt;
}

std::string shown(std::string_view text) {
  if (!count_code_points(text)) {
    return "a text that is not UTF-8";
  }
  if (text.size() <= kMaxShownBytes) {
    return fmt::format("\"{}\"", text);
  }
  std::size_t end = kMaxShownBytes;
  while ((static_cast<unsigned char>(text[end]) & 0xc0U) == 0x80) {
    --end;  // not in the middle of a character
  }
  return fmt::format("\"{}…\"", text.substr(0, end));
}

std::string shown(const Json& value) {
  if (value.is_string()) {
    return shown(std::string_view{value.get_string()});
  }
  if (value.is_object()) {
    return "an object";
  }
  if (value.is_array()) {
    return "an array";
  }
  if (value.is_bool()) {
    return value.get_bool() ? "true" : "false";
  }
  return text_of(value).value_or("null");
}

}  // namespace kirin::catalog
