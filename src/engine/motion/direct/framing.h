/// \file
/// From where a stage is filmed.
#pragma once

#include "engine/motion/direct/blocking.h"
#include "engine/motion/direct/camera_path.h"

namespace kirin::engine::motion::direct {

/// The first frame for that shape of frame: the action fills its share of the height (or fits the
/// width), stands a little below the middle, and the lens blurs what is far behind small things.
Framing frame_stage(const Stage& stage, const places::Place& place, float aspect);

/// How much of its hero's way the camera goes along, [0, 1]: none where the way fits the frame.
float follow_share(const Stage& stage, const Framing& framing, float aspect);

}  // namespace kirin::engine::motion::direct
