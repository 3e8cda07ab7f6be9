/// \file
/// Where the parts of a composition stand.
#pragma once

#include <span>
#include <vector>

#include "engine/engine.h"

namespace kirin::engine::motion {

/// What a thing may look like: width over height, which may be divided or multiplied by up to
/// `give` (at least 1).
struct PanelShape {
  double aspect = 1;
  double give = 1;
};

/// A rectangle in pixels of the frame.
struct Place {
  double x = 0;  ///< of the centre
  double y = 0;
  double width = 0;
  double height = 0;
};

/// Places for up to eight things, in their order, in rows and columns of rows and columns that
/// line up, with gaps between them and a margin around, centred in the frame. Of all such
/// arrangements, each with its shapes given way until it fills the frame as well as it can, the one
/// whose things are largest and most alike in size.
std::vector<Place> panel_layout(std::span<const PanelShape> shapes, media::Size frame);

}  // namespace kirin::engine::motion
