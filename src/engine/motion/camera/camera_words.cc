#include "engine/motion/camera/camera_words.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace kirin::engine::motion {
namespace {

using enum CameraMove;
using Words = std::vector<std::string>;

enum class Direction { none, left, right, up, down, in, out };

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Lower-case words; a sentence mark is the word ".", a comma the word ",". "don't" reads as
/// "dont".
Words words_of(std::string_view text) {
  Words words(1);
  for (const char raw : to_lower(text)) {
    const bool is_letter = (raw >= 'a' && raw <= 'z') || (raw >= '0' && raw <= '9');
    if (is_letter) {
      words.back() += raw;
    } else if (raw != '\'') {
      if (!words.back().empty()) {
        words.emplace_back();
      }
      if (raw == '.' || raw == ';' || raw == '!' || raw == ',' || raw == '\n') {
        words.back() = raw == ',' ? "," : ".";
        words.emplace_back();
      }
    }
  }
  if (words.back().empty()) {
    words.pop_back();
  }
  return words;
}

/// "zooms", "zooming", "zoomed" and "zoom" are the same verb here.
std::string stem(std::string word) {
  for (const std::string_view ending : {"ing", "ed", "es", "s"}) {
    if (word.size() > ending.size() + 2 && word.ends_with(ending)) {
      word.resize(word.size() - ending.size());
      if (word.size() > 3 && word[word.size() - 1] == word[word.size() - 2] && word.back() != 'l') {
        word.pop_back();  // panning, panned
      }
      return word;
    }
  }
  return word;
}

Direction direction_of(std::string_view word) {
  if (is_one_of(word, {"left", "leftward", "leftwards", "counterclockwise", "anticlockwise"})) {
    return Direction::left;
  }
  if (is_one_of(word, {"right", "rightward", "rightwards", "clockwise"})) {
    return Direction::right;
  }
  if (is_one_of(word, {"up", "upward", "upwards"})) {
    return Direction::up;
  }
  if (is_one_of(word, {"down", "downward", "downwards"})) {
    return Direction::down;
  }
  if (is_one_of(word,
                {"in", "into", "closer", "forward", "forwards", "toward", "towards", "inward"})) {
    return Direction::in;
  }
  if (is_one_of(word, {"out", "back", "away", "backward", "backwards", "outward"})) {
    return Direction::out;
  }
  return Direction::none;
}

/// A place in a text: what stands before and after it in the same clause.
class Place {
 public:
  Place(const Words& words, std::size_t index) : words_(words), index_(index) {}

  const std::string& word() const { return words_[index_]; }

  /// The first direction among the next `reach` words.
  Direction direction(int reach) const {
    for (int step = 1; step <= reach; ++step) {
      const std::string_view next = after(step);
      if (next == "." || next == ",") {
        break;
      }
      if (const Direction found = direction_of(next); found != Direction::none) {
        return found;
      }
    }
    return Direction::none;
  }
  /// One of `list` stands at most `reach` words before or after, in the same sentence.
  bool is_near(std::initializer_list<std::string_view> list, int back, int forward) const {
    return is_before(list, back) || is_after(list, forward);
  }
  bool is_before(std::initializer_list<std::string_view> list, int reach) const {
    for (int step = 1; step <= reach && after(-step) != "."; ++step) {
      if (is_one_of(after(-step), list)) {
        return true;
      }
    }
    return false;
  }
  bool is_after(std::initializer_list<std::string_view> list, int reach) const {
    for (int step = 1; step <= reach && after(step) != "."; ++step) {
      if (is_one_of(after(step), list)) {
        return true;
      }
    }
    return false;
  }
  bool has_camera() const { return is_before({"camera", "cam", "lens"}, 4); }
  /// "no zoom", "without any pan or tilt", "do not zoom": a negation that no "but" has ended.
  bool is_negated() const {
    for (int step = 1; step <= 5; ++step) {
      const std::string_view before = after(-step);
      if (is_one_of(before, {".", "but", "then", "just", "only"})) {
        return false;
      }
      // "no zoom, pan or tilt" goes on after the comma; "do not zoom, pan left" does not.
      if (before == "," &&
          (direction(2) != Direction::none ||
           !is_one_of(after(-step - 1), {"zoom", "pan", "tilt", "roll", "shake"}))) {
        return false;
      }
      if (is_one_of(before, {"no", "not", "without", "dont", "doesnt", "never", "avoid", "isnt"})) {
        return true;
      }
    }
    return false;
  }

