#include <string>

#include "engine/motion/camera/focus.h"
#include "engine/motion/camera/reader.h"
#include "engine/motion/camera/ways.h"

namespace kirin::engine::motion {
namespace {

/// True for what always goes somewhere: where the text does not say, to the right or up.
bool needs_way(Action action) {
  return action == Action::pan || action == Action::tilt || action == Action::truck ||
         action == Action::orbit || action == Action::roll;
}

}  // namespace

void Reader::read_verb() {
  const Meaning& meaning = token().meaning;
  if (meaning.action == Action::focus || meaning.action == Action::rack_focus ||
      meaning.action == Action::focal) {
    if (read_focus()) {
      return;
    }
    if (meaning.action != Action::focal) {
      set_subject(Subject::other);  // "the focus moves to her": not the camera
      return;
    }
  }
  const Direction sample =
      pending_direction_ == Direction::to_and_fro ? Direction::right : pending_direction_;
  const bool can_take_pending =
      sample != Direction::none && move_of(meaning.action, sample).has_value();
  const bool is_led = clause_.subject == Subject::camera;
  std::optional<Way> way;
  if (!can_take_pending) {
    way = way_after(tokens_, at_, is_led);
  }
  const Direction said = can_take_pending ? pending_direction_
                         : way            ? way->direction
                                          : Direction::none;
  clause_.has_pending = can_take_pending;
  const bool is_phrase = way && tokens_[way->at].text.find(' ') != std::string::npos;
  const VerbPlace place{tokens_, at_, clause_, said != Direction::none, is_phrase};
  if (const std::string_view why = objection(place); !why.empty()) {
    note(token().text, "no camera move: " + std::string{why});
    if (clause_.subject == Subject::unset || clause_.subject == Subject::implied ||
        clause_.subject == Subject::thing) {
      set_subject(Subject::other);
    }
    return;
  }
  if (way) {
    consumed_[way->at] = true;
  }
  pending_direction_ = Direction::none;
  act(meaning.action, said, meaning.direction);
}

bool Reader::read_focus() {
  const auto shift = focus_shift(tokens_, at_);
  if (!shift) {
    return false;
  }
  const std::size_t end = shift->end;
  for (std::size_t i = at_ + 1; i < end; ++i) {
    if (tokens_[i].is(Role::speed)) {
      pending_.add(modifiers_of(tokens_[i], 0));
    }
  }
  act(Action::rack_focus, shift->direction, Direction::none);
  at_ = end;
  set_subject(Subject::camera);
  return true;
}

/// The verb at `at_` is the camera's: does it, or forbids it. A direction that was said overrules
/// the verb's own.
void Reader::act(Action action, Direction said, Direction own) {
  const Direction direction = said == Direction::none ? own : said;
  const bool is_whole = said != Direction::none || token().meaning.company == Company::none;
  if (clause_.is_negated && is_whole && is_fresh_ && has_negated_move_ && !is_list_ &&
      !stays_a_list()) {
    clause_.is_negated = false;  // "do not zoom, pan left"
  }
  const bool is_forbidden = clause_.is_negated;
  const bool is_directed = direction != Direction::none;
  if (is_forbidden || clause_.is_unwanted) {
    forbid_move(action, direction);
    was_camera_ = true;
    is_fresh_ = false;
    pending_ = {};
    return;
  }
  if (direction == Direction::to_and_fro) {
    add_to_and_fro(action);
    return;
  }
  const auto move = move_of(action, direction);
  if (!move) {
    note(token().text, "no camera move: no direction");
    return;
  }
  add(action, *move, !is_directed && needs_way(action));
}

/// "no zoom, pan or tilt": an "or" comes before the sentence ends.
bool Reader::stays_a_list() const {
  for (std::size_t steps = 1; steps < 12 && next(steps) != nullptr; ++steps) {
    if (next(steps)->is(Role::stop) || next(steps)->is(Role::then)) {
      return false;
    }
    if (next(steps)->is(Role::either)) {
      return true;
    }
  }
  return false;
}

void Reader::forbid_move(Action action, Direction direction) {
  // In a list of what is unwanted, "no pan left" still names pan left, and nothing else.
  const auto move = direction != Direction::none ? move_of(action, direction) : std::nullopt;
  if (move) {
    forbid({*move});
    note(token().text, "not " + std::string{to_string(*move)});
  } else if (action == Action::move) {
    forbid_all();
  } else {
    forbid(moves_of(action));
    note(token().text, "not at all");
  }
}

void Reader::add_to_and_fro(Action action) {
  if (const auto there = move_of(action, Direction::right)) {
    add(action, *there, false);
    link_ = Link::then;
    add(action, *opposite_of(*there), false);
  }
}

void Reader::add(Action action, CameraMove move, bool is_guess) {
  MoveRequest request;
  request.move = move;
  request.action = action;
  request.is_guess = is_guess;
  request.speed = token().is(Role::verb) ? token().meaning.value : 0;
  was_camera_ = true;
  set_subject(Subject::camera);
  const bool ends_others = action == Action::pause && link_ == Link::with;
  const MoveList::Added added = moves_.add(request, ends_others ? Link::then : link_);
  if (added == MoveList::Added::left_out) {
    note(token().text, "left out: more moves than a clip can hold");
    return;
  }
  pending_.apply_to(*moves_.last());
  pending_ = {};
  clause_.has_speed = false;
  note(token().text, std::string{to_string(moves_.last()->move)} +
                         (added == MoveList::Added::known ? ", as said before"
                          : moves_.last()->is_after       ? ", after what comes before"
                                                          : ""));
  has_last_ = true;
  is_fresh_ = false;
  link_ = Link::with;
}

/// A direction that no verb took: "pan left, then right", or one that stands before its verb.
void Reader::read_direction() {
  if (consumed_[at_] || is_origin(tokens_, at_)) {
    return;
  }
  const Direction direction = token().meaning.direction;
  const bool may_repeat = has_last_ && is_fresh_ && clause_.nouns == 0 &&
                          moves_.last() != nullptr && !clause_.is_negated &&
                          !is_before_verb(tokens_, at_);
  if (may_repeat) {
    const Action action = moves_.last()->action;
    const auto back = opposite_of(moves_.last()->move);
    const auto move = direction == Direction::out && !moves_.last()->is_guess && back &&
                              action != Action::zoom && action != Action::dolly
                          ? back
                          : move_of(action, direction);
    if (move && *move != moves_.last()->move) {
      add(action, *move, false);
      return;
    }
  }
  pending_direction_ = direction;
}

void Reader::read_place() {
  const Aim aim = token().meaning.aim;
  if (MoveRequest* move = current()) {
    move->aim = move->aim == Aim::none || aim == Aim::face ? aim : move->aim;
  } else if (pending_.aim != Aim::face) {
    pending_.aim = aim;
  }
}

void Reader::read_modifier() {
  if (!is_of_a_noun(tokens_, at_)) {
    clause_.has_speed = clause_.has_speed || token().is(Role::speed);
    modify(modifiers_of(token(), intensity_));
  }
  intensity_ = 0;
}

void Reader::modify(const Modifiers& modifiers) {
  if (MoveRequest* move = current()) {
    modifiers.apply_to(*move);
  } else {
    pending_.add(modifiers);
  }
}

}  // namespace kirin::engine::motion
