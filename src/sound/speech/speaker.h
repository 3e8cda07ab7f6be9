/// \file
/// Who says a quote.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sound/speech/quotes.h"

namespace kirin::sound {

/// For each quote the id of the voice that says it, or nothing for text that is seen and not said
/// ("a sign that reads …"). `told` is `without_quotes(prompt, quotes)`. In this order:
/// `<<<voice_n>>>` between the quote before and this one (n of `voice_ids`, 1-based); a noun there
/// with a verb of saying or a colon after it; "… says the man" behind the quote; a noun there
/// without such a verb; "he" or "she"; who spoke before; the narrator.
std::vector<std::optional<std::string>> choose_speakers(std::string_view told,
                                                        const std::vector<Quote>& quotes,
                                                        std::span<const std::string> voice_ids);

}  // namespace kirin::sound
