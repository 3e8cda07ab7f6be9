#include "engine/motion/compose/stage_words.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <string>

#include "base/text.h"

namespace kirin::engine::motion {
namespace {

using enum StageWord;

struct Phrase {
  std::string_view text;
  StageWord word;
};

/// Phrases of whole English words, longer ones before their beginnings.
constexpr Phrase kEnglish[] = {
    {"in front of", in_front_of},
    {"in the front of", front},
    {"in the foreground", front},
    {"at the front", front},
    {"in front", front},
    {"foreground", front},
    {"front", front},
    {"in the background", background},
    {"in the distance", back},
    {"far away", back},
    {"at the back", back},
    {"background", background},
    {"backdrop", background},
    {"setting", background},
    {"scenery", background},
    {"behind", behind},
    {"in back of", behind},
    {"next to", next_to},
    {"beside", next_to},
    {"alongside", next_to},
    {"side by side with", next_to},
    {"close to", next_to},
    {"near", next_to},
    {"in between", between},
    {"between", between},
    {"on top of", above},
    {"above", above},
    {"below", below},
    {"beneath", below},
    {"underneath", below},
    {"under", below},
    {"on the left", left},
    {"to the left", left},
    {"at the left", left},
    {"left hand side", left},
    {"left side", left},
    {"left", left},
    {"on the right", right},
    {"to the right", right},
    {"at the right", right},
    {"right hand side", right},
    {"right side", right},
    {"in the center", centre},
    {"in the centre", centre},
    {"in the middle", centre},
    {"center", centre},
    {"centre", centre},
    {"middle", centre},
    {"holding", holding},
    {"holds", holding},
    {"carrying", holding},
    {"carries", holding},
    {"in", within},
    {"inside", within},
    {"into", within},
    {"within", within},
    {"on", within},
    {"at", within},
    {"against", within},
    {"through", within},
    {"across", within},
    {"of", of},
    {"from", of},
    {"is", is},
    {"are", is},
    {"as", is},
    {"for", is},
    {"and", join},
    {"with", join},
};

/// "right" alone is as often "right away" or "right here" as a side; it counts after these.
constexpr std::string_view kBeforeRight[] = {"the", "far", "upper", "lower", "picture", "is"};

constexpr std::string_view kUnheard[] = {"to", "side", "hand", "far", "use", "using", "just"};
constexpr std::string_view kArticle[] = {"the", "a",   "an",    "this", "that",
                                         "his", "her", "their", "its",  "one"};

constexpr Phrase kChinese[] = {
    {"作为背景", background},
    {"为背景", background},
    {"当背景", background},
    {"背景", background},
    {"场景", background},
    {"前景", front},
    {"远处", back},
    {"之间", between},
    {"中间", centre},
    {"中央", centre},
    {"正中", centre},
    {"左边", left},
    {"左侧", left},
    {"左面", left},
    {"左方", left},
    {"左", left},
    {"右边", right},
    {"右侧", right},
    {"右面", right},
    {"右方", right},
    {"右", right},
    {"前面", in_front_of},
    {"前方", in_front_of},
    {"身前", in_front_of},
    {"之前", in_front_of},
    {"后面", behind},
    {"后方", behind},
    {"身后", behind},
    {"背后", behind},
    {"之后", behind},
    {"旁边", next_to},
    {"身旁", next_to},
    {"身边", next_to},
    {"上方", above},
    {"上面", above},
    {"之上", above},
    {"下方", below},
    {"下面", below},
    {"之下", below},
    {"里面", at_end},
    {"之中", at_end},
    {"里", at_end},
    {"中", at_end},
    {"拿着", holding},
    {"抱着", holding},
    {"手持", holding},
    {"在", at},
    {"位于", at},
    {"作为", is},
    {"是", is},
    {"为", is},
    {"以", other},
    {"和", join},
    {"与", join},
    {"跟", join},
    {"、", join},
    {"，", comma},
    {"；", stop},
    {"。", stop},
    {"！", stop},
};

constexpr std::string_view kChinesePicture[] = {"参考图片", "参考图像", "参考图", "图片",
                                                "图像",     "照片",     "相片",   "图"};
constexpr std::string_view kChineseNumber[] = {"一", "二", "三", "四"};
constexpr std::string_view kEnglishPicture[] = {"reference image",
                                                "reference picture",
                                                "reference photo",
                                                "input image",
                                                "image",
                                                "picture",
                                                "photograph",
                                                "photo",
                                                "reference",
                                                "img",
                                                "pic",
                                                "figure"};
constexpr std::string_view kCardinal[] = {"one", "two", "three", "four"};
constexpr std::string_view kOrdinal[] = {"first", "second", "third", "fourth"};
constexpr std::string_view kShortOrdinal[] = {"1st", "2nd", "3rd", "4th"};

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '\''; }

/// Walks along the text; `eat` functions advance past what they recognise.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  void skip(std::size_t bytes) { rest_.remove_prefix(std::min(bytes, rest_.size())); }
  bool eat(std::string_view text) {
    if (!rest_.starts_with(text)) {
      return false;
    }
    skip(text.size());
    return true;
  }
  /// Like `eat`, but the text must end where a word does. Its blanks match any run of them.
  bool eat_words(std::string_view words) {
    const std::string_view before = rest_;
    for (std::size_t start = 0; start < words.size();) {
      const std::size_t end = std::min(words.find(' ', start), words.size());
      if (!eat(words.substr(start, end - start)) || (!rest_.empty() && is_word(rest_[0]))) {
        rest_ = before;
        return false;
      }
      start = end + 1;
      if (start < words.size()) {
        eat_blanks();
      }
    }
    return true;
  }
  void eat_blanks() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\t' || rest_[0] == '-')) {
      skip(1);
    }
  }
  template <std::size_t n>
  std::optional<std::size_t> eat_one_of(const std::string_view (&words)[n]) {
    for (std::size_t i = 0; i < n; ++i) {
      if (eat(words[i])) {
        return i;
      }
    }
    return std::nullopt;
  }
  /// A number from 1 that no digit follows.
  std::optional<std::size_t> eat_number() {
    if (rest_.empty() || rest_[0] < '1' || rest_[0] > '9' ||
        (rest_.size() > 1 && std::isdigit(static_cast<unsigned char>(rest_[1])) != 0)) {
      return std::nullopt;
    }
    const auto number = static_cast<std::size_t>(rest_[0] - '1');
    skip(1);
    return number;
  }
  void go_back_to(std::string_view rest) { rest_ = rest; }

 private:
  std::string_view rest_;
};

