/// \file
/// English words without their endings, through Snowball's English stemmer (Porter2).
#pragma once

#include <optional>
#include <string>
#include <string_view>

struct sb_stemmer;

namespace kirin::engine::motion::story {

/// How a word differs from the form that the lexicon lists.
enum class Form { base, s, ing, past, adverb, degree };

/// Not for two threads at once.
class Stemmer {
 public:
  Stemmer();
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  /// The stem of a lower-case ASCII word; others, and words of more than 40 letters, are their own.
  std::string stem(std::string_view word) const;
  /// The stems of a phrase's words, joined by spaces.
  std::string stems(std::string_view phrase) const;

 private:
  sb_stemmer* stemmer_;
};

/// What ending `word` has beside `base`: "puppies" and "puppy" differ by s. Nothing where no ending
/// makes the one of the other, as with "mountains" and "mountaineer", which have one stem.
std::optional<Form> form_of(std::string_view word, std::string_view base);

}  // namespace kirin::engine::motion::story
