#include "engine/wan/checkpoint/name_rules.h"

#include <algorithm>
#include <vector>

namespace kirin::wan {
namespace {

bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

/// What the placeholders of `pattern` stand for in `name`, or nothing where they differ.
std::optional<std::vector<std::string_view>> matched(std::string_view pattern,
                                                     std::string_view name) {
  std::vector<std::string_view> found;
  std::size_t at = 0;
  for (const char letter : pattern) {
    if (letter == '*') {
      found.push_back(name.substr(at));
      return found.back().empty() ? std::nullopt : std::optional(std::move(found));
    }
    if (letter == '#') {
      const auto* const start = name.data() + at;
      const auto* const end = std::find_if_not(start, name.data() + name.size(), is_digit);
      if (end == start) {
        return std::nullopt;
      }
      found.emplace_back(start, static_cast<std::size_t>(end - start));
      at += found.back().size();
    } else if (at < name.size() && name[at] == letter) {
      ++at;
    } else {
      return std::nullopt;
    }
  }
  return at == name.size() ? std::optional(std::move(found)) : std::nullopt;
}

std::string filled(std::string_view pattern, const std::vector<std::string_view>& values) {
  std::string name;
  std::size_t next = 0;
  for (const char letter : pattern) {
    if (letter == '#' || letter == '*') {
      name += values.at(next++);
    } else {
      name += letter;
    }
  }
  return name;
}

}  // namespace

std::optional<std::string> translated(std::span<const NameRule> rules, std::string_view name,
                                      NameSide from) {
  for (const NameRule& rule : rules) {
    const bool is_from_official = from == NameSide::official;
    if (const auto values = matched(is_from_official ? rule.official : rule.other, name)) {
      return filled(is_from_official ? rule.other : rule.official, *values);
    }
  }
  return std::nullopt;
}

}  // namespace kirin::wan
