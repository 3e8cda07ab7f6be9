#include "engine/motion/clip.h"

#include <algorithm>

#include "engine/motion/frame_pipeline.h"

namespace kirin::engine::motion {

double frame_time(const GenerationJob& job, int index) {
  return job.frame_count < 2 ? 0 : static_cast<double>(index) / (job.frame_count - 1);
}

Result<void> render_frames(const GenerationJob& job, FrameSink& frames, ProgressSink& progress,
                           const std::stop_token& stop,
                           const std::function<void(int index, media::Image& frame)>& paint) {
  const int threads = std::clamp(job.threads, 1, std::max(1, job.frame_count));
  return send_frames(
      {job.frame_count, job.size, threads},
      [&paint](int index, int, media::Image& frame) { paint(index, frame); }, frames, progress,
      stop);
}

}  // namespace kirin::engine::motion
