#include "engine/motion/join/between_frames.h"

#include <algorithm>
#include <functional>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <string>
#include <utility>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/clip.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/join/correspondence.h"
#include "engine/motion/join/framing.h"
#include "engine/motion/join/interpolator.h"
#include "engine/motion/join/side_by_side.h"
#include "engine/motion/join/transition.h"
#include "engine/motion/view/parallax_view.h"

namespace kirin::engine::motion {
namespace {

double swung(double x) { return x * x * x * (x * (6 * x - 15) + 10); }

/// How far a clip is beyond 5 s, 1 at 10 s: a longer clip is not a slower one. It lingers on both
/// pictures and moves between them nearly as fast.
double lingering(const GenerationJob& job) {
  return std::clamp((static_cast<double>(job.frame_count) / job.fps - 5) / 5, 0.0, 1.0);
}

double lingered(double t, double share, double steady) {
  return steady + 0.75 * share * (swung(t) - steady);
}

/// The picture halved as often as it stays finer than what a view samples from: 1.5 times the
/// frame, or twice.
cv::Mat halved(const cv::Mat& picture, cv::Size frame, Detail detail) {
  const int least = detail == Detail::fine ? 4 : 3;
  cv::Mat small = picture;
  while (small.cols >= least * frame.width && small.rows >= least * frame.height) {
    cv::Mat half;
    cv::resize(small, half, {small.cols / 2, small.rows / 2}, 0, 0, cv::INTER_AREA);
    small = half;
  }
  return small;
}

using PaintMoment = std::function<void(double t, cv::Mat& frame)>;

/// Frames with the pictures themselves at both ends.
Result<void> send(const GenerationJob& job, const cv::Mat& first, const cv::Mat& last,
                  const PaintMoment& paint, FrameSink& frames, ProgressSink& progress,
                  const std::stop_token& stop) {
  return render_frames(job, frames, progress, stop, [&](int index, media::Image& frame) {
    cv::Mat pixels = as_mat(frame);
    if (index == 0 || index == job.frame_count - 1) {
      (index == 0 ? first : last).copyTo(pixels);
    } else {
      paint(frame_time(job, index), pixels);
    }
  });
}

}  // namespace

Result<GenerationReport> join_frames(const GenerationJob& job, FrameSink& frames,
                                     ProgressSink& progress, const std::stop_token& stop) {
  EXPECTS(job.first_frame.has_value() && job.last_frame.has_value());
  progress.report(0, "analyse");
  const cv::Size size(job.size.width, job.size.height);
  const cv::Mat first_given = cover_crop(as_mat(*job.first_frame), size);
  const cv::Mat first = resampled(first_given, size);
  const Framing framing = frame_last(first, as_mat(*job.last_frame), job.threads);
  const cv::Mat last_given = as_mat(*job.last_frame)(framing.window);
  const cv::Mat last = resampled(last_given, size);
  const Correspondence found = correspondence_of(first, last, framing.motion, job.threads);
  GenerationReport report;
  report.facts["correspondence"] = found.quality;
  if (framing.window.size() != as_mat(*job.last_frame).size()) {
    report.facts["last_frame_crop"] = framing.reason;
  }

  PictureFacts facts;
  facts.aspect = static_cast<double>(size.width) / size.height;
  const CameraPlan plan =
      read_camera(job.prompt, job.negative_prompt, job.prompt_strength, job.seed,
                  static_cast<double>(job.frame_count) / job.fps, facts);
  const double linger = lingering(job);
  if (found.quality >= kRelated) {
    report.facts["join"] = "interpolation";
    report.facts["camera"] =
        plan.is_from_prompt
            ? "from the first image to the last; the prompt's \"" + describe(plan) + "\" has no say"
            : "from the first image to the last";
    const Interpolator between(first, last, found);
    RETURN_IF_ERROR(send(
        job, first, last,
        [&](double t, cv::Mat& frame) { between.paint(lingered(t, linger, eased(t)), frame); },
        frames, progress, stop));
    return report;
  }
  TransitionWords words = read_transition(job.prompt, job.negative_prompt);
  if (!words.is_from_prompt && plan.is_from_prompt) {
    words.style = TransitionStyle::camera;
    report.facts["camera"] = describe(plan);
  }
  report.facts["join"] = "transition";
  report.facts["transition"] = to_string(words.style);
  const Detail detail = job.quality == Quality::professional ? Detail::fine : Detail::normal;
  std::optional<ParallaxView> leaving;
  std::optional<ParallaxView> arriving;
  side_by_side(
      job.threads, [&] { leaving.emplace(halved(first_given, size, detail), size, detail); },
      [&] { arriving.emplace(halved(last_given, size, detail), size, detail); });
  const Transition passage(*std::move(leaving), *std::move(arriving), size, words, plan);
  RETURN_IF_ERROR(send(
      job, first, last,
      [&](double t, cv::Mat& frame) { passage.paint(lingered(t, linger, t), frame); }, frames,
      progress, stop));
  return report;
}

}  // namespace kirin::engine::motion