 private:
  std::string_view after(int step) const {
    const auto at = static_cast<std::ptrdiff_t>(index_) + step;
    return at < 0 || at >= static_cast<std::ptrdiff_t>(words_.size())
               ? std::string_view{"."}
               : words_[static_cast<std::size_t>(at)];
  }

  const Words& words_;
  std::size_t index_;
};

/// Moves that one place of the text means; both directions where it names none and the word needs
/// one.
struct Reading {
  std::vector<CameraMove>
      moves;              ///< the first is what is meant, the others the same in another direction
  std::size_t meant = 1;  ///< how many of `moves` are meant
};

Reading sideways(Direction direction, CameraMove left, CameraMove right) {
  return direction == Direction::left ? Reading{{left}} : Reading{{right}};
}

std::optional<Reading> zoom_or_travel(const Place& place, const std::string& verb) {
  if (verb == "zoom") {
    switch (place.direction(3)) {
      case Direction::out:
        return Reading{{zoom_out}};
      case Direction::none:
        return Reading{{zoom_in, zoom_out}};
      default:
        return Reading{{zoom_in}};
    }
  }
  const Direction near = place.direction(2);
  if (verb == "push" && (near == Direction::in || place.has_camera())) {
    return Reading{{push_in}};
  }
  if (verb == "pull" && (near == Direction::out || place.has_camera())) {
    return Reading{{pull_out}};
  }
  if (is_one_of(verb, {"dolly", "dolli"})) {
    switch (near) {
      case Direction::out:
        return Reading{{pull_out}};
      case Direction::left:
      case Direction::right:
        return sideways(near, truck_left, truck_right);
      case Direction::none:
        return Reading{{push_in, pull_out}};
      default:
        return Reading{{push_in}};
    }
  }
  if (is_one_of(verb, {"fly", "fli", "flythrough", "flyover"}) &&
      (place.has_camera() || verb.size() > 5)) {
    return Reading{{push_in}};
  }
  if (is_one_of(verb, {"drone", "aerial", "fpv"}) &&
      place.is_near({"shot", "footage", "view", "video"}, 0, 2)) {
    return Reading{{push_in}};
  }
  return std::nullopt;
}

std::optional<Reading> turn(const Place& place, const std::string& verb) {
  const Direction near = place.direction(4);
  const bool is_gerund = place.word() == "panning";
  if (verb == "pan" && !place.is_before({"frying", "a", "the", "hot"}, 1)) {
    switch (near) {
      case Direction::up:
        return Reading{{tilt_up}};
      case Direction::down:
        return Reading{{tilt_down}};
      case Direction::left:
      case Direction::right:
        return sideways(near, pan_left, pan_right);
      default:
        break;
    }
    if (is_gerund || place.has_camera() || place.is_before({"slow", "no", "without", "fast"}, 1) ||
        place.is_negated()) {
      return Reading{{pan_right, pan_left}};
    }
  }
  if (verb == "tilt" &&
      (place.has_camera() || !place.is_after({"her", "his", "their", "its"}, 1))) {
    const Direction close = place.direction(2);
    if (close == Direction::up || close == Direction::down) {
      return close == Direction::up ? Reading{{tilt_up}} : Reading{{tilt_down}};
    }
    if (place.has_camera() || place.is_negated()) {
      return Reading{{tilt_up, tilt_down}};
    }
  }
  if ((verb == "roll" && place.has_camera()) || place.word() == "dutch") {
    return near == Direction::left ? Reading{{roll_left}} : Reading{{roll_right, roll_left}};
  }
  return std::nullopt;
}

std::optional<Reading> around(const Place& place, const std::string& verb) {
  const Direction near = place.direction(5);
  const bool is_orbit =
      is_one_of(verb, {"orbit", "orbital"}) &&
      (place.has_camera() || place.is_after({"shot", "around", "camera", "left", "right"}, 3) ||
       place.is_negated());
  const bool is_arc = verb == "arc" && place.is_after({"shot", "around", "left", "right"}, 1);
  const bool is_circle = is_one_of(verb, {"circl", "circle", "revolv", "revolve", "rotat", "rotate",
                                          "spin", "swirl"}) &&
                         place.has_camera();
  if (is_orbit || is_arc || is_circle) {
    return near == Direction::left ? Reading{{orbit_left}} : Reading{{orbit_right, orbit_left}};
  }
  return std::nullopt;
}

std::optional<Reading> travel(const Place& place, const std::string& verb) {
  if (is_one_of(verb, {"truck", "track"})) {
    const Direction near = place.direction(1);
    if (near == Direction::left || near == Direction::right) {
      return sideways(near, truck_left, truck_right);
    }
    if (place.is_after({"shot"}, 1) || place.has_camera()) {
      return place.direction(4) == Direction::left ? Reading{{truck_left}}
                                                   : Reading{{truck_right, truck_left}};
    }
  }
  if (is_one_of(verb, {"crane", "pedestal", "boom", "jib"})) {
    const Direction near = place.direction(2);
    if (near == Direction::down) {
      return Reading{{pedestal_down}};
    }
    if (near == Direction::up || place.is_after({"shot"}, 1)) {
      return Reading{{pedestal_up}};
    }
  }
  if (!place.has_camera()) {
    return std::nullopt;
  }
  if (is_one_of(verb, {"ris", "rise", "ascend", "lift"})) {
    return Reading{{pedestal_up}};
  }
  if (is_one_of(verb, {"descend", "lower", "sink"})) {
    return Reading{{pedestal_down}};
  }
  if (is_one_of(verb, {"follow", "approach"})) {
    return Reading{{push_in}};
  }
  if (is_one_of(verb, {"mov", "move", "slid", "slide", "glid", "glide", "drift", "travel", "float",
                       "sweep"})) {
    switch (place.direction(4)) {
      case Direction::left:
        return Reading{{truck_left}};
      case Direction::right:
        return Reading{{truck_right}};
      case Direction::up:
        return Reading{{pedestal_up}};
      case Direction::down:
        return Reading{{pedestal_down}};
      case Direction::in:
        return Reading{{push_in}};
      case Direction::out:
        return Reading{{pull_out}};
      case Direction::none:
        break;
    }
  }
  return std::nullopt;
}

std::optional<Reading> hold_or_shake(const Place& place, const std::string& verb) {
  const std::string& word = place.word();
  if (word == "handheld" || (word == "held" && place.is_before({"hand"}, 1)) ||
      (is_one_of(verb, {"shak", "shake", "shaky", "wobbly"}) &&
       place.is_near({"camera", "cam", "footage", "shot"}, 2, 2))) {
    return Reading{{handheld}};
  }
  const auto beside_camera = [&] {
    return place.is_near({"camera", "shot", "frame", "cam", "framing", "tripod", "view"}, 3, 2);
  };
  if ((is_one_of(word,
                 {"static", "fixed", "stationary", "still", "motionless", "locked", "unmoving"}) &&
       beside_camera()) ||
      word == "tripod") {
    return Reading{{still}};
  }
  return std::nullopt;
}

/// "camera movement", "camera motion", "the camera moves": the camera as such.
bool is_any_movement(const Place& place, const std::string& verb) {
  return is_one_of(verb, {"movement", "motion", "mov", "move"}) && place.is_before({"camera"}, 4);
}

std::optional<Reading> reading_of(const Place& place) {
  const std::string verb = stem(place.word());
  for (const auto read : {zoom_or_travel, turn, around, travel, hold_or_shake}) {
    if (const auto found = read(place, verb)) {
      return found;
    }
  }
  return std::nullopt;
}

int pace_near(const Place& place) {
  if (place.is_near(
          {"slow", "slowly", "gentle", "gently", "subtle", "subtly", "gradual", "gradually"}, 4,
          4)) {
    return -1;
  }
  return place.is_near(
             {"fast", "quick", "quickly", "rapid", "rapidly", "whip", "sudden", "dramatically"}, 3,
             3)
             ? 1
             : 0;
}

void read_english(std::string_view text, CameraWords& found) {
  Words words = words_of(text);
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "motion" && words[i - 1] == "slow") {
      words[i - 1] = "slowed";  // says how the scene passes, not how the camera moves
    }
  }
  for (std::size_t i = 0; i < words.size(); ++i) {
    const Place place(words, i);
    if (const auto reading = reading_of(place)) {
      if (place.is_negated()) {
        found.forbidden.insert(reading->moves.begin(), reading->moves.end());
        continue;
      }
      found.asked.insert(reading->moves.front());
      if (const int pace = pace_near(place); pace != 0) {
        found.pace = pace;
      }
    } else if (is_any_movement(place, stem(words[i])) && place.is_negated()) {
      found.asked.insert(still);
    }
  }
}

