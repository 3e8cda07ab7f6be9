#include "engine/motion/brush/brush_stroke.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "engine/motion/brush/brush_scene.h"
#include "engine/motion/brush/trajectory.h"
#include "engine/motion/clip.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr double kTremble = 0.004;  // of the diagonal: what a drawing hand strays

/// The first frame one and a half times as large as the clip's, its edge taken off: what moves is
/// sampled from it, as ParallaxView does.
cv::Mat finer(const media::Image& image, cv::Size size) {
  cv::Mat fine = resampled(cover_crop(as_mat(image), size), size * 3 / 2);
  cv::GaussianBlur(fine, fine, {}, 0.55);
  return fine;
}

std::vector<Point> in_frame_pixels(const Brush& brush, media::Size picture, cv::Size frame) {
  const cv::Mat whole(picture.height, picture.width, CV_8UC1, cv::Scalar(0));
  cv::Size crop_size;
  cv::Point corner;
  cover_crop(whole, frame).locateROI(crop_size, corner);
  const cv::Mat crop = cover_crop(whole, frame);
  std::vector<Point> points;
  for (const Point point : brush.trajectory) {
    points.push_back({(point.x - corner.x) * frame.width / crop.cols,
                      (point.y - corner.y) * frame.height / crop.rows});
  }
  return points;
}

}  // namespace

Result<GenerationReport> follow_brushes(const GenerationJob& job, FrameSink& frames,
                                        ProgressSink& progress, const std::stop_token& stop) {
  if (!job.first_frame) {
    return Error{ErrorCode::invalid_argument, "a motion brush without a first frame to paint on"};
  }
  progress.report(0, "analyse");
  const cv::Size size(job.size.width, job.size.height);
  const cv::Mat plain = fitted(*job.first_frame, size);
  GenerationReport report;
  const double tolerance = kTremble * std::hypot(size.width, size.height);
  std::vector<Stroke> strokes;
  for (std::size_t i = 0; i < job.brushes.size(); ++i) {
    const Brush& brush = job.brushes[i];
    if (brush.trajectory.size() < 2 || brush.mask.empty()) {
      return Error{
          ErrorCode::invalid_argument,
          fmt::format("brush {} has {} trajectory points and {} mask; 2 points and a mask are due",
                      i + 1, brush.trajectory.size(), brush.mask.empty() ? "no" : "a")};
    }
    cv::Mat mask = fitted_mask(brush.mask, size);
    if (cv::countNonZero(mask) == 0) {
      report.warnings.push_back(
          fmt::format("The mask of brush {} paints nothing, so nothing follows its path.", i + 1));
      continue;
    }
    strokes.push_back(
        {std::move(mask),
         Trajectory(in_frame_pixels(brush, job.first_frame->size(), size), tolerance)});
  }
  const std::size_t count = strokes.size();
  const cv::Mat held = job.static_mask ? fitted_mask(*job.static_mask, size) : cv::Mat();
  const AmbientBrief brief{.prompt = job.prompt,
                           .negative_prompt = job.negative_prompt,
                           .strength = job.prompt_strength,
                           .size = size,
                           .seconds = static_cast<double>(job.frame_count) / job.fps,
                           .seed = job.seed};
  const BrushScene scene(plain, finer(*job.first_frame, size), understand(plain), strokes, held,
                         job.frame_count, brief);

  RETURN_IF_ERROR(render_frames(job, frames, progress, stop, [&](int index, media::Image& frame) {
    cv::Mat pixels = as_mat(frame);
    scene.paint(index, pixels);
  }));
  report.facts["brushes"] = count;
  JsonArray manners;
  for (const std::string& manner : scene.manners()) {
    manners.emplace_back(manner);
  }
  report.facts["strokes"] = std::move(manners);
  JsonArray moving;
  for (const std::string& name : scene.ambient()) {
    moving.emplace_back(name);
  }
  if (!moving.empty()) {
    report.facts["ambient"] = std::move(moving);
  }
  report.facts["fold"] = scene.fold();
  report.facts["camera"] = "static";
  return report;
}

}  // namespace kirin::engine::motion
