#include "engine/motion/camera/tokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.h"
#include "sound/prompt_text.h"
#include "sound/speech/quotes.h"

namespace kirin::engine::motion {
namespace {

constexpr std::size_t kMostBytes = 20000;

/// Traditional characters of the lexicon's words, each before its simplified form.
constexpr std::string_view kTraditional =
    "鏡镜頭头進进遠远環环繞绕緩缓動动後后轉转變变攝摄機机無无沒没從从間间時时車车隨随穩稳飛飞過过靜"
    "静開开"
    "對对準准點点輕轻漸渐劇剧邊边繼继續续著着來来虛虚實实軌轨橫横縱纵豎竖搖摇縮缩畫画視视與与並并會"
    "会讓让"
    "將将為为級级極极慣惯體体樣样這这個个別别兩两傾倾顛颠顫颤驟骤漲涨蹤踪穿穿圍围臉脸處处遠远風风還"
    "还強强"
    "烈烈單单獨独們们衝冲飄飘遊游盤盘滾滚術术話话氣气終终隻只連连狀状側侧懸悬騰腾躍跃";

std::string simplified(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto point = sound::code_point_at(text, at);
    const std::size_t length = point ? point->length : 1;
    const std::string_view character = text.substr(at, length);
    at += length;
    if (point && point->value >= 0xFF01 && point->value <= 0xFF5E) {
      plain += static_cast<char>(point->value - 0xFEE0);  // full-width letters, digits and marks
      continue;
    }
    const std::size_t found = length == 3 ? kTraditional.find(character) : std::string_view::npos;
    const bool is_traditional = found != std::string_view::npos && found % 6 == 0;
    plain += is_traditional ? kTraditional.substr(found + 3, 3) : character;
  }
  return to_lower(plain);
}

/// The prompt without what is spoken; one that stands in quotation marks as a whole is not speech.
std::string told(std::string_view prompt) {
  std::string lines{prompt.substr(0, kMostBytes)};
  for (std::size_t at = lines.find("\n\n"); at != std::string::npos; at = lines.find("\n\n", at)) {
    lines.replace(at, 2, ". ");  // a new paragraph is a new sentence
  }
  const std::string clean = sound::cleaned(lines);
  auto quotes = sound::find_quotes(clean);
  const std::string_view bare = trimmed(clean);
  if (quotes.size() == 1 && quotes[0].end - quotes[0].begin == bare.size()) {
    return simplified(quotes[0].text);
  }
  std::string text = sound::without_quotes(clean, quotes);
  for (std::size_t at = text.find("<<<"); at != std::string::npos; at = text.find("<<<", at)) {
    const std::size_t end = text.find(">>>", at);
    if (end == std::string::npos) {
      break;
    }
    std::fill(text.begin() + static_cast<std::ptrdiff_t>(at),
              text.begin() + static_cast<std::ptrdiff_t>(end + 3), ' ');
  }
  return simplified(text);
}

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// One piece of the text: a word, a number, a mark, or a character that is none of these.
struct Piece {
  std::string text;
  enum class Kind { word, number, character } kind = Kind::character;
};

class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text) {}

  std::vector<Piece> pieces() {
    std::vector<Piece> found;
    while (at_ < text_.size()) {
      if (is_letter(text_[at_])) {
        found.push_back({word(), Piece::Kind::word});
      } else if (is_digit(text_[at_])) {
        found.push_back({number(), Piece::Kind::number});
      } else {
        std::string character = next_character();
        if (character != " " && character != "-" && character != "_" && character != "*") {
          found.push_back({std::move(character), Piece::Kind::character});
        }
      }
    }
    return found;
  }

 private:
  /// "don't" reads as "dont", "camera's" as "cameras".
  std::string word() {
    std::string found;
    for (; at_ < text_.size(); ++at_) {
      if (is_letter(text_[at_])) {
        found += text_[at_];
      } else if (text_[at_] != '\'') {
        if (!text_.substr(at_).starts_with("’")) {
          break;
        }
        at_ += 2;
      }
    }
    return found;
  }
  std::string number() {
    std::string found;
    for (; at_ < text_.size(); ++at_) {
      const bool is_point = text_[at_] == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]);
      if (!is_digit(text_[at_]) && !is_point) {
        break;
      }
      found += text_[at_];
    }
    return found;
  }
  std::string next_character() {
    const auto point = sound::code_point_at(text_, at_);
    const std::size_t length = point ? point->length : 1;
    std::string character{text_.substr(at_, length)};
    at_ += length;
    return character;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

struct Match {
  std::size_t pieces = 0;
  const Meaning* meaning = nullptr;
  Form form = Form::base;
};

/// The longest phrase that begins with `pieces[at]`, or one piece without a meaning.
Match longest_phrase(const std::vector<Piece>& pieces, std::size_t at) {
  const bool is_word = pieces[at].kind != Piece::Kind::character;
  const auto most = static_cast<std::size_t>(is_word ? kPhraseWords : kPhraseCharacters);
  Match best{1};
  Form form = Form::base;
  std::string key;
  for (std::size_t n = 0; n < most && at + n < pieces.size(); ++n) {
    if ((pieces[at + n].kind != Piece::Kind::character) != is_word) {
      break;
    }
    const BaseWord base = base_of(pieces[at + n].text);
    form = form == Form::base ? base.form : form;
    key += is_word && n > 0 ? " " : "";
    key += base.text;
    if (const Meaning* meaning = look_up(key)) {
      best = {n + 1, meaning, form};
    }
  }
  return best;
}

std::optional<double> value_of(const std::string& digits) {
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} ? std::optional{value} : std::nullopt;
}

bool is_chinese(const Piece& piece) {
  constexpr std::string_view kFirst = "⺀";  // U+2E80, where punctuation and symbols have ended
  return piece.kind == Piece::Kind::character && piece.text.size() == 3 && piece.text >= kFirst;
}

}  // namespace

std::vector<Token> tokens_of(std::string_view prompt) {
  const std::string text = told(prompt);
  const std::vector<Piece> pieces = Cutter(text).pieces();
  std::vector<Token> tokens;
  for (std::size_t at = 0; at < pieces.size();) {
    const Match match = longest_phrase(pieces, at);
    Token token;
    token.form = match.form;
    token.is_chinese = is_chinese(pieces[at]);
    for (std::size_t n = 0; n < match.pieces; ++n) {
      token.text += n > 0 && !token.is_chinese ? " " : "";
      token.text += pieces[at + n].text;
    }
    if (match.meaning != nullptr) {
      token.meaning = *match.meaning;
    } else if (pieces[at].kind == Piece::Kind::number) {
      token.meaning.role = Role::number;
      token.number = value_of(pieces[at].text).value_or(0);
    }
    const bool is_ornament =
        match.meaning == nullptr && !token.is_chinese && pieces[at].kind == Piece::Kind::character;
    at += match.pieces;
    if (is_ornament) {
      continue;  // an emoji, an accent
    }
    if (token.is(Role::unit) && !tokens.empty() && tokens.back().is(Role::number)) {
      tokens.back().meaning.unit = token.meaning.unit;  // "90 degrees" is one thing
      tokens.back().text += token.is_chinese ? "" : " ";
      tokens.back().text += token.text;
      continue;
    }
    tokens.push_back(std::move(token));
  }
  return tokens;
}

}  // namespace kirin::engine::motion
