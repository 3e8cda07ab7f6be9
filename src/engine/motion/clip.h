/// \file
/// The frames of a job's clip: when each is, and how they are painted and sent.
#pragma once

#include <functional>
#include <stop_token>

#include "base/result.h"
#include "engine/engine.h"

namespace kirin::engine::motion {

/// The time of frame `index` in [0, 1]: 0 for the first, 1 for the last.
double frame_time(const GenerationJob& job, int index);

/// Paints the job's frames on its threads and sends them, as send_frames. What `paint` does with a
/// frame may depend on the index alone; it is called from several threads at once.
Result<void> render_frames(const GenerationJob& job, FrameSink& frames, ProgressSink& progress,
                           const std::stop_token& stop,
                           const std::function<void(int index, media::Image& frame)>& paint);

}  // namespace kirin::engine::motion
