/// \file
/// Moves as they are read, put in the order in which they happen.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/motion/camera/grammar.h"

namespace kirin::engine::motion {

/// How a move hangs together with those before it.
enum class Link {
  with,      ///< at the same time
  sentence,  ///< a new sentence: afterwards, unless it says the same again
  then,      ///< afterwards
};

class MoveList {
 public:
  /// What became of a move.
  enum class Added { is_new, known, left_out };

  /// Adds the move, or finds the same one that was said before; it is then the last one.
  Added add(const MoveRequest& request, Link link);

  /// The move read last; nothing where there is none.
  MoveRequest* last() { return last_ < moves_.size() ? &moves_[last_] : nullptr; }

  /// The next move happens before those that were read last: "zoom in after panning".
  void go_before() { goes_before_ = true; }

  bool empty() const { return moves_.empty(); }
  std::vector<MoveRequest> take() { return std::move(moves_); }

 private:
  MoveRequest* same_as(const MoveRequest& request, Link link);
  bool contradicts(CameraMove move) const;
  void insert(MoveRequest request, Link link);

  std::vector<MoveRequest> moves_;
  std::size_t last_ = 0;
  bool goes_before_ = false;
};

}  // namespace kirin::engine::motion