std::optional<std::size_t> chinese_number(Reader& reader) {
  if (const auto number = reader.eat_number()) {
    return number;
  }
  return reader.eat_one_of(kChineseNumber);
}

/// "图1", "图片二", "第一张图", "第2幅参考图片".
std::optional<std::size_t> chinese_picture(Reader& reader) {
  if (reader.eat("第")) {
    const auto number = chinese_number(reader);
    static_cast<void>(reader.eat("张") || reader.eat("幅") || reader.eat("个"));
    return number && reader.eat_one_of(kChinesePicture) ? number : std::nullopt;
  }
  if (!reader.eat_one_of(kChinesePicture)) {
    return std::nullopt;
  }
  reader.eat_blanks();
  return chinese_number(reader);
}

/// "<<<image_1>>>", "@Image1", "@图1"; the text is in lower case.
std::optional<std::size_t> marked_picture(Reader& reader) {
  const bool is_bracketed = reader.eat("<<<");
  if (!is_bracketed && !reader.eat("@")) {
    return std::nullopt;
  }
  if (!reader.eat_one_of(kEnglishPicture) && !reader.eat_one_of(kChinesePicture)) {
    return std::nullopt;
  }
  static_cast<void>(reader.eat("_") || reader.eat(" "));
  const auto number = chinese_number(reader);
  return number && (!is_bracketed || reader.eat(">>>")) ? number : std::nullopt;
}

