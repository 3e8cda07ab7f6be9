/// \file
/// Where the parts of a composition stand.
#pragma once

#include <span>
#include <vector>

#include "engine/engine.h"

namespace kirin::engine::motion {

/// A rectangle in pixels of the frame.
struct Place {
  double x = 0;  ///< of the centre
  double y = 0;
  double width = 0;
  double height = 0;
};

/// Places for things of the given aspect ratios (width over height) in rows, each row's height such
/// that the row fills the same width, centred in the frame with margins; of all ways to break the
/// rows, the one whose smallest thing is largest. Keeps the aspect ratios.
std::vector<Place> panel_layout(std::span<const double> aspects, media::Size frame);

}  // namespace kirin::engine::motion