struct Phrase {
  std::string_view text;
  CameraMove move;
};

constexpr std::array kChinese = {
    Phrase{"推近", push_in},         Phrase{"推进", push_in},
    Phrase{"前推", push_in},         Phrase{"镜头推", push_in},
    Phrase{"推镜", push_in},         Phrase{"推轨", push_in},
    Phrase{"镜头前移", push_in},     Phrase{"镜头向前", push_in},
    Phrase{"拉远", pull_out},        Phrase{"后拉", pull_out},
    Phrase{"镜头拉", pull_out},      Phrase{"拉镜", pull_out},
    Phrase{"拉开", pull_out},        Phrase{"镜头后移", pull_out},
    Phrase{"左摇", pan_left},        Phrase{"右摇", pan_right},
    Phrase{"上摇", tilt_up},         Phrase{"下摇", tilt_down},
    Phrase{"摇向左", pan_left},      Phrase{"摇向右", pan_right},
    Phrase{"镜头左移", truck_left},  Phrase{"镜头右移", truck_right},
    Phrase{"镜头向左", truck_left},  Phrase{"镜头向右", truck_right},
    Phrase{"镜头上移", pedestal_up}, Phrase{"镜头下移", pedestal_down},
    Phrase{"镜头向上", pedestal_up}, Phrase{"镜头向下", pedestal_down},
    Phrase{"镜头上升", pedestal_up}, Phrase{"镜头下降", pedestal_down},
    Phrase{"左平移", truck_left},    Phrase{"右平移", truck_right},
    Phrase{"环绕", orbit_right},     Phrase{"绕拍", orbit_right},
    Phrase{"手持", handheld},        Phrase{"镜头晃动", handheld},
    Phrase{"固定镜头", still},       Phrase{"镜头固定", still},
    Phrase{"固定机位", still},       Phrase{"镜头静止", still},
    Phrase{"静止镜头", still},       Phrase{"镜头不动", still},
    Phrase{"放大", zoom_in},         Phrase{"缩小", zoom_out},
    Phrase{"镜头摇", pan_right},
};

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return text.ends_with(ending); });
}

