#include "engine/motion/join/transition_words.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace kirin::engine::motion {
namespace {

using enum TransitionStyle;

struct Phrase {
  std::string_view text;
  TransitionStyle style;
};

/// The first that is found counts: longer phrases stand before those they contain.
constexpr std::array kPhrases = {
    Phrase{"match cut", match_cut},
    Phrase{"match-cut", match_cut},
    Phrase{"jump cut", match_cut},
    Phrase{"hard cut", match_cut},
    Phrase{"smash cut", match_cut},
    Phrase{"cut to", match_cut},
    Phrase{"cuts to", match_cut},
    Phrase{"匹配剪辑", match_cut},
    Phrase{"切换到", match_cut},
    Phrase{"硬切", match_cut},
    Phrase{"whip pan", whip_pan},
    Phrase{"whip-pan", whip_pan},
    Phrase{"whip tilt", whip_pan},
    Phrase{"swish pan", whip_pan},
    Phrase{"swish-pan", whip_pan},
    Phrase{"甩镜", whip_pan},
    Phrase{"快速摇", whip_pan},
    Phrase{"zoom through", zoom_through},
    Phrase{"zooms through", zoom_through},
    Phrase{"zooming through", zoom_through},
    Phrase{"zoom transition", zoom_through},
    Phrase{"crash zoom", zoom_through},
    Phrase{"变焦穿越", zoom_through},
    Phrase{"缩放转场", zoom_through},
    Phrase{"push through", push_through},
    Phrase{"pushes through", push_through},
    Phrase{"fly through", push_through},
    Phrase{"flies through", push_through},
    Phrase{"flying through", push_through},
    Phrase{"travel through", push_through},
    Phrase{"穿越", push_through},
    Phrase{"推进穿过", push_through},
    Phrase{"fade to black", dip},
    Phrase{"fades to black", dip},
    Phrase{"fade through black", dip},
    Phrase{"dip to black", dip},
    Phrase{"fade to white", dip},
    Phrase{"fades to white", dip},
    Phrase{"fade through white", dip},
    Phrase{"dip to white", dip},
    Phrase{"flash to white", dip},
    Phrase{"黑场", dip},
    Phrase{"白场", dip},
    Phrase{"morph", morph},
    Phrase{"morphs", morph},
    Phrase{"morphing", morph},
    Phrase{"transforms into", morph},
    Phrase{"transform into", morph},
    Phrase{"turns into", morph},
    Phrase{"turn into", morph},
    Phrase{"变成", morph},
    Phrase{"变形", morph},
    Phrase{"wipe", wipe},
    Phrase{"wipes", wipe},
    Phrase{"划像", wipe},
    Phrase{"擦除", wipe},
    Phrase{"dissolve", dissolve},
    Phrase{"dissolves", dissolve},
    Phrase{"crossfade", dissolve},
    Phrase{"cross-fade", dissolve},
    Phrase{"cross fade", dissolve},
    Phrase{"fade", dissolve},
    Phrase{"fades", dissolve},
    Phrase{"叠化", dissolve},
    Phrase{"溶解", dissolve},
    Phrase{"淡入", dissolve},
    Phrase{"渐变", dissolve},
};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// The phrase as whole words, not negated shortly before.
bool is_wanted(const std::string& text, std::string_view phrase) {
  for (std::size_t at = text.find(phrase); at != std::string::npos;
       at = text.find(phrase, at + 1)) {
    const std::size_t end = at + phrase.size();
    if (is_letter(phrase.front()) &&
        ((at > 0 && is_letter(text[at - 1])) || (end < text.size() && is_letter(text[end])))) {
      continue;
    }
    const std::size_t from = at < 14 ? 0 : at - 14;
    std::string before = " " + text.substr(from, at - from);
    if (const std::size_t mark = before.find_last_of(",.;!"); mark != std::string::npos) {
      before.erase(0, mark + 1);  // "no fade, a whip pan" wants the whip pan
    }
    const auto is_before = [&](std::string_view word) {
      return before.find(word) != std::string::npos;
    };
    if (!is_before(" no ") && !is_before(" not ") && !is_before(" without ") &&
        !is_before("n't ") && !is_before(" never ") && !is_before("不") && !is_before("没")) {
      return true;
    }
  }
  return false;
}

bool says(const std::string& text, std::string_view english, std::string_view chinese) {
  return is_wanted(text, english) || text.find(chinese) != std::string::npos;
}

}  // namespace

std::string_view to_string(TransitionStyle style) {
  constexpr std::array<std::string_view, 9> kNames = {"push through", "camera move", "zoom through",
                                                      "whip pan",     "wipe",        "dissolve",
                                                      "dip",          "morph",       "match cut"};
  return kNames.at(static_cast<std::size_t>(style));
}

TransitionWords read_transition(std::string_view prompt, std::string_view negative_prompt) {
  const std::string text = to_lower(prompt);
  const std::string unwanted = to_lower(negative_prompt);
  TransitionWords words;
  for (const Phrase& phrase : kPhrases) {
    if (is_wanted(text, phrase.text) && unwanted.find(phrase.text) == std::string::npos) {
      words.style = phrase.style;
      words.is_from_prompt = true;
      words.is_white = phrase.text.find("white") != std::string::npos || phrase.text == "白场";
      break;
    }
  }
  if (says(text, "left", "左")) {
    words.way = WayOver::left;
  } else if (says(text, "right", "右")) {
    words.way = WayOver::right;
  } else if (says(text, "up", "上")) {
    words.way = WayOver::up;
  } else if (says(text, "down", "下") || says(text, "whip tilt", "下")) {
    words.way = WayOver::down;
  }
  return words;
}

}  // namespace kirin::engine::motion
