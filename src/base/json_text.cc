#include "base/json_text.h"

#include <array>
#include <charconv>
#include <cmath>

namespace kirin {
namespace {

// Enough for the digits of any double in the plain range, its sign and its point.
constexpr std::size_t kMostDigits = 40;
constexpr double kLeastPlain = 1e-6;
constexpr double kMostPlain = 1e15;

void append_number(double number, std::string& text) {
  if (!std::isfinite(number)) {
    text += "null";
    return;
  }
  const double size = std::abs(number);
  const bool is_plain = size == 0 || (size >= kLeastPlain && size < kMostPlain);
  std::array<char, kMostDigits> digits{};
  const auto written =
      std::to_chars(digits.data(), digits.data() + digits.size(), number,
                    is_plain ? std::chars_format::fixed : std::chars_format::scientific);
  text.append(digits.data(), written.ptr);
}

void append(const Json& value, std::string& text);

void append_object(const JsonObject& object, std::string& text) {
  text += '{';
  for (bool is_first = true; const auto& [key, each] : object) {
    text += is_first ? "" : ",";
    is_first = false;
    text += boost::json::serialize(boost::json::string_view{key});
    text += ':';
    append(each, text);
  }
  text += '}';
}

void append_array(const JsonArray& array, std::string& text) {
  text += '[';
  for (bool is_first = true; const Json& each : array) {
    text += is_first ? "" : ",";
    is_first = false;
    append(each, text);
  }
  text += ']';
}

// Depth is bounded by what we build, and by JsonLimits for what strangers send.
void append(const Json& value, std::string& text) {
  if (value.is_object()) {
    append_object(value.get_object(), text);
  } else if (value.is_array()) {
    append_array(value.get_array(), text);
  } else if (value.is_double()) {
    append_number(value.get_double(), text);
  } else {
    text += boost::json::serialize(value);
  }
}

}  // namespace

std::string json_text(const Json& value) {
  std::string text;
  append(value, text);
  return text;
}

}  // namespace kirin
