#include "engine/motion/ambient/ambient_words.h"

#include <algorithm>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/text.h"
#include "engine/motion/ambient/ambient_vocabulary.h"
#include "engine/motion/phrase_tokens.h"

namespace kirin::engine::motion {
namespace {

constexpr std::size_t kLongestPhrase = 6;  // tokens
constexpr int kNegationReach = 4;          // words that a negation covers before its thing is named
constexpr int kVerbReach = 4;              // from "petals" to "falling"

struct Mention {
  Sense sense;
  double value = 1;
  bool is_negated = false;
};

/// Traditional characters of the table's words, each before its simplified form.
constexpr std::string_view kTraditional =
    "飄飘風风霧雾煙烟樹树葉叶雲云燈灯閃闪塵尘氣气螢萤蟲虫發发頭头長长靜静凍冻結结蠟蜡燭烛無无沒没別"
    "别鏡镜動动畫画機机"
    "強强輕轻湧涌濤涛環环縫缝時时攝摄飛飞紛纷灑洒櫻樱餘余燼烬漣涟滾滚麥麦蘆芦葦苇熱热";

/// The character in its simplified form.
std::string_view simplified(std::string_view character) {
  const std::size_t at =
      character.size() == 3 ? kTraditional.find(character) : std::string_view::npos;
  return at != std::string_view::npos && at % 6 == 0 ? kTraditional.substr(at + 3, 3) : character;
}

/// `text` with a full stop for everything in quotation marks: what is said there is not seen. A
/// text that stands in quotation marks as a whole is read.
std::string without_speech(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kQuotes = {
      {{"\"", "\""}, {"“", "”"}, {"「", "」"}, {"『", "』"}}};
  text = trimmed(text);
  for (const auto& [open, close] : kQuotes) {
    if (text.starts_with(open) && text.find(close, open.size()) == text.size() - close.size()) {
      text = text.substr(open.size(), text.size() - open.size() - close.size());
    }
  }
  std::string kept;
  while (!text.empty()) {
    std::size_t taken = 1;
    std::string_view put = text.substr(0, 1);
    for (const auto& [open, close] : kQuotes) {
      const std::size_t end =
          text.starts_with(open) ? text.find(close, open.size()) : std::string_view::npos;
      if (end != std::string_view::npos) {
        taken = end + close.size();
        put = " . ";
      }
    }
    kept += put;
    text.remove_prefix(taken);
  }
  return kept;
}

/// In simplified characters; a line's end is a full stop.
std::vector<std::string> tokens_of(std::string_view text) {
  std::vector<std::string> tokens = phrase_tokens(text);
  for (std::string& token : tokens) {
    token = token == "\n" ? "." : std::string(simplified(token));
  }
  return tokens;
}

/// The longest phrase of the table that begins at the first token, and its length in tokens.
std::pair<const Phrase*, std::size_t> longest(std::span<const std::string> tokens) {
  static const auto table = [] {
    std::unordered_map<std::string_view, const Phrase*> phrases;
    for (const Phrase& phrase : ambient_vocabulary()) {
      phrases.emplace(phrase.text, &phrase);
    }
    return phrases;
  }();
  for (std::size_t length = std::min(tokens.size(), kLongestPhrase); length > 0; --length) {
    if (const auto found = table.find(joined_phrase(tokens.first(length))); found != table.end()) {
      return {found->second, length};
    }
  }
  return {nullptr, 1};
}

bool joins(Sense sense) {
  return sense == Sense::negation || sense == Sense::boundary || sense == Sense::list ||
         sense == Sense::article || sense == Sense::other || sense == Sense::more ||
         sense == Sense::falls;
}

/// Walks over the tokens and notes what is mentioned, in order.
class Reader {
 public:
  std::vector<Mention> read(std::string_view text) {
    const std::vector<std::string> tokens = tokens_of(without_speech(text));
    for (std::size_t at = 0; at < tokens.size();) {
      const auto [phrase, length] = longest(std::span(tokens).subspan(at));
      if (phrase == nullptr || phrase->sense == Sense::other) {
        pass();
      } else {
        take(*phrase, joins_on(tokens, at));
      }
      at += length;
    }
    return std::move(mentions_);
  }

 private:
  /// True where a list such as "no snow, rain or fog" goes on after the joint at `at`.
  static bool joins_on(const std::vector<std::string>& tokens, std::size_t at) {
    const auto [next, length] = longest(std::span(tokens).subspan(at + 1));
    if (next == nullptr) {
      return false;
    }
    const bool is_or = tokens[at] != "," && tokens[at] != "，" && tokens[at] != "and";
    return !joins(next->sense) || next->sense == Sense::list ||
           (is_or && next->sense == Sense::more);
  }

  void pass() {
    ++since_mention_;
    ++since_more_;
    is_negating_ = is_negating_ && ++since_negation_ <= kNegationReach;
  }