/// "image 1", "photo #2", "picture two", "the second reference image".
std::optional<std::size_t> english_picture(Reader& reader) {
  for (std::size_t i = 0; i < std::size(kOrdinal); ++i) {
    if (reader.eat_words(kOrdinal[i]) || reader.eat_words(kShortOrdinal[i])) {
      reader.eat_blanks();
      for (const std::string_view noun : kEnglishPicture) {
        if (reader.eat_words(noun)) {
          return i;
        }
      }
      return std::nullopt;
    }
  }
  if (!reader.eat_one_of(kEnglishPicture)) {
    return std::nullopt;
  }
  static_cast<void>(reader.eat("_"));
  reader.eat_blanks();
  static_cast<void>(reader.eat("#") || reader.eat("number ") || reader.eat("no. "));
  for (std::size_t i = 0; i < std::size(kCardinal); ++i) {
    if (reader.eat_words(kCardinal[i])) {
      return i;
    }
  }
  const auto number = reader.eat_number();
  return reader.at_end() || !is_word(reader.rest()[0]) || reader.rest().starts_with("'s")
             ? number
             : std::nullopt;
}

std::optional<std::size_t> eat_picture(Reader& reader) {
  const std::string_view start = reader.rest();
  for (const auto kind : {marked_picture, english_picture, chinese_picture}) {
    if (const auto number = kind(reader)) {
      reader.eat("'s");
      return number;
    }
    reader.go_back_to(start);
  }
  return std::nullopt;
}

class Tokens {
 public:
  void add(StageWord word, std::size_t picture = 0) {
    const StageWord last = list_.empty() ? stop : list_.back().word;
    if (word == other && is_after_article_) {
      list_.push_back({noun, 0});
    } else if (word != other || (last != other && last != noun)) {
      list_.push_back({word, picture});
    }
    is_after_article_ = false;
  }
  void add_article() { is_after_article_ = true; }
  std::vector<StageToken> take() { return std::move(list_); }

 private:
  std::vector<StageToken> list_;
  bool is_after_article_ = false;
};

std::size_t bytes_of_character(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// One English word or mark that no phrase explains. Returns the word.
std::string_view eat_word(Reader& reader, Tokens& tokens) {
  const std::string_view rest = reader.rest();
  std::size_t length = 0;
  while (length < rest.size() && is_word(rest[length])) {
    ++length;
  }
  const std::string_view word = rest.substr(0, length);
  reader.skip(std::max<std::size_t>(length, 1));
  if (length > 0) {
    if (std::find(std::begin(kArticle), std::end(kArticle), word) != std::end(kArticle)) {
      tokens.add_article();
    } else if (std::find(std::begin(kUnheard), std::end(kUnheard), word) == std::end(kUnheard)) {
      tokens.add(other);
    }
  } else if (rest[0] == ',' || rest[0] == ':') {
    tokens.add(rest[0] == ',' ? comma : is);
  } else if (rest[0] == '.' || rest[0] == ';' || rest[0] == '!' || rest[0] == '\n') {
    tokens.add(stop);
  }
  return word;
}

bool eat_phrase(Reader& reader, std::string_view word_before, Tokens& tokens) {
  for (const Phrase& phrase : kEnglish) {
    if (reader.eat_words(phrase.text)) {
      tokens.add(phrase.word);
      return true;
    }
  }
  const bool may_be_side = std::find(std::begin(kBeforeRight), std::end(kBeforeRight),
                                     word_before) != std::end(kBeforeRight);
  if (may_be_side && reader.eat_words("right")) {
    tokens.add(right);
    return true;
  }
  return false;
}

}  // namespace

std::vector<StageToken> stage_tokens(std::string_view text, std::size_t pictures) {
  const std::string lower = to_lower(text);
  Reader reader(lower);
  Tokens tokens;
  std::string_view word_before;
  while (!reader.at_end()) {
    if (const auto number = eat_picture(reader)) {
      tokens.add(*number < pictures ? picture : other, *number);
      continue;
    }
    if (static_cast<unsigned char>(reader.rest()[0]) < 0x80) {
      if (!eat_phrase(reader, word_before, tokens)) {
        const std::string_view word = eat_word(reader, tokens);
        word_before = word.empty() ? word_before : word;
      }
      continue;
    }
    const auto* const phrase =
        std::find_if(std::begin(kChinese), std::end(kChinese),
                     [&](const Phrase& known) { return reader.eat(known.text); });
    if (phrase == std::end(kChinese)) {
      reader.skip(bytes_of_character(reader.rest()[0]));
      tokens.add(other);
    } else {
      tokens.add(phrase->word);
    }
  }
  return tokens.take();
}

}  // namespace kirin::engine::motion
