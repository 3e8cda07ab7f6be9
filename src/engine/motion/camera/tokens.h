/// \file
/// A prompt cut into the words of camera language.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/camera/lexicon.h"

namespace kirin::engine::motion {

/// A word, a phrase of the lexicon, a run of characters it does not know, or a mark.
struct Token {
  std::string text;  ///< in lower case
  Meaning meaning;
  Form form = Form::base;
  double number = 0;  ///< of a number, in the unit that `meaning` names
  bool is_chinese = false;

  bool is(Role role) const { return meaning.role == role; }
};

/// The tokens of a prompt, in order. What is spoken (quotes) and `<<<voice_n>>>` marks are left
/// out; broken bytes are spaces; traditional characters read as simplified ones. The longest phrase
/// wins. Time grows linearly with the prompt; of more than 20,000 bytes the rest is not read.
std::vector<Token> tokens_of(std::string_view prompt);

}  // namespace kirin::engine::motion
