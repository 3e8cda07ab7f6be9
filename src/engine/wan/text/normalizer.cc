#include "engine/wan/text/normalizer.h"

#include <algorithm>
#include <cstring>

#include "base/text.h"

namespace kirin::wan {
namespace {

constexpr std::string_view kReplacementCharacter = "\xEF\xBF\xBD";

/// Bytes of the UTF-8 character at the beginning, 0 where there is none.
std::size_t character_bytes(std::string_view text) {
  for (std::size_t length = 1; length <= std::min<std::size_t>(4, text.size()); ++length) {
    if (count_code_points(text.substr(0, length)) == 1) {
      return length;
    }
  }
  return 0;
}

// A unit of the double array: bit 31 marks a value, bits 0-7 are the label, bit 8 says that a value
// hangs here, bits 10-30 are the offset to the children, which bit 9 scales by 256.
bool has_value(std::uint32_t unit) { return ((unit >> 8U) & 1U) != 0; }
std::uint32_t label(std::uint32_t unit) { return unit & ((1U << 31U) | 0xFFU); }
std::uint32_t offset(std::uint32_t unit) { return (unit >> 10U) << ((unit & (1U << 9U)) >> 6U); }

}  // namespace

Result<Normalizer> Normalizer::create(std::string_view charsmap, Rules rules,
                                      std::vector<std::string> untouched) {
  Normalizer normalizer;
  normalizer.rules_ = rules;
  normalizer.untouched_ = std::move(untouched);
  std::ranges::sort(normalizer.untouched_, std::ranges::greater{}, &std::string::size);
  if (charsmap.empty()) {
    return normalizer;
  }
  std::uint32_t trie_bytes = 0;
  if (charsmap.size() < sizeof trie_bytes) {
    return Error{ErrorCode::data_loss, "the normalisation table is cut off"};
  }
  std::memcpy(&trie_bytes, charsmap.data(), sizeof trie_bytes);
  charsmap.remove_prefix(sizeof trie_bytes);
  if (trie_bytes > charsmap.size() || trie_bytes % sizeof(std::uint32_t) != 0 || trie_bytes == 0) {
    return Error{ErrorCode::data_loss, "the normalisation table's trie does not fit into it"};
  }
  normalizer.trie_.resize(trie_bytes / sizeof(std::uint32_t));
  std::memcpy(normalizer.trie_.data(), charsmap.data(), trie_bytes);
  normalizer.replacements_ = std::string(charsmap.substr(trie_bytes));
  return normalizer;
}

std::pair<std::uint32_t, std::size_t> Normalizer::longest_match(std::string_view text) const {
  std::pair<std::uint32_t, std::size_t> longest{0, 0};
  if (trie_.empty()) {
    return longest;
  }
  std::size_t node = offset(trie_[0]);
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    node ^= byte;
    if (node >= trie_.size() || label(trie_[node]) != byte) {
      break;
    }
    const std::uint32_t unit = trie_[node];
    node ^= offset(unit);
    if (node >= trie_.size()) {
      break;
    }
    if (has_value(unit)) {
      longest = {trie_[node] & 0x7FFFFFFFU, i + 1};
    }
  }
  return longest;
}

std::pair<std::string_view, std::size_t> Normalizer::prefix(std::string_view text) const {
  for (const std::string& piece : untouched_) {
    if (text.starts_with(piece)) {
      return {text.substr(0, piece.size()), piece.size()};
    }
  }
  const auto [at, length] = longest_match(text);
  if (length > 0 && at < replacements_.size()) {
    const char* replacement = replacements_.c_str() + at;
    return {std::string_view(replacement), length};
  }
  const std::size_t bytes = character_bytes(text);
  if (bytes == 0) {
    return {kReplacementCharacter, 1};
  }
  return {text.substr(0, bytes), bytes};
}

std::string Normalizer::normalised(std::string_view text) const {
  const std::string_view space = rules_.escape_whitespaces ? kSpaceMark : " ";
  while (rules_.remove_extra_whitespaces && !text.empty()) {
    const auto [piece, bytes] = prefix(text);
    if (piece != " ") {
      break;
    }
    text.remove_prefix(bytes);
  }
  std::string out;
  if (text.empty()) {
    return out;
  }
  if (rules_.add_dummy_prefix) {
    out += space;
  }
  bool after_space = rules_.remove_extra_whitespaces;
  while (!text.empty()) {
    auto [piece, bytes] = prefix(text);
    while (after_space && piece.starts_with(' ')) {
      piece.remove_prefix(1);
    }
    for (const char c : piece) {
      if (c == ' ') {
        out += space;
      } else {
        out += c;
      }
    }
    if (!piece.empty()) {
      after_space = piece.ends_with(' ');
    }
    after_space = after_space && rules_.remove_extra_whitespaces;
    text.remove_prefix(bytes);
  }
  while (rules_.remove_extra_whitespaces && out.ends_with(space)) {
    out.resize(out.size() - space.size());
  }
  return out;
}

}  // namespace kirin::wan
