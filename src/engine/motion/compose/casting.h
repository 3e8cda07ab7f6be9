/// \file
/// Which picture is the place, and which ones are in it, and how.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/motion/compose/stage_directions.h"
#include "engine/motion/compose/subject.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// How a reference picture is shown.
enum class ShownAs { background, cut_out, inset };

/// "background", "cut out", "inset".
std::string_view to_string(ShownAs shown);

/// What speaks for one picture being a place or a subject.
struct Candidate {
  double aspect = 1;     ///< width over height
  double certainty = 0;  ///< [0, 1]: how surely its subject can be cut out
  double scenery = 0;    ///< [0, 1]: how much it looks like a place
};

/// How much a picture looks like a place: level bands, sky, water, vegetation, a horizon.
double scenery_of(const SceneUnderstanding& seen, const Subject& subject);

/// How each picture is shown in a frame of `frame_aspect`. The directions' background is obeyed;
/// else the most scenic of those that cannot be cut out or are of clear scenery is the place; else
/// none, and the place is to be invented. The others are cut out where that is sure enough, else
/// insets. A single picture is never its own background.
std::vector<ShownAs> cast_pictures(std::span<const Candidate> candidates,
                                   const StageDirections& directions, double frame_aspect);

}  // namespace kirin::engine::motion
