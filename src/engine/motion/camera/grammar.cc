#include "engine/motion/camera/grammar.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

#include "engine/motion/camera/company.h"
#include "engine/motion/camera/focus.h"
#include "engine/motion/camera/tokens.h"

namespace kirin::engine::motion {
namespace {

constexpr std::size_t kMostNotes = 64;

/// How the next move hangs together with those before.
enum class Link { with, sentence, then };

/// What has been said of a move before it or after it.
struct Modifiers {
  std::optional<int> speed;
  std::optional<double> amount;
  std::optional<double> degrees;
  std::optional<double> factor;
  Aim aim = Aim::none;

  void apply_to(MoveRequest& move) const {
    move.speed = speed.value_or(move.speed);
    move.amount = amount.value_or(move.amount);
    move.degrees = degrees ? degrees : move.degrees;
    move.factor = factor ? factor : move.factor;
    move.aim = aim == Aim::none ? move.aim : aim;
  }
};

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

bool is_opposite(CameraMove one, CameraMove other) { return opposite_of(one) == other; }

class Reader {
 public:
  Reader(std::vector<Token> tokens, Stance stance) : tokens_(std::move(tokens)) {
    clause_.is_unwanted = stance == Stance::unwanted;
    consumed_.resize(tokens_.size());
  }

  CameraRequest read() {
    for (at_ = 0; at_ < tokens_.size();) {
      const std::size_t before = at_;
      read_token();
      at_ += at_ == before ? 1 : 0;
    }
    give_left_over();
    return std::move(found_);
  }

 private:
  const Token& token() const { return tokens_[at_]; }
  const Token* next(std::size_t steps = 1) const {
    return at_ + steps < tokens_.size() ? &tokens_[at_ + steps] : nullptr;
  }
  const Token* previous() const { return at_ > 0 ? &tokens_[at_ - 1] : nullptr; }

