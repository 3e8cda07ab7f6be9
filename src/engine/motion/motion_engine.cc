#include "engine/motion/motion_engine.h"

#include <fmt/format.h>

#include <exception>
#include <new>
#include <opencv2/core.hpp>

#include "engine/motion/brush/brush_stroke.h"
#include "engine/motion/compose/composition.h"
#include "engine/motion/direct/film.h"
#include "engine/motion/job_sheet.h"
#include "engine/motion/join/between_frames.h"
#include "engine/motion/view/camera_move.h"

namespace kirin::engine::motion {
namespace {

Error invalid(std::string message) {
  return Error{ErrorCode::invalid_argument, std::move(message)};
}

Result<void> check(const GenerationJob& job) {
  if (job.size.width < 16 || job.size.height < 16 || job.size.width % 2 != 0 ||
      job.size.height % 2 != 0) {
    return invalid(fmt::format("clip of {}x{}; its sides must be even and at least 16",
                               job.size.width, job.size.height));
  }
  if (job.frame_count < 1 || job.fps < 1) {
    return invalid(fmt::format("clip of {} frames at {} frames a second; both must be at least 1",
                               job.frame_count, job.fps));
  }
  return {};
}

struct Mode {
  std::string_view name;
  Result<GenerationReport> (*generate)(const GenerationJob&, FrameSink&, ProgressSink&,
                                       const std::stop_token&);
};

Mode mode_of(const GenerationJob& job) {
  if (!job.brushes.empty()) {
    return {"motion brush", follow_brushes};
  }
  if (job.first_frame && job.last_frame) {
    return {"first to last frame", join_frames};
  }
  if (job.first_frame || job.last_frame) {
    return {job.first_frame ? "camera move" : "arrival", move_camera};
  }
  if (!job.references.empty()) {
    return {"composition", compose_references};
  }
  return {"rendered scene", direct::film_scene};
}

}  // namespace

Result<GenerationReport> MotionEngine::generate(const GenerationJob& job, FrameSink& frames,
                                                ProgressSink& progress, std::stop_token stop) {
  RETURN_IF_ERROR(check(job));
  // Frames are painted side by side; OpenCV's own threads would only get in the way, and OpenCL
  // opens files.
  cv::setNumThreads(1);
  const Mode mode = mode_of(job);
  try {
    ASSIGN_OR_RETURN(GenerationReport report, mode.generate(job, frames, progress, stop));
    report.facts["mode"] = mode.name;
    return report;
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::resource_exhausted, "out of memory while generating frames"};
  } catch (const std::exception& thrown) {
    return Error{ErrorCode::internal, fmt::format("{}: {}", mode.name, thrown.what())};
  }
}

Result<media::Image> MotionEngine::debug_sheet(const GenerationJob& job) {
  RETURN_IF_ERROR(check(job));
  cv::setNumThreads(1);
  try {
    return job_sheet(job);
  } catch (const std::bad_alloc&) {
    return Error{ErrorCode::resource_exhausted, "out of memory while drawing the debug sheet"};
  } catch (const std::exception& thrown) {
    return Error{ErrorCode::internal, fmt::format("debug sheet: {}", thrown.what())};
  }
}

}  // namespace kirin::engine::motion
