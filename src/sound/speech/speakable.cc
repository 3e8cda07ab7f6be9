#include "sound/speech/speakable.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.h"
#include "sound/prompt_text.h"

namespace kirin::sound {
namespace {

constexpr std::size_t kLongestWord = 30;
constexpr std::size_t kLongestNumber = 12;

struct Reading {
  char32_t code;
  std::string_view text;
};
constexpr Reading kReadings[] = {
    {U'’', "'"},     {U'‘', "'"},         {U'–', ", "},     {U'—', ", "},   {U'…', "... "},
    {U'&', " and "}, {U'%', " percent "}, {U'+', " plus "}, {U'@', " at "}, {U'ß', "ss"},
    {U'æ', "ae"},    {U'Æ', "Ae"},        {U'œ', "oe"},     {U'Œ', "Oe"},   {U'ø', "o"},
    {U'Ø', "O"},     {U'ł', "l"},         {U'Ł', "L"},      {U'đ', "d"},    {U'ð', "d"},
    {U'þ', "th"},    {U'°', " degrees "}, {U'，', ", "},    {U'。', ". "},  {U'！', "! "},
    {U'？', "? "},
};

// The plain letters of U+00C0..U+017F in order; '?' where there is none (above, or not a letter).
constexpr std::string_view kPlain =
    "AAAAAA?CEEEEIIII?NOOOOO??UUUUY??aaaaaa?ceeeeiiii?nooooo??uuuuy?y"
    "AaAaAaCcCcCcCcDd??EeEeEeEeEeGgGgGgGgHh??IiIiIiIiI???JjKk?LlLlLl?"
    "???NnNnNn???OoOoOo??RrRrRrSsSsSsSsTtTt??UuUuUuUuUuUuWwYyYZzZzZz?";
static_assert(kPlain.size() == 0x180 - 0xC0);

bool is_spoken_ascii(char32_t c) {
  return c < 0x80 &&
         (std::isalnum(static_cast<int>(c)) != 0 ||
          std::string_view(" .,!?;:'-$").find(static_cast<char>(c)) != std::string_view::npos);
}

// A letter of a script that is not Latin: all beyond Latin Extended but marks, symbols and emoji.
bool is_foreign_letter(char32_t c) {
  return (c >= 0x370 && c < 0x2000) || (c >= 0x2C00 && c < 0x2E00) || (c >= 0x3040 && c < 0xD7B0) ||
         (c >= 0xF900 && c < 0xFB00) || (c >= 0xFB1D && c < 0xFE00) ||
         (c >= 0x20000 && c < 0x32000);
}

// Cuts every run of word letters or of digits to its limit.
std::string with_short_words(std::string_view text) {
  std::string out;
  std::size_t letters = 0;
  std::size_t digits = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_separator = c == ' ';
    letters = std::isalpha(byte) != 0 || c == '\'' || c == '-' ? letters + 1
              : is_separator                                   ? 0
                                                               : letters;
    digits = std::isdigit(byte) != 0 ? digits + 1 : is_separator ? 0 : digits;
    const bool repeats_mark = std::ispunct(byte) != 0 && !out.empty() && out.back() == c &&
                              (c != '.' || out.ends_with("..."));
    if (letters <= kLongestWord && digits <= kLongestNumber && !repeats_mark &&
        !(is_separator && (out.empty() || out.back() == ' '))) {
      out += c;
    }
  }
  return std::string{trimmed(out)};
}

}  // namespace

Speakable speakable(std::string_view text) {
  std::string ascii;
  std::size_t latin = 0;
  std::size_t foreign = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto code = code_point_at(text, at).value_or(CodePoint{U' ', 1});
    at += code.length;
    const auto* const reading = std::ranges::find(kReadings, code.value, &Reading::code);
    if (reading != std::end(kReadings)) {
      ascii += reading->text;
    } else if (is_spoken_ascii(code.value)) {
      ascii += static_cast<char>(code.value);
    } else if (code.value >= 0xC0 && code.value < 0x180 && kPlain[code.value - 0xC0] != '?') {
      ascii += kPlain[code.value - 0xC0];
      ++latin;
    } else {
      ascii += ' ';
      foreign += is_foreign_letter(code.value) ? 1 : 0;
    }
  }
  latin += static_cast<std::size_t>(
      std::ranges::count_if(ascii, [](unsigned char c) { return std::isalnum(c) != 0; }));
  // An ideograph or a syllable says about what two Latin letters do.
  if (foreign * 2 > latin) {
    return {"", true, false};
  }
  const bool has_words =
      std::ranges::any_of(ascii, [](unsigned char c) { return std::isalnum(c) != 0; });
  return {has_words ? with_short_words(ascii) : "", false, foreign > 0};
}

}  // namespace kirin::sound
