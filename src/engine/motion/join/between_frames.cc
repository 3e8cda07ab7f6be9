#include "engine/motion/join/between_frames.h"

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/clip.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/join/camera_motion.h"
#include "engine/motion/join/correspondence.h"
#include "engine/motion/join/interpolator.h"
#include "engine/motion/join/transition.h"

namespace kirin::engine::motion {
namespace {

struct Eased {
  Interpolator between;
  void paint(double t, cv::Mat& frame) const { between.paint(eased(t), frame); }
};

}  // namespace

Result<GenerationReport> join_frames(const GenerationJob& job, FrameSink& frames,
                                     ProgressSink& progress, const std::stop_token& stop) {
  EXPECTS(job.first_frame.has_value() && job.last_frame.has_value());
  progress.report(0, "analyse");
  const cv::Size size(job.size.width, job.size.height);
  const cv::Mat first = fitted(*job.first_frame, size);
  const cv::Mat last = fitted(*job.last_frame, size);
  const cv::Mat small_first = feature_grey(first);
  const cv::Mat small_last = feature_grey(last);
  std::optional<CommonMotion> motion = common_motion(small_first, small_last);
  if (motion) {
    motion = rescaled(*motion, small_first.size(), size, small_last.size(), size);
  }
  const Correspondence found = correspondence_of(first, last, motion);
  GenerationReport report;
  report.facts["correspondence"] = found.quality;

  const auto send = [&](const auto& painter) {
    return render_frames(job, frames, progress, stop, [&](int index, media::Image& frame) {
      cv::Mat pixels = as_mat(frame);
      if (index == 0 || index == job.frame_count - 1) {
        (index == 0 ? first : last).copyTo(pixels);
      } else {
        painter.paint(frame_time(job, index), pixels);
      }
    });
  };
  if (found.quality >= kRelated) {
    report.facts["join"] = "interpolation";
    RETURN_IF_ERROR(send(Eased{Interpolator(first, last, found)}));
    return report;
  }
  report.facts["join"] = "transition";
  TransitionWords words = read_transition(job.prompt, job.negative_prompt);
  CameraPlan plan = read_camera(job.prompt, job.negative_prompt, job.prompt_strength, job.seed);
  plan.seconds = static_cast<double>(job.frame_count) / job.fps;
  if (!words.is_from_prompt && plan.is_from_prompt) {
    words.style = TransitionStyle::camera;
    report.facts["camera"] = describe(plan);
  }
  report.facts["transition"] = to_string(words.style);
  const Detail detail = job.quality == Quality::professional ? Detail::fine : Detail::normal;
  RETURN_IF_ERROR(
      send(Transition(cover_crop(as_mat(*job.first_frame), size),
                      cover_crop(as_mat(*job.last_frame), size), size, detail, words, plan)));
  return report;
}

}  // namespace kirin::engine::motion
