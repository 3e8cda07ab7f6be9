#include "base/setting.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

namespace kirin {
namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

constexpr Unit kDurationUnits[] = {  // in milliseconds
    {"ms", 1},
    {"s", 1'000},
    {"m", 60'000},
    {"h", 3'600'000},
    {"d", 86'400'000}};

constexpr Unit kSizeUnits[] = {{"", 1},
                               {"B", 1},
                               {"KB", 1'000},
                               {"MB", 1'000'000},
                               {"GB", 1'000'000'000},
                               {"TB", 1'000'000'000'000},
                               {"KiB", std::uint64_t{1} << 10},
                               {"MiB", std::uint64_t{1} << 20},
                               {"GiB", std::uint64_t{1} << 30},
                               {"TiB", std::uint64_t{1} << 40}};

constexpr std::string_view kDurationForm =
    R"(a duration such as "250ms", "90s", "5m", "24h" or "7d")";
constexpr std::string_view kSizeForm = R"(a size such as "512KiB", "128MiB", "10MB" or "1048576")";

Error due(std::string_view what) { return Error{ErrorCode::invalid_argument, std::string{what}}; }

template <typename Number>
std::optional<Number> whole_number(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return number;
}

// A whole number times its unit, or nothing where the form is wrong or the product is above 2^63
// - 1.
std::optional<std::uint64_t> number_with_unit(std::string_view text, std::span<const Unit> units) {
  const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = whole_number<std::uint64_t>(text.substr(0, digits));
  const auto unit = std::ranges::find(units, text.substr(digits), &Unit::name);
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!number || unit == units.end() || *number > kMost / unit->factor) {
    return std::nullopt;
  }
  return *number * unit->factor;
}

Result<void> check_integer(const Setting& setting, std::string_view text) {
  const auto number = whole_number<std::int64_t>(text);
  if (number && *number >= setting.minimum && *number <= setting.maximum) {
    return {};
  }
  using Limits = std::numeric_limits<std::int64_t>;
  if (setting.minimum == Limits::min() && setting.maximum == Limits::max()) {
    return due("an integer");
  }
  if (setting.maximum == Limits::max()) {
    return due(fmt::format("an integer of at least {}", setting.minimum));
  }
  return due(fmt::format("an integer from {} to {}", setting.minimum, setting.maximum));
}

Result<void> check_string(const Setting& setting, std::string_view text) {
  if (setting.choices.empty() ||
      std::ranges::find(setting.choices, text) != setting.choices.end()) {
    return {};
  }
  return due(fmt::format("one of \"{}\"", fmt::join(setting.choices, "\", \"")));
}

template <typename T>
Result<void> status_of(const Result<T>& result) {
  if (!result) {
    return result.error();
  }
  return {};
}

}  // namespace

Result<std::int64_t> parse_integer(std::string_view text) {
  if (const auto number = whole_number<std::int64_t>(text)) {
    return *number;
  }
  return due("an integer");
}

Result<double> parse_number(std::string_view text) {
  const auto number = whole_number<double>(text);
  if (number && std::isfinite(*number)) {
    return *number;
  }
  return due("a number");
}

Result<bool> parse_boolean(std::string_view text) {
  if (text == "true" || text == "1") {
    return true;
  }
  if (text == "false" || text == "0") {
    return false;
  }
  return due("true or false");
}

Result<std::chrono::milliseconds> parse_duration(std::string_view text) {
  if (const auto millis = number_with_unit(text, kDurationUnits)) {
    return std::chrono::milliseconds{static_cast<std::int64_t>(*millis)};
  }
  return due(kDurationForm);
}

Result<std::uint64_t> parse_size(std::string_view text) {
  if (const auto bytes = number_with_unit(text, kSizeUnits)) {
    return *bytes;
  }
  return due(kSizeForm);
}

Result<void> check_value(const Setting& setting, std::string_view text) {
  switch (setting.type) {
    case SettingType::string:
      return check_string(setting, text);
    case SettingType::integer:
      return check_integer(setting, text);
    case SettingType::number:
      return status_of(parse_number(text));
    case SettingType::boolean:
      return status_of(parse_boolean(text));
    case SettingType::duration:
      return status_of(parse_duration(text));
    case SettingType::size:
      return status_of(parse_size(text));
  }
  return {};
}

}  // namespace kirin
