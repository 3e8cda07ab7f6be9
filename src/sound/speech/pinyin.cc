#include "sound/speech/pinyin.h"

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "sound/prompt_text.h"
#include "sound/speech/polyphones.h"

namespace kirin::sound {
namespace {

bool is_ideograph(char32_t code) {
  return (code >= 0x3400 && code <= 0x4DBF) || (code >= 0x4E00 && code <= 0x9FFF) ||
         (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code <= 0x323AF);
}

struct Mark {
  char32_t code;
  std::string_view ascii;
};
constexpr Mark kMarks[] = {
    {U'，', ", "}, {U'、', ", "}, {U'。', ". "}, {U'！', "! "}, {U'？', "? "},    {U'；', "; "},
    {U'：', ": "}, {U'…', ". "},  {U'—', ", "},  {U'～', " "},  {U'\u3000', " "}, {U'·', " "},
};

// Combining marks of the four tones, in their order.
constexpr char32_t kTones[] = {0x304, 0x301, 0x30C, 0x300};

// One transform for the process; making it takes a tenth of a second.
const icu::Transliterator* han_latin() {
  static const std::unique_ptr<icu::Transliterator> made = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Han-Latin", UTRANS_FORWARD, status));
  }();
  return made.get();
}

// "nǐ hǎo" as "ni3 hao3"; ü stays a letter of its own.
std::string with_tone_numbers(const icu::UnicodeString& latin) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const taking_apart = icu::Normalizer2::getNFDInstance(status);
  if (U_FAILURE(status)) {
    return {};
  }
  const icu::UnicodeString parts = taking_apart->normalize(latin, status);
  std::string out;
  char tone = '5';
  const auto end_syllable = [&] {
    if (!out.empty() && out.back() != ' ') {
      out += tone;
      out += ' ';
    }
    tone = '5';
  };
  for (std::int32_t i = 0; i < parts.length(); ++i) {
    const char32_t unit = parts[i];
    const auto* const mark = std::ranges::find(kTones, unit);
    if (mark != std::end(kTones)) {
      tone = static_cast<char>('1' + (mark - std::begin(kTones)));
    } else if (unit == 0x308 && out.ends_with('u')) {
      out.back() = '\xC3';
      out += '\xBC';
    } else if (unit >= U'a' && unit <= U'z') {
      out += static_cast<char>(unit);
    } else {
      end_syllable();
    }
  }
  end_syllable();
  return out;
}

std::string read_by_icu(std::string_view ideographs) {
  const icu::Transliterator* const transform = han_latin();
  if (transform == nullptr) {
    return {};
  }
  icu::UnicodeString text = icu::UnicodeString::fromUTF8(
      icu::StringPiece(ideographs.data(), static_cast<std::int32_t>(ideographs.size())));
  transform->transliterate(text);
  return with_tone_numbers(text);
}

const Polyphone* longest_word_at(std::string_view text, std::size_t at) {
  const Polyphone* best = nullptr;
  for (const Polyphone& each : polyphones()) {
    if (text.substr(at).starts_with(each.word) &&
        (best == nullptr || each.word.size() > best->word.size())) {
      best = &each;
    }
  }
  return best;
}

// The tone of the syllable behind `at`, or 0.
char tone_behind(const std::string& pinyin, std::size_t at) {
  while (at < pinyin.size() && pinyin[at] == ' ') {
    ++at;
  }
  const std::size_t end = pinyin.find_first_of("12345 ,.!?;:", at);
  return end == std::string::npos ? '0' : pinyin[end];
}

// 不 is bú before a fourth tone; 一 is yí before a fourth tone and yì before the others.
void change_tone(std::string& pinyin, std::size_t at, char32_t ideograph) {
  const char next = tone_behind(pinyin, at + 3);
  if (next < '1' || next > '5') {
    return;
  }
  if (ideograph == U'不') {
    pinyin[at + 2] = next == '4' ? '2' : '4';
  } else {
    pinyin[at + 2] = next == '4' || next == '5' ? '2' : '4';
  }
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::string read() {
    for (std::size_t at = 0; at < text_.size();) {
      const CodePoint code = code_point_at(text_, at).value_or(CodePoint{U' ', 1});
      if (!is_ideograph(code.value)) {
        flush();
        add_other(at, code);
        at += code.length;
      } else if (const Polyphone* const word = longest_word_at(text_, at)) {
        flush();
        add_syllables(word->pinyin);
        at += word->word.size();
      } else if (code.value == U'不' || code.value == U'一') {
        flush();
        changing_.emplace_back(start_syllable(), code.value);
        out_ += code.value == U'不' ? "bu4 " : "yi1 ";
        at += code.length;
      } else {
        run_ += text_.substr(at, code.length);
        at += code.length;
      }
    }
    flush();
    for (const auto& [at, ideograph] : changing_) {
      change_tone(out_, at, ideograph);
    }
    return out_;
  }

 private:
  // Syllables stand alone.
  std::size_t start_syllable() {
    if (!out_.empty() && out_.back() != ' ') {
      out_ += ' ';
    }
    return out_.size();
  }
  void add_syllables(std::string_view pinyin) {
    start_syllable();
    out_ += pinyin;
    out_ += ' ';
  }
  void flush() {
    if (!run_.empty()) {
      start_syllable();
      out_ += read_by_icu(std::exchange(run_, {}));
    }
  }
  void add_other(std::size_t at, const CodePoint& code) {
    const auto* const mark = std::ranges::find(kMarks, code.value, &Mark::code);
    if (mark == std::end(kMarks)) {
      out_ += text_.substr(at, code.length);
      return;
    }
    if (out_.ends_with(' ')) {
      out_.pop_back();
    }
    out_ += mark->ascii;
  }

  std::string_view text_;
  std::string run_;  ///< ideographs for ICU, which reads some by their neighbours
  std::string out_;
  std::vector<std::pair<std::size_t, char32_t>> changing_;
};

}  // namespace

std::string pinyin_of(std::string_view text) {
  std::string pinyin = Reader(text).read();
  while (pinyin.ends_with(' ')) {
    pinyin.pop_back();
  }
  return pinyin;
}

std::size_t count_ideographs(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint code = code_point_at(text, at).value_or(CodePoint{U' ', 1});
    count += is_ideograph(code.value) ? 1 : 0;
    at += code.length;
  }
  return count;
}

}  // namespace kirin::sound
