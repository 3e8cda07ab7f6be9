/// \file
/// The words of stage directions: text to the few tokens that say where pictures are.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace kirin::engine::motion {

enum class StageWord {
  picture,     ///< one of the pictures, by number
  background,  ///< "background", "背景"
  within,      ///< "in", "on", "against": what follows is the place
  at,          ///< "在": what follows may be a place or another picture
  at_end,      ///< "里": what went before is the place
  left,
  right,
  centre,
  front,
  back,
  above,
  below,
  in_front_of,
  behind,
  next_to,
  between,
  holding,
  of,    ///< "of", "from": ties a side to the picture that follows
  is,    ///< "is", "as", "是", "作为"
  join,  ///< "and", "和"
  comma,
  stop,   ///< end of a sentence
  noun,   ///< words after an article
  other,  ///< any other words
};

struct StageToken {
  StageWord word = StageWord::other;
  std::size_t picture = 0;  ///< from 0
};

/// Articles and the like are left out; English words and Chinese phrases that mean nothing here are
/// `other`, as many in a row as one.
std::vector<StageToken> stage_tokens(std::string_view text, std::size_t pictures);

}  // namespace kirin::engine::motion
