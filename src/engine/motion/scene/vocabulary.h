/// \file
/// The words the scene painter knows, English and Chinese, as one table.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace kirin::engine::motion::scene {

/// What a word is about; `Word::value` is the enumerator, number or colour that belongs to it.
enum class Topic {
  setting,  ///< Setting
  hour,     ///< Hour
  weather,  ///< Weather
  wind,
  season,   ///< Season
  figure,   ///< Figure
  figures,  ///< Figure, several of them (a plural that is not regular, a flock)
  light,    ///< Light
  colour,   ///< 0xRRGGBB
  count,    ///< a number
  negation,
  boundary,  ///< ends what a negation covers
  both,      ///< joins what a negation covers, unless an article follows
  article,
  other,  ///< known to mean nothing here, such as the "fall" of "falls asleep"
};

struct Word {
  std::string_view text;  ///< lower case; words of a phrase separated by one space
  Topic topic;
  std::uint32_t value = 0;
};

std::span<const Word> vocabulary();

}  // namespace kirin::engine::motion::scene
