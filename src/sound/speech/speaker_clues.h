/// \file
/// What the words around a quote tell of who says it. Texts are in lower case and without quotes
/// (`without_quotes`).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sound/speech/quotes.h"
#include "sound/speech/speaker_words.h"

namespace kirin::sound {

/// The words of ASCII letters.
std::vector<std::string_view> words_of(std::string_view text);

bool contains_any(std::string_view text, std::span<const std::string_view> parts);
bool ends_with_any(std::string_view text, std::span<const std::string_view> parts);

bool has_verb_of_saying(std::string_view text);

/// True where a verb of saying or a colon stands in `text`.
bool is_speech_introduced(std::string_view text);

/// The last `<<<voice_n>>>` of `text` whose n is one of `voice_ids`.
std::optional<std::string> marked_voice(std::string_view text,
                                        std::span<const std::string> voice_ids);

/// True where the quote behind `before` is written somewhere in the picture, or is a name.
bool is_writing(std::string_view before);

/// True for words set off rather than said: a "haunted" house, 一个“神秘”的城堡.
bool is_set_off(std::string_view before, const Quote& quote, std::string_view after);

/// The part of `after` that may tell who said the quote before it: «says the man», «the man says»,
/// «女人回答». Where it leads on to the next quote, «the man says:» tells of that one: empty.
std::string_view attribution_behind(std::string_view after, const Quote& quote,
                                    bool is_followed_by_quote);

/// True where a preposition or a verb of saying leads to the noun at `at`: "behind the woman",
/// "asks the boy", 对女孩.
bool is_object(std::string_view before, std::size_t at);

/// A man or woman whom an adjective before the noun makes old or young: "an old, bearded man",
/// 年迈的女人.
Role with_age(Role role, std::string_view told_before);

}  // namespace kirin::sound
