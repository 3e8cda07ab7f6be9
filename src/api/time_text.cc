#include "api/time_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <optional>

namespace kirin::api {
namespace {

using std::chrono::milliseconds;

constexpr int kFirstYear = 1970;
constexpr int kLastYear = 2261;
constexpr std::int64_t kLastMillis = 9'200'000'000'000;  // in 2261

Error malformed_time(std::string_view text) {
  return Error{
      ErrorCode::invalid_argument,
      fmt::format("'{}' is no time: milliseconds since 1970, a date such as 2026-01-30, or "
                  "RFC 3339 such as 2026-01-30T07:22:24Z is due",
                  text.substr(0, 64))};
}

bool is_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Takes `count` digits and what must follow them off the front.
std::optional<int> take(std::string_view& text, std::size_t count, std::string_view after) {
  if (text.size() < count + after.size() || !is_digits(text.substr(0, count)) ||
      text.substr(count, after.size()) != after) {
    return std::nullopt;
  }
  int value = 0;
  std::from_chars(text.data(), text.data() + count, value);
  text.remove_prefix(count + after.size());
  return value;
}

std::optional<std::chrono::sys_days> take_date(std::string_view& text) {
  const auto year = take(text, 4, "-");
  const auto month = year ? take(text, 2, "-") : std::nullopt;
  const auto day = month ? take(text, 2, "") : std::nullopt;
  if (!day) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  // Nanoseconds since 1970, as the clock counts, end in 2262.
  const bool fits = date.ok() && *year >= kFirstYear && *year <= kLastYear;
  return fits ? std::optional{std::chrono::sys_days{date}} : std::nullopt;
}

// ".021" as 21 ms; further digits are dropped.
std::optional<milliseconds> take_fraction(std::string_view& text) {
  if (!text.starts_with('.')) {
    return milliseconds{0};
  }
  text.remove_prefix(1);
  const std::size_t count = std::min(text.find_first_not_of("0123456789"), text.size());
  if (count == 0) {
    return std::nullopt;
  }
  std::string digits{text.substr(0, std::min<std::size_t>(count, 3))};
  digits.resize(3, '0');
  text.remove_prefix(count);
  return milliseconds{std::stoi(digits)};
}

std::optional<milliseconds> take_time_of_day(std::string_view& text) {
  const auto hour = take(text, 2, ":");
  const auto minute = hour ? take(text, 2, ":") : std::nullopt;
  const auto second = minute ? take(text, 2, "") : std::nullopt;
  if (!second || *hour > 23 || *minute > 59 || *second > 60) {
    return std::nullopt;
  }
  const auto fraction = take_fraction(text);
  if (!fraction) {
    return std::nullopt;
  }
  return std::chrono::hours{*hour} + std::chrono::minutes{*minute} + std::chrono::seconds{*second} +
         *fraction;
}

std::optional<milliseconds> take_offset(std::string_view& text) {
  if (text == "Z" || text == "z") {
    return milliseconds{0};
  }
  const bool is_east = text.starts_with('+');
  if (!is_east && !text.starts_with('-')) {
    return std::nullopt;
  }
  text.remove_prefix(1);
  const auto hours = take(text, 2, ":");
  const auto minutes = hours ? take(text, 2, "") : std::nullopt;
  if (!minutes || !text.empty() || *hours > 23 || *minutes > 59) {
    return std::nullopt;
  }
  const milliseconds offset = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
  return is_east ? offset : -offset;
}

}  // namespace

Result<TimePoint> parse_time(std::string_view text) {
  constexpr std::size_t kMostDigits = 13;
  if (is_digits(text) && text.size() <= kMostDigits) {
    std::int64_t millis = 0;
    std::from_chars(text.data(), text.data() + text.size(), millis);
    return millis <= kLastMillis ? Result<TimePoint>{from_millis(millis)} : malformed_time(text);
  }
  std::string_view rest = text;
  const auto date = take_date(rest);
  if (!date) {
    return malformed_time(text);
  }
  const auto midnight =
      TimePoint{std::chrono::duration_cast<Clock::duration>(date->time_since_epoch())};
  if (rest.empty()) {
    return midnight;
  }
  if (rest.front() != 'T' && rest.front() != 't' && rest.front() != ' ') {
    return malformed_time(text);
  }
  rest.remove_prefix(1);
  const auto time_of_day = take_time_of_day(rest);
  const auto offset = time_of_day ? take_offset(rest) : std::nullopt;
  if (!offset) {
    return malformed_time(text);
  }
  return midnight + *time_of_day - *offset;
}

std::string time_text(TimePoint time) {
  const auto days = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date{std::chrono::sys_days{days}};
  const std::chrono::hh_mm_ss clock{std::chrono::floor<milliseconds>(time - days)};
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     clock.hours().count(), clock.minutes().count(), clock.seconds().count(),
                     clock.subseconds().count());
}

}  // namespace kirin::api
