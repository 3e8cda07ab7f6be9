/// \file
/// The words that tell who speaks, in English and Chinese.
#pragma once

#include <span>
#include <string_view>

#include "sound/prompt_text.h"

namespace kirin::sound {

/// What a word for a speaker means: a character, or one that was named before.
enum class Role {
  man,
  second_man,
  deep_man,
  woman,
  second_woman,
  low_woman,
  narrator,
  girl,
  boy,
  old_woman,
  old_man,
  robot,
  he,
  she,
  other,
};

/// The English voice of a character; that of `man` for `he` and `other`, of `woman` for `she`.
std::string_view voice_of(Role role);

/// Nouns and pronouns of speakers; meanings are roles.
std::span<const Term> speaker_terms();

/// What carries writing: signs, banners, 招牌.
std::span<const Term> writing_terms();

/// Chinese verbs of saying: 说, 问, 喊道. (English ones: `is_verb_of_saying`.)
std::span<const std::string_view> chinese_verbs_of_saying();

/// Chinese words that lead to whom one speaks to, or with, or about: 对, 向, 问.
std::span<const std::string_view> chinese_leads_to_object();

/// English words and Chinese ones behind which a quote is a name or an inscription.
bool is_naming(std::string_view word);
std::span<const std::string_view> chinese_naming();

}  // namespace kirin::sound
