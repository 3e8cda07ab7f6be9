/// \file
/// The same work for two pictures at once.
#pragma once

#include <future>

namespace kirin::engine::motion {

/// Runs `one` and `other`, on two threads where `threads` allows it; what either throws is thrown
/// here. They must not touch the same things.
template <typename One, typename Other>
void side_by_side(int threads, const One& one, const Other& other) {
  if (threads < 2) {
    one();
    other();
    return;
  }
  std::future<void> beside = std::async(std::launch::async, other);
  one();
  beside.get();
}

}  // namespace kirin::engine::motion
