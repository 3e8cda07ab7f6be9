#include "engine/motion/camera/modifiers.h"

#include <algorithm>
#include <cstdlib>

#include "engine/motion/camera/company.h"

namespace kirin::engine::motion {
namespace {

void set_measure(const Token& token, Modifiers& modifiers) {
  const double number = std::clamp(token.number, 0.0, 1e4);
  switch (token.meaning.unit) {
    case Unit::degrees:
      modifiers.degrees = number;
      break;
    case Unit::times:
      modifiers.factor = number >= 1 ? number : number > 0 ? 1 / number : 1;
      break;
    case Unit::percent:
      modifiers.factor = number > 100 ? number / 100 : 1 + number / 100;
      break;
    case Unit::none:
      break;
  }
}

}  // namespace

void Modifiers::apply_to(MoveRequest& move) const {
  move.speed = speed.value_or(move.speed);
  move.amount = amount.value_or(move.amount);
  move.degrees = degrees ? degrees : move.degrees;
  move.factor = factor ? factor : move.factor;
  move.aim = aim == Aim::none ? move.aim : aim;
}

void Modifiers::add(const Modifiers& more) {
  const bool is_weaker =
      speed && more.speed && *more.speed != 0 && std::abs(*more.speed) <= std::abs(*speed);
  speed = more.speed && !is_weaker ? more.speed : speed;
  amount = more.amount ? more.amount : amount;
  degrees = more.degrees ? more.degrees : degrees;
  factor = more.factor ? more.factor : factor;
  aim = more.aim == Aim::none ? aim : more.aim;
}

Modifiers modifiers_of(const Token& token, int intensity) {
  const int value = token.meaning.value;
  Modifiers modifiers;
  if (token.is(Role::speed)) {
    modifiers.speed = std::clamp(value + (value > 0 ? intensity : -intensity), -3, 3);
  } else if (token.is(Role::amount)) {
    modifiers.amount = value / 100.0;
  } else {
    set_measure(token, modifiers);
  }
  return modifiers;
}

bool is_of_a_noun(std::span<const Token> tokens, std::size_t at) {
  bool has_noun = false;
  for (std::size_t i = at + 1; i < tokens.size() && i < at + 5; ++i) {
    const Token& token = tokens[i];
    if (token.is(Role::verb) || token.is(Role::movement) || token.is(Role::shot) ||
        token.is(Role::camera)) {
      return false;
    }
    if (token.is(Role::stop) || token.is(Role::link) || token.is(Role::then) ||
        token.is(Role::with) || token.is(Role::preposition)) {
      break;
    }
    has_noun = has_noun || is_noun(token);
  }
  return has_noun && !tokens[at].text.ends_with("ly");
}

}  // namespace kirin::engine::motion
