/// \file
/// From a first frame to a last one.
#pragma once

#include <stop_token>

#include "base/result.h"
#include "engine/engine.h"

namespace kirin::engine::motion {

/// Frame 0 is `job.first_frame`, the last frame `job.last_frame`, exactly. Where both show the same
/// thing, the frames between are what a camera would have seen (`facts["join"]` = "interpolation");
/// where they do not, one camera move passes from one to the other through a soft, noise-edged
/// dissolve ("transition").
Result<GenerationReport> join_frames(const GenerationJob& job, FrameSink& frames,
                                     ProgressSink& progress, const std::stop_token& stop);

}  // namespace kirin::engine::motion