  void read_token() {
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
        end_clause(true);
        is_list_ = is_list_ || token().is(Role::either);
        link_ = is_after_clause_ ? Link::then : link_;
        is_after_clause_ = false;
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

  // --- clauses ---

  void set_subject(Subject subject, bool is_person = false) {
    clause_.subject = subject;
    clause_.is_person = is_person;
    clause_.nouns = 0;
  }

  void end_clause(bool keeps_negation) {
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

  void end_sentence() {
    give_left_over();
    end_clause(false);
    set_subject(Subject::unset);
    clause_.has_speed = false;
    has_camera_before_ = was_camera_;
    was_camera_ = false;
    is_list_ = false;
    is_after_clause_ = false;
    has_last_ = false;
    if (!found_.moves.empty() && link_ != Link::then) {
      link_ = Link::sentence;
    }
  }

  /// "Push in, slowly.": what was said after the comma belongs to the move before.
  void give_left_over() {
    if (has_last_ && last() != nullptr) {
      pending_.apply_to(*last());
    }
    pending_ = {};
    clause_.has_speed = false;
  }

  void read_camera_noun() {
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

  void read_noun() {
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

  void read_it() {
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
    }
  }

  void read_subordinate() {
    const Token* before = previous();
    const bool is_of_camera =
        before != nullptr && (before->is(Role::camera) || before->is(Role::shot));
    if (!is_of_camera) {
      end_clause(true);
      set_subject(Subject::other);
    }
  }

  void read_after() {
    const Token* what = next();
    if (has_last_ && is_fresh_ == false && what != nullptr && what->is(Role::verb)) {
      goes_before_ = true;  // "zoom in after panning left"
      end_clause(false);
    } else {
      is_after_clause_ = true;
    }
  }

  // --- negation ---

  void read_negation() {
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

  void forbid(const std::vector<CameraMove>& moves) {
    found_.forbidden.insert(moves.begin(), moves.end());
    has_negated_move_ = true;
  }

  void forbid_all() {
    found_.forbids_all = true;
    has_negated_move_ = true;
    note(token().text, "no camera movement");
  }

  void read_movement() {
    const bool is_cameras =
        token().text.find("camera") != std::string::npos || token().is_chinese ||
        (previous() != nullptr && previous()->is(Role::camera)) || names_camera_after();
    if (is_cameras && (clause_.is_negated || clause_.is_unwanted)) {
      forbid_all();
    } else if (is_cameras && clause_.subject == Subject::unset) {
      set_subject(Subject::camera);
      was_camera_ = true;
    }
  }

  /// "movement of the camera"
  bool names_camera_after() const {
    for (std::size_t steps = 1; steps < 4 && next(steps) != nullptr; ++steps) {
      if (next(steps)->is(Role::camera)) {
        return true;
      }
    }
    return false;
  }

  // --- moves ---

  struct Way {
    Direction direction = Direction::none;
    std::size_t at = 0;
  };

  /// "Left" is no way in "the truck left the road".
  bool is_departure(std::size_t i) const {
    return tokens_[i].text == "left" && i + 1 < tokens_.size() &&
           tokens_[i + 1].is(Role::determiner) && clause_.subject != Subject::camera;
  }

  /// The direction that belongs to the verb at `at_`, and where it stands.
  std::optional<Way> way_after(Action action) const {
    int words = 0;
    for (std::size_t i = at_ + 1; i < tokens_.size() && words <= reach_of(action); ++i) {
      const Token& token = tokens_[i];
      switch (token.meaning.role) {
        case Role::direction: {
          const bool is_near = words == 0;
          const bool is_phrase = token.is_chinese || token.text.find(' ') != std::string::npos ||
                                 token.text.ends_with("ward") || token.text.ends_with("wards") ||
                                 token.text.ends_with("clockwise");
          const Direction direction = token.meaning.direction;
          const bool is_there =
              is_near || (is_phrase && direction != Direction::in && direction != Direction::out);
          if (is_there && !is_departure(i) &&
              (move_of(action, direction) || direction == Direction::to_and_fro)) {
            return Way{direction, i};
          }
          break;
        }
        case Role::unknown:
        case Role::place:
        case Role::noise:
        case Role::shot:
          words += tokens_[i].text.ends_with("ly") ? 0 : 1;
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
          return std::nullopt;
      }
    }
    return std::nullopt;
  }

  void read_verb() {
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
    const bool can_take_pending = pending_direction_ != Direction::none &&
                                  move_of(meaning.action, pending_direction_).has_value();
    const auto way = can_take_pending ? std::nullopt : way_after(meaning.action);
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

  bool read_focus() {
    const auto shift = focus_shift(tokens_, at_);
    if (!shift) {
      return false;
    }
    const std::size_t end = shift->end;
    act(Action::rack_focus, shift->direction, Direction::none);
    at_ = end;
    set_subject(Subject::camera);
    return true;
  }

  /// The verb at `at_` is the camera's: does it, or forbids it. A direction that was said overrules
  /// the verb's own.
  void act(Action action, Direction said, Direction own) {
    const Direction direction = said == Direction::none ? own : said;
    const bool is_whole = said != Direction::none || token().meaning.company == Company::none;
    if (clause_.is_negated && is_whole && is_fresh_ && has_negated_move_ && !is_list_ &&
        !stays_a_list()) {
      clause_.is_negated = false;  // "do not zoom, pan left"
    }
    const bool is_forbidden = clause_.is_negated;
    const bool is_directed = direction != Direction::none;
    if (is_forbidden || clause_.is_unwanted) {
      forbid_move(action, direction, is_directed);
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

  static bool needs_way(Action action) {
    return action == Action::pan || action == Action::tilt || action == Action::truck ||
           action == Action::orbit || action == Action::roll;
  }

  /// "no zoom, pan or tilt": an "or" comes before the sentence ends.
  bool stays_a_list() const {
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

  void forbid_move(Action action, Direction direction, bool is_directed) {
    // In a list of what is unwanted, "no pan left" still names pan left, and nothing else.
    const auto move = is_directed ? move_of(action, direction) : std::nullopt;
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

  void add_to_and_fro(Action action) {
    if (const auto there = move_of(action, Direction::right)) {
      add(action, *there, false);
      link_ = Link::then;
      add(action, *opposite_of(*there), false);
    }
  }

  MoveRequest* last() {
    return last_index_ < found_.moves.size() ? &found_.moves[last_index_] : nullptr;
  }

  void add(Action action, CameraMove move, bool is_guess) {
    MoveRequest request;
    request.move = move;
    request.action = action;
    request.is_guess = is_guess;
    request.speed = token().is(Role::verb) ? token().meaning.value : 0;
    was_camera_ = true;
    set_subject(Subject::camera);
    std::string how{to_string(move)};
    if (MoveRequest* known = same_as(request)) {
      last_index_ = static_cast<std::size_t>(known - found_.moves.data());
      how += ", as said before";
    } else if (found_.moves.size() >= kMostMoves) {
      note(token().text, "left out: more moves than a clip can hold");
      return;
    } else {
      insert(request);
      how += found_.moves.size() > 1 && last()->is_after ? ", then" : "";
    }
    pending_.apply_to(*last());
    pending_ = {};
    clause_.has_speed = false;
    note(token().text, how);
    has_last_ = true;
    is_fresh_ = false;
    link_ = Link::with;
  }

  /// The same move, said again without "then": not a second one.
  MoveRequest* same_as(const MoveRequest& request) {
    if (link_ == Link::then) {
      return nullptr;
    }
    for (std::size_t i = found_.moves.size(); i-- > 0;) {
      MoveRequest& known = found_.moves[i];
      const bool is_same =
          known.move == request.move || (known.action == request.action && known.is_guess &&
                                         is_opposite(known.move, request.move));
      if (is_same && !request.is_guess) {
        known.move = request.move;
        known.is_guess = false;
      }
      if (is_same || (request.is_guess && known.action == request.action)) {
        return &known;
      }
      if (known.is_after && link_ == Link::with) {
        break;  // the group of moves that happen together begins here
      }
    }
    return nullptr;
  }

  /// True where the group that is being said already holds the opposite: "zoom in and out".
  bool contradicts(CameraMove move) const {
    for (std::size_t i = found_.moves.size(); i-- > 0;) {
      if (is_opposite(found_.moves[i].move, move)) {
        return true;
      }
      if (found_.moves[i].is_after) {
        break;
      }
    }
    return false;
  }

  void insert(MoveRequest request) {
    if (goes_before_ && !found_.moves.empty()) {
      goes_before_ = false;
      std::size_t first = found_.moves.size() - 1;
      while (first > 0 && !found_.moves[first].is_after) {
        --first;
      }
      request.is_after = found_.moves[first].is_after;
      found_.moves[first].is_after = true;
      found_.moves.insert(found_.moves.begin() + static_cast<std::ptrdiff_t>(first), request);
      last_index_ = first;
      return;
    }
    request.is_after = !found_.moves.empty() && (link_ != Link::with || contradicts(request.move));
    found_.moves.push_back(request);
    last_index_ = found_.moves.size() - 1;
  }

  /// A direction that no verb took: "pan left, then right", or one that stands before its verb.
  void read_direction() {
    if (consumed_[at_]) {
      return;
    }
    const Direction direction = token().meaning.direction;
    const bool may_repeat = has_last_ && is_fresh_ && clause_.nouns == 0 && last() != nullptr &&
                            !clause_.is_negated && !is_before_verb();
    if (may_repeat) {
      const Action action = last()->action;
      const auto back = opposite_of(last()->move);
      const auto move = direction == Direction::out && !last()->is_guess && back &&
                                action != Action::zoom && action != Action::dolly
                            ? back
                            : move_of(action, direction);
      if (move && *move != last()->move) {
        add(action, *move, false);
        return;
      }
    }
    pending_direction_ = direction;
  }

  bool is_before_verb() const {
    for (std::size_t steps = 1; steps < 5 && next(steps) != nullptr; ++steps) {
      const Token& token = *next(steps);
      if (token.is(Role::verb)) {
        return move_of(token.meaning.action, this->token().meaning.direction).has_value();
      }
      if (!token.is(Role::filler) && !token.is(Role::speed) && !token.is(Role::amount)) {
        return false;
      }
    }
    return false;
  }

  // --- what is said of a move ---

  void read_place() {
    const Aim aim = token().meaning.aim;
    Modifiers modifiers;
    modifiers.aim = aim;
    if (has_last_ && !is_fresh_ && last() != nullptr) {
      if (last()->aim == Aim::none || aim == Aim::face) {
        modifiers.apply_to(*last());
      }
    } else if (pending_.aim != Aim::face) {
      pending_.aim = aim;
    }
  }

  /// "slow" belongs to a river, not to the camera, where no move comes before the clause ends.
  bool is_of_a_noun() const {
    bool has_noun = false;
    for (std::size_t steps = 1; steps < 5 && next(steps) != nullptr; ++steps) {
      const Token& token = *next(steps);
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
    return has_noun && !token().text.ends_with("ly");
  }

  void read_modifier() {
    if (is_of_a_noun()) {
      intensity_ = 0;
      return;
    }
    const int value = token().meaning.value;
    Modifiers modifiers;
    if (token().is(Role::speed)) {
      modifiers.speed = std::clamp(value + (value > 0 ? intensity_ : -intensity_), -3, 3);
      clause_.has_speed = true;
    } else if (token().is(Role::amount)) {
      modifiers.amount = value / 100.0;
    } else {
      set_measure(modifiers);
    }
    intensity_ = 0;
    modify(modifiers);
  }

  void set_measure(Modifiers& modifiers) const {
    const double number = std::clamp(token().number, 0.0, 1e4);
    switch (token().meaning.unit) {
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

  void modify(const Modifiers& modifiers) {
    if (has_last_ && !is_fresh_ && last() != nullptr) {
      modifiers.apply_to(*last());
      return;
    }
    if (modifiers.speed && pending_.speed && *modifiers.speed != 0 && *pending_.speed != 0) {
      // "slow, gentle": not slower than slow
      pending_.speed =
          std::abs(*modifiers.speed) > std::abs(*pending_.speed) ? modifiers.speed : pending_.speed;
      return;
    }
    pending_.speed = modifiers.speed ? modifiers.speed : pending_.speed;
    pending_.amount = modifiers.amount ? modifiers.amount : pending_.amount;
    pending_.degrees = modifiers.degrees ? modifiers.degrees : pending_.degrees;
    pending_.factor = modifiers.factor ? modifiers.factor : pending_.factor;
  }

  void note(const std::string& word, const std::string& meaning) {
    if (found_.notes.size() < kMostNotes) {
      found_.notes.push_back("\"" + word + "\": " + meaning);
    }
  }

  std::vector<Token> tokens_;
  std::vector<bool> consumed_;  ///< directions that a verb has taken
  std::size_t at_ = 0;
  CameraRequest found_;
  Clause clause_;
  Modifiers pending_;
  Direction pending_direction_ = Direction::none;
  int intensity_ = 0;
  Link link_ = Link::with;
  std::size_t last_index_ = 0;
  bool has_last_ = false;            ///< a move has been read in this sentence
  bool is_fresh_ = true;             ///< nothing has been done in this clause yet
  bool was_camera_ = false;          ///< this sentence is about the camera
  bool has_camera_before_ = false;   ///< the sentence before was
  bool has_negated_object_ = false;  ///< "no people"
  bool has_negated_move_ = false;
  bool is_list_ = false;          ///< "or" has been read
  bool is_after_clause_ = false;  ///< "After panning left," opens the sentence
  bool goes_before_ = false;      ///< the next move comes before the last one
};

}  // namespace

CameraRequest read_request(std::string_view text, Stance stance) {
  CameraRequest found = Reader(tokens_of(text), stance).read();
  if (stance == Stance::wish && found.forbids_all && found.moves.empty()) {
    found.moves.push_back({});
  }
  return found;
}

}  // namespace kirin::engine::motion
