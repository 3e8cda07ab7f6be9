/// \file
/// One picture in motion: leaving the first frame, or arriving at the last.
#pragma once

#include <stop_token>

#include "base/result.h"
#include "engine/engine.h"

namespace kirin::engine::motion {

/// From `job.first_frame`, which frame 0 shows; or, where there is none, to `job.last_frame`, which
/// the last frame shows. `facts["camera"]` says how the camera moves. A static mask holds its
/// pixels.
Result<GenerationReport> move_camera(const GenerationJob& job, FrameSink& frames,
                                     ProgressSink& progress, const std::stop_token& stop);

}  // namespace kirin::engine::motion
