#include "engine/motion/camera/reader.h"

#include <utility>

#include "engine/motion/camera/ways.h"

namespace kirin::engine::motion {
namespace {

constexpr std::size_t kMostNotes = 64;

}  // namespace

Reader::Reader(std::vector<Token> tokens, Stance stance) : tokens_(std::move(tokens)) {
  clause_.is_unwanted = stance == Stance::unwanted;
  consumed_.resize(tokens_.size());
}

CameraRequest Reader::read() {
  for (at_ = 0; at_ < tokens_.size();) {
    const std::size_t before = at_;
    read_token();
    at_ += at_ == before ? 1 : 0;
  }
  give_left_over();
  found_.moves = moves_.take();
  return std::move(found_);
}

const Token* Reader::next(std::size_t steps) const {
  return at_ + steps < tokens_.size() ? &tokens_[at_ + steps] : nullptr;
}

void Reader::note(const std::string& word, const std::string& meaning) {
  if (found_.notes.size() < kMostNotes) {
    found_.notes.push_back("\"" + word + "\": " + meaning);
  }
}

void Reader::read_token() {
  switch (token().meaning.role) {
    case Role::stop:
      end_sentence();
      break;
    case Role::then:
      end_clause(false);
      give_left_over();
      link_ = Link::then;
      break;
    case Role::with:
      end_clause(false);
      break;
    case Role::link:
    case Role::either:
      read_link();
      break;
    case Role::turnabout:
      clause_.is_negated = false;
      break;
    case Role::after:
      read_after();
      break;
    case Role::negation:
      read_negation();
      break;
    case Role::subordinate:
      read_subordinate();
      break;
    case Role::camera:
    case Role::shot:
      read_camera_noun();
      break;
    case Role::person:
      set_subject(Subject::other, true);
      clause_.takes_s = token().text == "he" || token().text == "she";
      break;
    case Role::it:
      read_it();
      break;
    case Role::movement:
      read_movement();
      break;
    case Role::verb:
      read_verb();
      break;
    case Role::direction:
      read_direction();
      break;
    case Role::intensity:
      intensity_ = 1;
      break;
    case Role::speed:
    case Role::amount:
    case Role::number:
      read_modifier();
      break;
    case Role::place:
      read_place();
      read_noun();
      break;
    case Role::unknown:
    case Role::noise:
      read_noun();
      break;
    default:
      break;
  }
}

void Reader::set_subject(Subject subject, bool is_person) {
  clause_.subject = subject;
  clause_.is_person = is_person;
  clause_.takes_s = false;
  clause_.nouns = 0;
}

void Reader::end_clause(bool keeps_negation) {
  if (keeps_negation && clause_.is_negated && has_negated_object_) {
    clause_.is_negated = false;  // "no people, slow zoom in"
  }
  clause_.is_negated = clause_.is_negated && keeps_negation;
  has_negated_object_ = false;
  clause_.nouns = 0;
  pending_.aim = Aim::none;
  pending_direction_ = Direction::none;
  is_fresh_ = true;
  switch (clause_.subject) {
    case Subject::camera:
    case Subject::shot:
    case Subject::implied:
      clause_.subject = Subject::implied;
      break;
    case Subject::other:
      break;  // "the man stands up, moves left"
    default:
      clause_.subject = was_camera_ ? Subject::implied : Subject::unset;
  }
}

void Reader::end_sentence() {
  give_left_over();
  end_clause(false);
  set_subject(Subject::unset);
  clause_.has_speed = false;
  has_camera_before_ = was_camera_;
  was_camera_ = false;
  is_list_ = false;
  is_after_clause_ = false;
  has_last_ = false;
  if (!moves_.empty() && link_ != Link::then) {
    link_ = Link::sentence;
  }
}

/// "Push in, slowly.": what was said after the comma belongs to the move before.
void Reader::give_left_over() {
  if (has_last_ && moves_.last() != nullptr) {
    pending_.apply_to(*moves_.last());
  }
  pending_ = {};
  clause_.has_speed = false;
}

void Reader::read_link() {
  end_clause(true);
  is_list_ = is_list_ || token().is(Role::either);
  link_ = is_after_clause_ ? Link::then : link_;
  is_after_clause_ = false;
}

void Reader::read_camera_noun() {
  const Token* before = previous();
  if (before != nullptr && before->is(Role::determiner) && at_ >= 2) {
    if (clause_.subject == Subject::other && before->text != "the") {
      return;  // "a photographer with a camera"
    }
    before = &tokens_[at_ - 2];
  }
  const bool is_object =
      before != nullptr && (before->is(Role::preposition) || before->is(Role::direction));
  if (is_object && token().is(Role::camera) && clause_.subject != Subject::unset) {
    return;  // "she walks towards the camera"
  }
  if (token().is(Role::camera)) {
    set_subject(Subject::camera);
    was_camera_ = true;
  } else if (clause_.subject != Subject::camera && clause_.subject != Subject::other) {
    set_subject(Subject::shot);
  }
}

void Reader::read_noun() {
  pending_direction_ = Direction::none;
  has_negated_object_ = has_negated_object_ || (clause_.is_negated && !has_negated_move_);
  if (!is_noun(token())) {
    return;
  }
  const bool is_named = previous() != nullptr && previous()->is(Role::determiner);
  ++clause_.nouns;
  switch (clause_.subject) {
    case Subject::unset:
    case Subject::thing:
      clause_.subject = is_named ? Subject::other : Subject::thing;
      break;
    case Subject::implied:
      clause_.subject = Subject::thing;
      break;
    default:
      break;
  }
}

void Reader::read_it() {
  const bool is_object =
      previous() != nullptr && (previous()->is(Role::preposition) || previous()->is(Role::verb) ||
                                previous()->is(Role::direction));
  if (is_object) {
    return;
  }
  if (was_camera_ || has_camera_before_) {
    set_subject(Subject::camera);
    was_camera_ = true;
  } else {
    set_subject(Subject::other, true);
    clause_.takes_s = true;
  }
}

void Reader::read_subordinate() {
  const Token* before = previous();
  const bool is_of_camera =
      before != nullptr && (before->is(Role::camera) || before->is(Role::shot));
  if (!is_of_camera) {
    end_clause(true);
    set_subject(Subject::other);
  }
}

void Reader::read_after() {
  const Token* what = next();
  if (has_last_ && !is_fresh_ && what != nullptr && what->is(Role::verb)) {
    moves_.go_before();  // "zoom in after panning left"
    end_clause(false);
  } else {
    is_after_clause_ = true;
  }
}

void Reader::read_negation() {
  std::size_t steps = 1;
  while (next(steps) != nullptr && next(steps)->is(Role::intensity)) {
    ++steps;
  }
  const Token* what = next(steps);
  if (what != nullptr && what->is(Role::speed)) {  // "not too fast"
    const int speed = what->meaning.value > 0 ? -1 : 0;
    note(token().text + " " + what->text, speed < 0 ? "slow" : "neither slow nor fast");
    Modifiers modifiers;
    modifiers.speed = speed;
    modify(modifiers);
    at_ += steps + 1;
    return;
  }
  clause_.is_negated = true;
  has_negated_object_ = false;
  has_negated_move_ = false;
}

void Reader::forbid(const std::vector<CameraMove>& moves) {
  found_.forbidden.insert(moves.begin(), moves.end());
  has_negated_move_ = true;
}

void Reader::forbid_all() {
  found_.forbids_all = true;
  has_negated_move_ = true;
  note(token().text, "no camera movement");
}

void Reader::read_movement() {
  const bool is_cameras = token().text.find("camera") != std::string::npos || token().is_chinese ||
                          (previous() != nullptr && previous()->is(Role::camera)) ||
                          names_camera_after();
  if (is_cameras && (clause_.is_negated || clause_.is_unwanted)) {
    forbid_all();
  } else if (is_cameras && clause_.subject != Subject::other) {
    set_subject(Subject::camera);
    was_camera_ = true;
    if (pending_direction_ != Direction::none || way_after(tokens_, at_, true)) {
      read_verb();  // "upward camera movement"
    }
  }
}

/// "movement of the camera"
bool Reader::names_camera_after() const {
  for (std::size_t steps = 1; steps < 4 && next(steps) != nullptr; ++steps) {
    if (next(steps)->is(Role::camera)) {
      return true;
    }
  }
  return false;
}

CameraRequest read_request(std::string_view text, Stance stance) {
  CameraRequest found = Reader(tokens_of(text), stance).read();
  if (stance == Stance::wish && found.forbids_all && found.moves.empty()) {
    found.moves.push_back({});
  }
  return found;
}

}  // namespace kirin::engine::motion
