/// \file
/// Frames painted by several threads and handed on in order, a bounded number ahead of the sink.
#pragma once

#include <functional>
#include <stop_token>

#include "base/result.h"
#include "engine/engine.h"

namespace kirin::engine::motion {

/// Paints frame `index` into `out`. `worker` in [0, threads) names the calling thread's own
/// scratch. Called for each frame once, by any worker, in any order.
using PaintFrame = std::function<void(int index, int worker, media::Image& out)>;

struct FramePipeline {
  int frame_count = 0;
  media::Size size;
  int threads = 1;  ///< at least 1; with 1 the caller paints
};

/// Paints all frames and sends them to `frames` in order; at most threads + 2 pictures exist at
/// once. Reports progress as "render" after each frame. canceled where `stop` asks for it (looked
/// at before each frame); the sink's error where it refuses. What `paint` throws is thrown again
/// here. No thread outlives the call.
Result<void> send_frames(const FramePipeline& pipeline, const PaintFrame& paint, FrameSink& frames,
                         ProgressSink& progress, const std::stop_token& stop);

}  // namespace kirin::engine::motion
