#include "sound/speech/readable.h"

#include <unicode/uchar.h>

#include <algorithm>

#include "base/text.h"
#include "sound/prompt_text.h"
#include "sound/speech/pinyin.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kLongestWord = 60;  // code points; a longer run is no word, and takes minutes
constexpr std::size_t kLongestNumber = 12;

bool is_letter_or_digit(char32_t code) {
  const auto c = static_cast<UChar32>(code);
  return u_isalnum(c) != 0 || u_charType(c) == U_NON_SPACING_MARK ||
         u_charType(c) == U_COMBINING_SPACING_MARK;
}

bool is_ideograph(char32_t code) {
  return (code >= 0x3400 && code <= 0x9FFF) || (code >= 0xF900 && code <= 0xFAFF) ||
         (code >= 0x20000 && code <= 0x323AF);
}

// Letters, digits and the marks that pace speech. 々 stands for the ideograph before it.
bool is_read(char32_t code, bool with_ideographs) {
  if (is_ideograph(code) || code == U'々') {
    return with_ideographs;
  }
  constexpr std::u32string_view kMarks = U".,!?;:'’-–—…%&+@$€£¥°¿¡，。！？、；：…「」ー・～॥।؟،";
  return is_letter_or_digit(code) || kMarks.find(code) != std::u32string_view::npos;
}

// Only what is read, single spaces between, with runs of letters and of digits cut to a length.
std::string kept(std::string_view text, bool with_ideographs) {
  std::string out;
  std::size_t letters = 0;
  std::size_t digits = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = code_point_at(text, at).value_or(CodePoint{U' ', 1});
    const std::string_view bytes = text.substr(at, code.length);
    at += code.length;
    if (!is_read(code.value, with_ideographs)) {
      if (!out.empty() && out.back() != ' ') {
        out += ' ';
      }
      letters = digits = 0;
      continue;
    }
    const bool is_digit = u_isdigit(static_cast<UChar32>(code.value)) != 0;
    const bool is_mark = !is_letter_or_digit(code.value);
    digits = is_digit ? digits + 1 : 0;
    letters = is_mark || is_ideograph(code.value) ? 0 : letters + 1;
    const bool repeats = is_mark && out.ends_with(bytes) && (bytes != "." || out.ends_with("..."));
    if (digits <= kLongestNumber && letters <= kLongestWord && !repeats) {
      out += bytes;
    }
  }
  return std::string{trimmed(out)};
}

bool has_words(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = code_point_at(text, at).value_or(CodePoint{U' ', 1});
    at += code.length;
    if (is_letter_or_digit(code.value)) {
      return true;
    }
  }
  return false;
}

}  // namespace

Readable readable(std::string_view text, std::string_view language) {
  Readable out;
  out.text = kept(text, language != "ja");
  if (language == "ja" && count_ideographs(text) > 0) {
    out.left_out = "its kanji: Japanese is read from kana only";
  }
  if (!has_words(out.text)) {
    out.text.clear();
    out.why_empty = out.left_out.empty() ? "it has no words"
                                         : "it is in kanji, and Japanese is read from kana only";
    return out;
  }
  if (language == "zh") {
    out.text = pinyin_of(out.text);
  } else if (language != "ja" && count_ideographs(out.text) > 0) {
    out.text = kept(out.text, false);
    out.left_out = "its parts in other scripts";
  }
  return out;
}

Readable readable_by_people(std::string_view text) {
  Readable out;
  out.text = kept(text, true);
  if (!has_words(out.text)) {
    out.text.clear();
    out.why_empty = "it has no words";
  }
  return out;
}

}  // namespace kirin::sound
