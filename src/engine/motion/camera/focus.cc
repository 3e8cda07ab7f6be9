#include "engine/motion/camera/focus.h"

#include <algorithm>
#include <array>

namespace kirin::engine::motion {
namespace {

constexpr std::size_t kReach = 20;

bool is_one_of(std::string_view word, std::span<const std::string_view> list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool says_to(const Token& token) {
  constexpr std::array<std::string_view, 11> kWords = {"to", "on",   "onto", "into", "到",  "至",
                                                       "向", "转到", "移到", "转向", "切换"};
  return is_one_of(token.text, kWords);
}

bool says_from(const Token& token) {
  constexpr std::array<std::string_view, 4> kWords = {"from", "从", "由", "自"};
  return is_one_of(token.text, kWords);
}

/// In, out, or none for a place that is neither near nor far.
Direction depth_of(const Token& token) {
  switch (token.meaning.aim) {
    case Aim::near:
    case Aim::face:
    case Aim::subject:
      return Direction::in;
    case Aim::far:
      return Direction::out;
    default:
      return Direction::none;
  }
}

bool shifts(const Token& token) {
  return token.is(Role::verb) &&
         (token.meaning.action == Action::move || token.meaning.action == Action::turn);
}

bool ends_clause(const Token& token) {
  return token.is(Role::stop) || token.is(Role::then) || token.is(Role::with) ||
         token.is(Role::subordinate);
}

Direction turned(Direction direction) {
  return direction == Direction::in ? Direction::out : Direction::in;
}

}  // namespace

std::optional<FocusShift> focus_shift(std::span<const Token> tokens, std::size_t at) {
  Direction from = Direction::none;
  Direction to = Direction::none;
  bool is_to = false;
  bool is_shift = tokens[at].meaning.action == Action::rack_focus;
  FocusShift shift{Direction::out, at + 1};
  for (std::size_t i = at >= 3 ? at - 3 : 0; i < at; ++i) {  // "the camera moves focus to"
    is_shift = is_shift || (shifts(tokens[i]) && i + 3 > at);
    if (ends_clause(tokens[i])) {
      from = Direction::none;
    } else if (depth_of(tokens[i]) != Direction::none) {
      from = depth_of(tokens[i]);  // 从前景到背景变焦, "the background comes into focus"
    }
  }
  const bool is_into = tokens[at].text.ends_with("into focus");
  for (std::size_t i = at + 1; i < tokens.size() && i < at + kReach; ++i) {
    const Token& token = tokens[i];
    if (ends_clause(token) || (token.is(Role::link) && is_to) || is_into) {
      break;
    }
    is_shift = is_shift || (shifts(token) && i < at + kReach - 2);
    is_to = (is_to || says_to(token) || shifts(token)) && !says_from(token);
    if (const Direction depth = depth_of(token); depth != Direction::none) {
      // "the woman in the background" is where it says.
      const bool is_place = token.meaning.aim == Aim::near || token.meaning.aim == Aim::far;
      Direction& side = is_to ? to : from;
      side = is_place || side == Direction::none ? depth : side;
      shift.end = i + 1;
    } else if (shifts(token)) {
      shift.end = i + 1;
    }
  }
  const bool is_between = from != Direction::none && to != Direction::none && from != to;
  const bool needs_pair = tokens[at].meaning.action == Action::focal;
  if (!is_between && (needs_pair || !is_shift)) {
    return std::nullopt;
  }
  shift.direction = is_into                   ? (from == Direction::none ? Direction::in : from)
                    : to != Direction::none   ? to
                    : from != Direction::none ? turned(from)
                                              : Direction::out;
  return shift;
}

}  // namespace kirin::engine::motion
