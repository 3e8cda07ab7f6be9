#include "net/http_date.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>

namespace kirin::net {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr std::array<std::string_view, 7> kWeekdays{"Sun", "Mon", "Tue", "Wed",
                                                    "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::size_t kDateChars = std::string_view{"Sun, 06 Nov 1994 08:49:37 GMT"}.size();

/// The number in `text`, or -1 where it holds anything but digits.
int number(std::string_view text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() && text[0] != '-' ? value : -1;
}

}  // namespace

std::string http_date(TimePoint time) {
  const auto second = std::chrono::floor<seconds>(time);
  const auto day = std::chrono::floor<days>(second);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss clock{second - day};
  return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT",
                     kWeekdays[std::chrono::weekday{day}.c_encoding()], unsigned{date.day()},
                     kMonths[unsigned{date.month()} - 1], int{date.year()}, clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

std::optional<TimePoint> parse_http_date(std::string_view text) {
  if (text.size() != kDateChars) {
    return std::nullopt;
  }
  const int day = number(text.substr(5, 2));
  const int year = number(text.substr(12, 4));
  const int hour = number(text.substr(17, 2));
  const int minute = number(text.substr(20, 2));
  const int second = number(text.substr(23, 2));
  unsigned month = 1;
  while (month <= kMonths.size() && kMonths[month - 1] != text.substr(8, 3)) {
    ++month;
  }
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  if (year < 0 || day < 0 || hour < 0 || minute < 0 || second < 0 || !date.ok()) {
    return std::nullopt;
  }
  const TimePoint time =
      sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} + seconds{second};
  // Writing it again finds wrong separators, a wrong weekday and hours past 23.
  return http_date(time) == text ? std::optional{time} : std::nullopt;
}

}  // namespace kirin::net
