#include "engine/motion/job_sheet.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "engine/motion/ambient/ambient_motion.h"
#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/understanding/debug_sheet.h"
#include "engine/motion/understanding/scene_understanding.h"
#include "media/flatten.h"

namespace kirin::engine::motion {
namespace {

constexpr int kReferenceSide = 1280;

std::string moving_by_itself(const GenerationJob& job, const SceneUnderstanding& seen,
                             const cv::Mat& picture, bool is_last) {
  AmbientBrief brief;
  brief.prompt = job.prompt;
  brief.negative_prompt = job.negative_prompt;
  brief.strength = job.prompt_strength;
  brief.size = picture.size();
  brief.seconds = static_cast<double>(job.frame_count) / job.fps;
  brief.seed = job.seed;
  brief.is_arriving = is_last;
  const std::vector<std::string> names = AmbientMotion(seen, picture, brief).describe();
  return names.empty() ? "nothing" : fmt::format("{}", fmt::join(names, ", "));
}

/// A frame of the clip: what camera and ambient motion would do with it alone is told too.
cv::Mat frame_sheet(const GenerationJob& job, const media::Image& image, bool is_last) {
  const cv::Mat picture = fitted(image, {job.size.width, job.size.height});
  const SceneUnderstanding seen = understand(picture);
  return debug_sheet(picture, seen,
                     {fmt::format("{} frame, as the clip shows it: {}x{}",
                                  is_last ? "last" : "first", picture.cols, picture.rows),
                      "camera: " + describe(read_camera(job.prompt, job.negative_prompt,
                                                        job.prompt_strength, job.seed)),
                      "moves by itself: " + moving_by_itself(job, seen, picture, is_last)});
}

cv::Mat reference_sheet(const media::Image& image, std::size_t number) {
  const cv::Mat whole = as_mat(image);
  const double shrink =
      std::min(1.0, static_cast<double>(kReferenceSide) / std::max(whole.cols, whole.rows));
  const cv::Mat picture =
      resampled(whole, {std::max(1, static_cast<int>(std::lround(whole.cols * shrink))),
                        std::max(1, static_cast<int>(std::lround(whole.rows * shrink)))});
  return debug_sheet(picture, understand(picture), {fmt::format("reference {}", number)});
}

media::Image below_each_other(const std::vector<cv::Mat>& sheets) {
  int width = 0;
  int height = 0;
  for (const cv::Mat& sheet : sheets) {
    width = std::max(width, sheet.cols);
    height += sheet.rows;
  }
  media::Image page({width, height});
  cv::Mat pixels = as_mat(page);
  pixels.setTo(cv::Scalar::all(0));
  int row = 0;
  for (const cv::Mat& sheet : sheets) {
    sheet.copyTo(pixels(cv::Rect(0, row, sheet.cols, sheet.rows)));
    row += sheet.rows;
  }
  return page;
}

}  // namespace

Result<media::Image> job_sheet(const GenerationJob& job) {
  std::vector<cv::Mat> sheets;
  if (job.first_frame) {
    sheets.push_back(frame_sheet(job, *job.first_frame, false));
  }
  if (job.last_frame) {
    sheets.push_back(frame_sheet(job, *job.last_frame, true));
  }
  for (const media::ImageWithAlpha& reference : job.references) {
    sheets.push_back(reference_sheet(media::flattened(reference), sheets.size() + 1));
  }
  if (sheets.empty()) {
    return Error{ErrorCode::invalid_argument,
                 "a debug sheet shows what is seen in pictures, and this request has none"};
  }
  return below_each_other(sheets);
}

}  // namespace kirin::engine::motion
