/// \file
/// From a first frame to a last one.
#pragma once

#include <stop_token>

#include "base/result.h"
#include "engine/engine.h"

namespace kirin::engine::motion {

/// Frame 0 is `job.first_frame`, the last frame the window of `job.last_frame` that has the clip's
/// shape (`facts["last_frame_crop"]` says how it was chosen where that is not the whole), exactly.
/// Where both show the same thing, the frames between are what a camera would have seen
/// (`facts["join"]` = "interpolation"); where they do not, they are joined in one directed shot
/// ("transition"; `facts["transition"]` names its style).
Result<GenerationReport> join_frames(const GenerationJob& job, FrameSink& frames,
                                     ProgressSink& progress, const std::stop_token& stop);

}  // namespace kirin::engine::motion
