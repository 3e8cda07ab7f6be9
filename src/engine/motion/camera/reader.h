/// \file
/// Reads the tokens of a text from left to right and keeps account of who acts, what is negated and
/// what hangs together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/motion/camera/company.h"
#include "engine/motion/camera/grammar.h"
#include "engine/motion/camera/modifiers.h"
#include "engine/motion/camera/move_list.h"
#include "engine/motion/camera/tokens.h"

namespace kirin::engine::motion {

class Reader {
 public:
  Reader(std::vector<Token> tokens, Stance stance);

  /// To be called once.
  CameraRequest read();

 private:
  const Token& token() const { return tokens_[at_]; }
  const Token* next(std::size_t steps = 1) const;
  const Token* previous() const { return at_ > 0 ? &tokens_[at_ - 1] : nullptr; }
  void note(const std::string& word, const std::string& meaning);
  void read_token();

  // reader.cc: who acts, and where clauses end.
  void set_subject(Subject subject, bool is_person = false);
  void end_clause(bool keeps_negation);
  void end_sentence();
  void give_left_over();
  void read_link();
  void read_camera_noun();
  void read_noun();
  void read_it();
  void read_subordinate();
  void read_after();
  void read_negation();
  void read_movement();
  bool names_camera_after() const;
  void forbid(const std::vector<CameraMove>& moves);
  void forbid_all();

  // reader_moves.cc: what is done, and what is said of it.
  void read_verb();
  bool read_focus();
  void act(Action action, Direction said, Direction own);
  bool stays_a_list() const;
  void forbid_move(Action action, Direction direction);
  void add_to_and_fro(Action action);
  void add(Action action, CameraMove move, bool is_guess);
  void read_direction();
  void read_place();
  void read_modifier();
  void modify(const Modifiers& modifiers);
  /// The move that what is said now is about: one of this clause.
  MoveRequest* current() { return has_last_ && !is_fresh_ ? moves_.last() : nullptr; }

  std::vector<Token> tokens_;
  std::vector<bool> consumed_;  ///< directions that a verb has taken
  std::size_t at_ = 0;
  CameraRequest found_;  ///< its moves come last
  MoveList moves_;
  Clause clause_;
  Modifiers pending_;
  Direction pending_direction_ = Direction::none;
  int intensity_ = 0;
  Link link_ = Link::with;
  bool has_last_ = false;            ///< a move has been read in this sentence
  bool is_fresh_ = true;             ///< nothing has been done in this clause yet
  bool was_camera_ = false;          ///< this sentence is about the camera
  bool has_camera_before_ = false;   ///< the sentence before was
  bool has_negated_object_ = false;  ///< "no people"
  bool has_negated_move_ = false;
  bool is_list_ = false;          ///< "or" has been read
  bool is_after_clause_ = false;  ///< "After panning left," opens the sentence
};

}  // namespace kirin::engine::motion
