/// \file
/// The same work for each of a few pictures.
#pragma once

#include <cstddef>

#include "engine/motion/join/side_by_side.h"

namespace kirin::engine::motion {

/// Calls `work` for 0 to `count` - 1, every other one on a second thread where `threads` allows it.
/// Calls must not touch the same things; what one throws is thrown here.
template <typename Work>
void on_two_threads(int threads, std::size_t count, const Work& work) {
  const auto every_other = [&](std::size_t first) {
    for (std::size_t i = first; i < count; i += 2) {
      work(i);
    }
  };
  side_by_side(
      threads, [&] { every_other(0); }, [&] { every_other(1); });
}

}  // namespace kirin::engine::motion
