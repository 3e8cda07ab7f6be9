#include "base/text.h"

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace kirin {
namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// The length of the sequence that `lead` begins and the smallest code point it may stand for.
struct Sequence {
  int length;
  std::uint32_t smallest;
};

std::optional<Sequence> sequence_of(std::uint8_t lead) {
  if (lead < 0x80) {
    return Sequence{1, 0};
  }
  if ((lead & 0xe0U) == 0xc0) {
    return Sequence{2, 0x80};
  }
  if ((lead & 0xf0U) == 0xe0) {
    return Sequence{3, 0x800};
  }
  if ((lead & 0xf8U) == 0xf0) {
    return Sequence{4, 0x10000};
  }
  return std::nullopt;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, substituted}));
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::size_t> count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++count) {
    const auto lead = static_cast<std::uint8_t>(text[i]);
    const auto sequence = sequence_of(lead);
    if (!sequence || i + static_cast<std::size_t>(sequence->length) > text.size()) {
      return std::nullopt;
    }
    std::uint32_t point = sequence->length == 1 ? lead : lead & (0x7fU >> sequence->length);
    for (int k = 1; k < sequence->length; ++k) {
      const auto next = static_cast<std::uint8_t>(text[i + static_cast<std::size_t>(k)]);
      if ((next & 0xc0U) != 0x80) {
        return std::nullopt;
      }
      point = point << 6 | (next & 0x3fU);
    }
    const bool surrogate = point >= 0xd800 && point <= 0xdfff;
    if (point < sequence->smallest || point > 0x10ffff || surrogate) {
      return std::nullopt;
    }
    i += static_cast<std::size_t>(sequence->length);
  }
  return count;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  const auto first = text.find_first_not_of(kSpace);
  if (first == std::string_view::npos) {
    return {};
  }
  return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

std::string to_lower(std::string_view text) {
  std::string result{text};
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, {}, lower, lower);
}

std::optional<std::string> nearest_word(std::string_view word,
                                        std::span<const std::string> candidates) {
  std::optional<std::string> best;
  std::size_t best_distance = std::max<std::size_t>(word.size() / 3, 1) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance) {
      best_distance = distance;
      best = candidate;
    }
  }
  return best;
}

}  // namespace kirin
