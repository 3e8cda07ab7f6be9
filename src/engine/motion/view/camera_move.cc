#include "engine/motion/view/camera_move.h"

#include <algorithm>

#include "engine/motion/ambient/ambient_motion.h"
#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/clip.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/view/camera_facts.h"
#include "engine/motion/view/exposure.h"
#include "engine/motion/view/parallax_view.h"

namespace kirin::engine::motion {
namespace {

constexpr double kMostFold = 0.8;        // of a move as it was asked for
constexpr double kMostFoldBeside = 0.5;  // beside what is held still: twice as long, or half

double widest_aperture(const CameraPlan& plan, const GenerationJob& job) {
  double widest = 0;
  for (int index = 0; index < job.frame_count; ++index) {
    widest = std::max(widest, at(plan, frame_time(job, index)).aperture);
  }
  return widest;
}

/// How much of the plan's motion folds nothing by more than `most_fold`: 1 but for long moves
/// beside something that is held still.
double safe_share(const ParallaxView& view, const CameraPlan& plan, double most_fold) {
  const auto is_safe = [&](double share) {
    for (int i = 0; i <= 16; ++i) {
      if (view.fold(part_of(at(plan, i / 16.0), share)) > most_fold) {
        return false;
      }
    }
    return true;
  };
  double share = 1;
  while (share > 0.05 && !is_safe(share)) {
    share *= 0.85;
  }
  return share;
}

}  // namespace

Result<GenerationReport> move_camera(const GenerationJob& job, FrameSink& frames,
                                     ProgressSink& progress, const std::stop_token& stop) {
  const bool is_arriving = !job.first_frame.has_value();
  EXPECTS(job.first_frame.has_value() || job.last_frame.has_value());
  const cv::Mat given = as_mat(is_arriving ? *job.last_frame : *job.first_frame);
  const cv::Size size(job.size.width, job.size.height);

  progress.report(0, "analyse");
  // Professional: a source twice as fine as the frame (else one and a half times), and blur along
  // the way of slower moves already; the frame itself is 1080p where the model has it.
  const bool is_professional = job.quality == Quality::professional;
  ParallaxView view(cover_crop(given, size), size, is_professional ? Detail::fine : Detail::normal);
  const MotionBlur blur = is_professional ? MotionBlur::most_moves : MotionBlur::fast_moves;

  CameraPlan plan = read_camera(job.prompt, job.negative_prompt, job.prompt_strength, job.seed,
                                static_cast<double>(job.frame_count) / job.fps,
                                camera_facts(view.plain(), view.understanding()));
  if (is_arriving) {
    plan = reversed(plan);
  }
  AmbientMotion ambient(view.understanding(), view.plain(),
                        {job.prompt, job.negative_prompt, job.prompt_strength, size, plan.seconds,
                         job.seed, is_arriving});
  if (const double aperture = widest_aperture(plan, job); aperture > 0) {
    view.prepare_focus(aperture);
  }
  cv::Mat held;
  if (job.static_mask) {
    held = fitted_mask(*job.static_mask, size);
    view.hold_still(held);
    ambient.hold_still(held);
  }

  const double share = safe_share(view, plan, held.empty() ? kMostFold : kMostFoldBeside);
  const double step = job.frame_count > 1 ? 1.0 / (job.frame_count - 1) : 1;
  RETURN_IF_ERROR(render_frames(job, frames, progress, stop, [&](int index, media::Image& frame) {
    cv::Mat pixels = as_mat(frame);
    const double t = frame_time(job, index);
    const auto path = [&](double when) { return part_of(at(plan, when), share); };
    const CameraPose pose = path(t);
    paint_exposure(view, exposure(path, t, step, size, blur), ambient.at(t), pixels);
    ambient.draw_over(
        t, pose, [&](cv::Point2f p) { return view.seen_at(pose, p); }, pixels);
    if (!held.empty()) {
      view.plain().copyTo(pixels, held);
    }
  }));
  GenerationReport report;
  report.facts["camera"] = describe(plan);
  if (share < 1) {
    report.warnings.emplace_back(
        "The camera moves less far than asked for: going further would have bent the picture "
        "beside "
        "what is held still.");
  }
  JsonArray moving;
  for (const std::string& name : ambient.describe()) {
    moving.emplace_back(name);
  }
  if (!moving.empty()) {
    report.facts["ambient"] = std::move(moving);
  }
  return report;
}

}  // namespace kirin::engine::motion
