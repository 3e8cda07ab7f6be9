/// \file
/// Rules that turn one layout's tensor names into another's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace kirin::wan {

/// Two patterns for the same tensors. '#' stands for a number, a last '*' for any rest that is not
/// empty; the n-th '#' of one side is the n-th of the other.
struct NameRule {
  std::string_view official;
  std::string_view other;
};

enum class NameSide : std::uint8_t { official, other };

/// What the first rule that knows `name` on side `from` calls it on the other side.
std::optional<std::string> translated(std::span<const NameRule> rules, std::string_view name,
                                      NameSide from);

}  // namespace kirin::wan