  void take(const Phrase& phrase, bool list_goes_on) {
    switch (phrase.sense) {
      case Sense::negation:
        is_negating_ = true;
        since_negation_ = 0;
        return;
      case Sense::boundary:
        is_negating_ = false;
        since_mention_ = kVerbReach + 1;
        return;
      case Sense::list:
        is_negating_ = is_negating_ && list_goes_on && since_mention_ == 0;
        return;
      case Sense::article:
        return;
      case Sense::more:
        strengthen(phrase);
        return;
      case Sense::falls:
        make_fall();
        return;
      default:
        mention(phrase);
    }
  }

  /// "Raining heavily" is about what stands before, "heavy rain" about what follows.
  void strengthen(const Phrase& phrase) {
    const bool is_adverb = phrase.text.ends_with("ly");
    if (is_adverb && since_mention_ <= 1 && !mentions_.empty()) {
      mentions_.back().value *= phrase.value;
      return;
    }
    more_ = phrase.value;
    since_more_ = 0;
  }

  void make_fall() {
    if (mentions_.empty() || since_mention_ > kVerbReach) {
      return;
    }
    Mention& last = mentions_.back();
    if (last.sense == Sense::petal) {
      last.sense = Sense::petals;
    } else if (last.sense == Sense::leaf) {
      last.sense = Sense::leaves;
    }
  }

  void mention(const Phrase& phrase) {
    const double more = since_more_ <= 1 ? more_ : 1;
    mentions_.push_back({phrase.sense, phrase.value * more, is_negating_});
    since_mention_ = 0;
    since_negation_ = 0;
    since_more_ = 2;
  }

  std::vector<Mention> mentions_;
  bool is_negating_ = false;
  int since_negation_ = 0;
  int since_mention_ = kVerbReach + 1;
  double more_ = 1;
  int since_more_ = 2;
};

Mover mover_of(Sense sense) {
  return static_cast<Mover>(static_cast<int>(sense) - static_cast<int>(Sense::water));
}

Wish& wish(AmbientWishes& wishes, Mover mover) {
  return wishes.movers[static_cast<std::size_t>(mover)];
}

void name(AmbientWishes& wishes, Mover mover, double amount) {
  Wish& named = wish(wishes, mover);
  named.is_named = true;
  named.amount = std::clamp(named.amount * amount, 0.0, 2.5);
}

void grant(AmbientWishes& wishes, const Mention& mention) {
  const auto index = static_cast<std::size_t>(mention.sense);
  switch (mention.sense) {
    case Sense::petal:
      return;
    case Sense::leaf:
      name(wishes, Mover::foliage, 1);
      return;
    case Sense::wind:
      wishes.wind = std::clamp(mention.value, 0.2, 2.5);
      name(wishes, Mover::foliage, 1);
      name(wishes, Mover::hair, 1);
      return;
    case Sense::leftwards:
    case Sense::rightwards:
      wishes.direction = mention.sense == Sense::leftwards ? -1 : 1;
      return;
    case Sense::still:
      for (Wish& any : wishes.movers) {
        any.amount = 0;
      }
      return;
    case Sense::still_water:
      wish(wishes, Mover::water).amount *= mention.value;
      wish(wishes, Mover::stream).amount *= mention.value;
      return;
    case Sense::rough_water:
      name(wishes, Mover::water, mention.value);
      return;
    case Sense::lapse:
      wishes.pace = mention.value;
      name(wishes, Mover::clouds, 1);
      return;
    case Sense::loop:
      wishes.loops = true;
      return;
    default:
      break;
  }
  if (index < kWeathers) {
    wishes.weather[index] = std::clamp(std::max(wishes.weather[index], mention.value), 0.2, 2.0);
  } else if (mention.sense >= Sense::water && mention.sense <= Sense::people) {
    name(wishes, mover_of(mention.sense), mention.value);
  }
}

void deny(AmbientWishes& wishes, Sense sense) {
  const auto index = static_cast<std::size_t>(sense);
  if (index < kWeathers) {
    wishes.weather[index] = 0;
  } else if (sense >= Sense::water && sense <= Sense::people) {
    wish(wishes, mover_of(sense)).amount = 0;
  } else if (sense == Sense::wind) {
    wishes.wind = 0;
  } else if (sense == Sense::loop) {
    wishes.loops = false;
  } else if (sense == Sense::rough_water) {
    wish(wishes, Mover::water).amount = std::min(wish(wishes, Mover::water).amount, 0.5);
  }
}

}  // namespace

std::string_view to_string(Weather weather) {
  constexpr std::array<std::string_view, kWeathers> kNames = {
      "snow", "rain", "fog", "dust", "petals", "falling leaves", "fireflies", "embers", "bubbles"};
  return kNames.at(static_cast<std::size_t>(weather));
}

AmbientWishes read_wishes(std::string_view prompt, std::string_view negative_prompt) {
  AmbientWishes wishes;
  const std::vector<Mention> mentions = Reader{}.read(prompt);
  for (const Mention& mention : mentions) {
    if (!mention.is_negated) {
      grant(wishes, mention);
    }
  }
  for (const Mention& mention : mentions) {
    if (mention.is_negated) {
      deny(wishes, mention.sense);
    }
  }
  for (const Mention& mention : Reader{}.read(negative_prompt)) {
    if (!mention.is_negated) {
      deny(wishes, mention.sense);
    }
  }
  return wishes;
}

}  // namespace kirin::engine::motion
