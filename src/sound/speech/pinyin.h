/// \file
/// Chinese in the letters that espeak-ng reads.
#pragma once

#include <string>
#include <string_view>

namespace kirin::sound {

/// `text` (valid UTF-8) with every ideograph as Hanyu Pinyin, a tone number behind each syllable
/// (5: neutral) and spaces between them: "你好" is "ni3 hao3". Marks become ASCII ones; all else
/// stays as it is.
///
/// ICU's transform Han-Latin knows one reading of most ideographs and some words; words whose
/// characters have several readings are in a table of ours, and 不 and 一 take the tone they have
/// before the next syllable (third tones are left to the synthesiser, which changes them itself).
std::string pinyin_of(std::string_view text);

/// How many ideographs `text` has.
std::size_t count_ideographs(std::string_view text);

}  // namespace kirin::sound
