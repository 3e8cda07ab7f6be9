#include "engine/motion/camera/ways.h"

#include "engine/motion/camera/grammar.h"

namespace kirin::engine::motion {
namespace {

/// How many unknown words may stand between a verb and "to the left".
int reach_of(Action action) {
  switch (action) {
    case Action::pan:
    case Action::truck:
    case Action::orbit:
    case Action::follow:
    case Action::move:
    case Action::turn:
    case Action::rotate:
      return 5;
    default:
      return 0;
  }
}

/// "Left" is no way in "the truck left the road".
bool is_departure(std::span<const Token> tokens, std::size_t i) {
  return tokens[i].text == "left" && i + 1 < tokens.size() && tokens[i + 1].is(Role::determiner);
}

/// A path rather than a side: "along the river to the left" goes left.
bool is_path(Direction direction) {
  return direction == Direction::over || direction == Direction::across;
}

}  // namespace

std::optional<Way> way_after(std::span<const Token> tokens, std::size_t at, bool is_led) {
  const Action action = tokens[at].meaning.action;
  std::optional<Way> path;
  int words = 0;
  for (std::size_t i = at + 1; i < tokens.size() && words <= reach_of(action); ++i) {
    const Token& token = tokens[i];
    switch (token.meaning.role) {
      case Role::direction: {
        const bool is_near = words == 0;
        const bool is_phrase = token.is_chinese || token.text.find(' ') != std::string::npos ||
                               token.text.ends_with("ward") || token.text.ends_with("wards") ||
                               token.text.ends_with("clockwise");
        const Direction direction = token.meaning.direction;
        const bool is_there =
            is_near || (is_phrase && direction != Direction::in && direction != Direction::out);
        if (is_there && !is_origin(tokens, i) && !(path && is_path(direction)) &&
            (is_led || !is_departure(tokens, i)) &&
            (move_of(action, direction) || direction == Direction::to_and_fro)) {
          if (!is_path(direction)) {
            return Way{direction, i};
          }
          path = Way{direction, i};
        }
        break;
      }
      case Role::unknown:
      case Role::place:
      case Role::noise:
      case Role::shot:
        words += tokens[i].text.ends_with("ly") ? 0 : 1;
        break;
      case Role::speed:
      case Role::amount:
      case Role::intensity:
      case Role::number:
      case Role::unit:
      case Role::filler:
      case Role::determiner:
      case Role::preposition:
      case Role::camera:
      case Role::it:
        break;
      default:
        return path;
    }
  }
  return path;
}

bool is_origin(std::span<const Token> tokens, std::size_t at) {
  if (at == 0) {
    return false;
  }
  const std::size_t before = at > 1 && tokens[at - 1].is(Role::determiner) ? at - 2 : at - 1;
  const std::string& text = tokens[before].text;
  return text == "from" || text == "从" || text == "由" || text == "自";
}

bool is_before_verb(std::span<const Token> tokens, std::size_t at) {
  for (std::size_t i = at + 1; i < tokens.size() && i < at + 5; ++i) {
    const Token& token = tokens[i];
    if (token.is(Role::verb)) {
      return move_of(token.meaning.action, tokens[at].meaning.direction).has_value();
    }
    if (!token.is(Role::filler) && !token.is(Role::speed) && !token.is(Role::amount)) {
      return false;
    }
  }
  return false;
}

}  // namespace kirin::engine::motion
