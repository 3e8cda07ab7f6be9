/// \file
/// The motion brush: what is painted follows its path, everything else stays.
#pragma once

#include <stop_token>

#include "base/result.h"
#include "engine/engine.h"

namespace kirin::engine::motion {

/// `job.first_frame` with each brush's masked thing moved rigidly along its trajectory, what it
/// uncovers filled in, and the pixels of `job.static_mask` exactly those of frame 0. The camera
/// stands still. A mask that paints nothing is a warning. invalid_argument without a first frame or
/// with a trajectory of fewer than two points.
Result<GenerationReport> follow_brushes(const GenerationJob& job, FrameSink& frames,
                                        ProgressSink& progress, const std::stop_token& stop);

}  // namespace kirin::engine::motion