/// 不要放大, 没有手持, 避免镜头晃动: the negation stands right before, at most 镜头 or 任何
/// between.
bool is_negated_in_chinese(std::string_view before) {
  for (const std::string_view between : {"任何", "镜头", "进行"}) {
    if (before.ends_with(between)) {
      before.remove_suffix(between.size());
    }
  }
  return ends_with_any(before,
                       {"不", "不要", "没有", "无", "别", "避免", "禁止", "不能", "不会", "无需"});
}

void read_chinese(std::string_view text, CameraWords& found) {
  for (const Phrase& phrase : kChinese) {
    for (std::size_t at = text.find(phrase.text); at != std::string_view::npos;
         at = text.find(phrase.text, at + phrase.text.size())) {
      const std::string_view before = text.substr(0, at);
      (is_negated_in_chinese(before) ? found.forbidden : found.asked).insert(phrase.move);
    }
  }
  // 镜头向左摇 is a pan, although it begins like 镜头向左, a truck.
  for (const auto& [turn_move, travel_move] :
       {std::pair{pan_left, truck_left}, std::pair{pan_right, truck_right},
        std::pair{tilt_up, pedestal_up}, std::pair{tilt_down, pedestal_down}}) {
    if (found.asked.contains(turn_move)) {
      found.asked.erase(travel_move);
    }
  }
  if (found.asked.empty()) {
    return;
  }
  const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  if (has("缓慢") || has("慢慢") || has("缓缓") || has("轻轻")) {
    found.pace = -1;
  } else if (has("快速") || has("迅速") || has("急速")) {
    found.pace = 1;
  }
}

}  // namespace

CameraWords read_camera_words(std::string_view text) {
  CameraWords found;
  read_english(text, found);
  read_chinese(text, found);
  return found;
}

}  // namespace kirin::engine::motion
