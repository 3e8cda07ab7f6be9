/// \file
/// docs/words.md, written from the lexicon.
#pragma once

#include <string>

namespace kirin::engine::motion::story {

/// The page: a table for each topic, an entry a row.
std::string words_page();

}  // namespace kirin::engine::motion::story
