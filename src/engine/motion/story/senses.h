/// \file
/// Which of its meanings a word has where it stands: "orange" is a colour before a noun and a fruit
/// elsewhere, "rose" a flower after "a" and a verb after a noun.
#pragma once

#include <cstddef>
#include <span>

#include "engine/motion/story/words.h"

namespace kirin::engine::motion::story {

/// Leaves each word with the meanings of one kind: those of things (a hat is a thing and something
/// worn: the reader decides), or one of another topic.
void choose_senses(std::span<Word> words);

/// A thing, a place, or a sight.
bool is_noun(const Word& word);
/// A colour, size, or trait, which stands before a noun.
bool is_modifier(const Word& word);

}  // namespace kirin::engine::motion::story
