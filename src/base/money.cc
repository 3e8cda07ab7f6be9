#include "base/money.h"

#include <fmt/format.h>

#include <algorithm>

namespace kirin {
namespace {

constexpr std::int64_t kMicrosPerDollar = 1'000'000;
constexpr std::size_t kMaxWholeDigits = 12;
constexpr std::size_t kDecimals = 6;

bool all_digits(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t number(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) {
    value = value * 10 + (c - '0');
  }
  return value;
}

}  // namespace

std::string Money::to_decimal() const {
  const std::int64_t magnitude = micros < 0 ? -micros : micros;
  std::string text = fmt::format("{}{}.{:06}", micros < 0 ? "-" : "", magnitude / kMicrosPerDollar,
                                 magnitude % kMicrosPerDollar);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') {
    text.pop_back();
  }
  return text;
}

Result<Money> Money::parse(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view unsigned_text = text.substr(negative ? 1 : 0);
  const auto point = unsigned_text.find('.');
  const std::string_view whole = unsigned_text.substr(0, point);
  std::string fraction{point == std::string_view::npos ? "0" : unsigned_text.substr(point + 1)};
  const bool ok = !whole.empty() && whole.size() <= kMaxWholeDigits && all_digits(whole) &&
                  !fraction.empty() && fraction.size() <= kDecimals && all_digits(fraction);
  if (!ok) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("'{}' is not an amount such as 0.70", text)};
  }
  fraction.resize(kDecimals, '0');
  const std::int64_t micros = number(whole) * kMicrosPerDollar + number(fraction);
  return Money{negative ? -micros : micros};
}

}  // namespace kirin
