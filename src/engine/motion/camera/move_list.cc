#include "engine/motion/camera/move_list.h"

namespace kirin::engine::motion {
namespace {

bool is_opposite(CameraMove one, CameraMove other) { return opposite_of(one) == other; }

}  // namespace

MoveList::Added MoveList::add(const MoveRequest& request, Link link) {
  if (const MoveRequest* known = same_as(request, link)) {
    last_ = static_cast<std::size_t>(known - moves_.data());
    return Added::known;
  }
  if (moves_.size() >= kMostMoves) {
    return Added::left_out;
  }
  insert(request, link);
  return Added::is_new;
}

/// The same move, said again without "then": not a second one.
MoveRequest* MoveList::same_as(const MoveRequest& request, Link link) {
  if (request.move == CameraMove::still && last() != nullptr && last()->move == CameraMove::still) {
    return last();  // "stays perfectly still"
  }
  if (link == Link::then) {
    return nullptr;
  }
  for (std::size_t i = moves_.size(); i-- > 0;) {
    MoveRequest& known = moves_[i];
    const bool is_same =
        known.move == request.move ||
        (known.action == request.action && known.is_guess && is_opposite(known.move, request.move));
    if (is_same && !request.is_guess) {
      known.move = request.move;
      known.is_guess = false;
    }
    if (is_same || (request.is_guess && known.action == request.action)) {
      return &known;
    }
    if (known.is_after && link == Link::with) {
      break;  // the group of moves that happen together begins here
    }
  }
  return nullptr;
}

/// True where the group that is being said already holds the opposite: "zoom in and out".
bool MoveList::contradicts(CameraMove move) const {
  for (std::size_t i = moves_.size(); i-- > 0;) {
    if (is_opposite(moves_[i].move, move)) {
      return true;
    }
    if (moves_[i].is_after) {
      break;
    }
  }
  return false;
}

void MoveList::insert(MoveRequest request, Link link) {
  if (goes_before_ && !moves_.empty()) {
    goes_before_ = false;
    std::size_t first = moves_.size() - 1;
    while (first > 0 && !moves_[first].is_after) {
      --first;
    }
    request.is_after = moves_[first].is_after;
    moves_[first].is_after = true;
    moves_.insert(moves_.begin() + static_cast<std::ptrdiff_t>(first), request);
    last_ = first;
    return;
  }
  request.is_after = !moves_.empty() && (link != Link::with || contradicts(request.move));
  moves_.push_back(request);
  last_ = moves_.size() - 1;
}

}  // namespace kirin::engine::motion
