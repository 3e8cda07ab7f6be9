/// \file
/// The table of voices in docs/voices.md.
#pragma once

#include <string>
#include <string_view>

namespace kirin::sound {

/// The table's lines, a row for each of `voices()`.
std::string voices_table();

/// `page` with the table between its marks (<!-- voices … --> and <!-- /voices -->) made anew; as
/// it is where it has none.
std::string with_voices_table(std::string_view page);

}  // namespace kirin::sound
