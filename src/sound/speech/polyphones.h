/// \file
/// Chinese words that are read otherwise than their characters mostly are.
#pragma once

#include <span>
#include <string_view>

namespace kirin::sound {

struct Polyphone {
  std::string_view word;
  std::string_view pinyin;  ///< with tone numbers
};

std::span<const Polyphone> polyphones();

}  // namespace kirin::sound
