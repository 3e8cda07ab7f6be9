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

struct Speaker {
  std::string voice_id;
  bool is_chosen = false;  ///< by the caller, with `<<<voice_n>>>`

  bool operator==(const Speaker&) const = default;
};

/// For each quote who says it, or nothing for text that is seen and not said ("a sign that reads
/// …", a "so-called" thing). `told` is `without_quotes(prompt, quotes)`. In this order:
/// `<<<voice_n>>>` between the quote before and this one (n of `voice_ids`, 1-based); a noun there
/// with a verb of saying or a colon after it; "… says the man" behind the quote; a noun there
/// without such a verb; "he", "she" or "the other"; the other one of two who talk, where quote
/// follows quote; who spoke before; the narrator. English and Chinese.
std::vector<std::optional<Speaker>> choose_speakers(std::string_view told,
                                                    const std::vector<Quote>& quotes,
                                                    std::span<const std::string> voice_ids);

}  // namespace kirin::sound
