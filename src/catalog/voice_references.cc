#include "catalog/voice_references.h"

#include <algorithm>
#include <cstddef>

namespace kirin::catalog {
namespace {

constexpr std::string_view kOpen = "<<<voice_";
constexpr std::string_view kClose = ">>>";
constexpr std::uint32_t kLargest = 999'999'999;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::uint32_t number(std::string_view digits) {
  std::uint64_t value = 0;
  for (const char c : digits) {
    value = std::min<std::uint64_t>(value * 10 + static_cast<std::uint64_t>(c - '0'), kLargest);
  }
  return static_cast<std::uint32_t>(value);
}

}  // namespace

std::vector<std::uint32_t> voice_references(std::string_view prompt) {
  std::vector<std::uint32_t> result;
  for (auto at = prompt.find(kOpen); at != std::string_view::npos; at = prompt.find(kOpen, at)) {
    at += kOpen.size();
    const std::string_view rest = prompt.substr(at);
    const auto end =
        static_cast<std::size_t>(std::ranges::find_if_not(rest, is_digit) - rest.begin());
    if (end > 0 && rest.substr(end).starts_with(kClose)) {
      result.push_back(number(rest.substr(0, end)));
    }
  }
  return result;
}

}  // namespace kirin::catalog
