#include "engine/motion/view/parallax_view.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/picture.h"
#include "engine/motion/view/field_lookup.h"
#include "engine/motion/view/focus_field.h"
#include "engine/motion/view/pose_map.h"
#include "engine/motion/view/view_grid.h"
#include "engine/motion/view/view_painter.h"

namespace kirin::engine::motion {
namespace {

constexpr double kHandover = 4;  // pixels of motion after which only the fine source is seen

double smoothstep(double x) {
  x = std::clamp(x, 0.0, 1.0);
  return x * x * (3 - 2 * x);
}

/// The grid's points in the pixels of `picture`.
LookGrid grid_over(const SampledPicture& picture, const ViewGrid& grid, cv::Size frame) {
  const double across = static_cast<double>(picture.width()) / frame.width;
  const double down = static_cast<double>(picture.height()) / frame.height;
  LookGrid look{picture, {}, {}};
  grid.x.convertTo(look.x, CV_32F, across, 0.5 * across - 0.5);
  grid.y.convertTo(look.y, CV_32F, down, 0.5 * down - 0.5);
  return look;
}

}  // namespace

ParallaxView::ParallaxView(const cv::Mat& picture, cv::Size size, Detail detail)
    : size_(size),
      plain_(resampled(picture, size)),
      plain_samples_(plain_),
      understanding_(understand(plain_)) {
  const double scale = detail == Detail::fine ? 2 : 1.5;
  cv::Mat fine = resampled(
      picture, {static_cast<int>(size.width * scale), static_cast<int>(size.height * scale)});
  // Sampled at frame resolution, the source's finest detail would shimmer: take its edge off.
  cv::GaussianBlur(fine, fine, {}, 0.55 * scale / 1.5);
  source_ = SampledPicture(fine);
}

void ParallaxView::hold_still(const cv::Mat& mask) {
  cv::Mat free;
  cv::bitwise_not(mask, free);
  cv::Mat distance;
  cv::distanceTransform(free, distance, cv::DIST_L2, 3);
  cv::resize(distance, freedom_, disparity().size(), 0, 0, cv::INTER_AREA);
  // The longer the way over which the motion sets in, the more of it there may be without a fold.
  double farthest = 0;
  cv::minMaxLoc(distance, nullptr, &farthest);
  const double reach = std::max(0.25 * std::max(size_.width, size_.height), 0.6 * farthest);
  for (int y = 0; y < freedom_.rows; ++y) {
    for (int x = 0; x < freedom_.cols; ++x) {
      float& value = freedom_.at<float>(y, x);
      value = static_cast<float>(smoothstep(value / reach));
    }
  }
}

void ParallaxView::prepare_focus(double most) {
  focus_disparity_ = lens_disparity(understanding_, plain_);
  blurred_ = blur_levels(plain_, sure_subject(understanding_, plain_), most);
}

void ParallaxView::paint(const CameraPose& pose, const AmbientMoment& moment,
                         cv::Mat& frame) const {
  const double motion = PoseMap(pose, size_).motion(size_);
  const bool is_sharp = pose.aperture <= 0 || blurred_.empty();
  if (motion < 1e-3 && moment.empty() && is_sharp) {
    plain_.copyTo(frame);
    return;
  }
  const ViewSources sources{
      .plain = plain_samples_,
      .fine = source_,
      // Near the identity, from the plain picture to the finer source without a step in sharpness.
      .fine_share = smoothstep(motion / kHandover),
      .blurred = blurred_,
      .focus = pose.focus,
      .aperture = pose.aperture / pose.zoom};  // the zoom magnifies the disc too
  paint_view(view_grid(pose, size_, {disparity(), focus_disparity_, freedom_}, moment), sources,
             frame);
}

LookGrid ParallaxView::look(const CameraPose& pose) const {
  if (PoseMap(pose, size_).motion(size_) >= kHandover) {
    return grid_over(source_, view_grid(pose, size_, {disparity(), {}, freedom_}, {}), size_);
  }
  // A mix of two sources: painted first, then looked at as it is.
  cv::Mat painted(size_, CV_8UC3);
  paint(pose, painted);
  return grid_over(SampledPicture(painted), view_grid({}, size_, {}, {}), size_);
}

cv::Point2f ParallaxView::seen_at(const CameraPose& pose, cv::Point2f p) const {
  const ViewFields fields{disparity(), {}, freedom_};
  const Spot seen = CameraLook(pose, size_, fields).seen_at({p.x - 0.5, p.y - 0.5});
  return {static_cast<float>((seen.x + 0.5) * size_.width - 0.5),
          static_cast<float>((seen.y + 0.5) * size_.height - 0.5)};
}

double ParallaxView::fold(const CameraPose& pose) const {
  const cv::Size coarse(std::min(size_.width, 320),
                        std::max(8, std::min(size_.width, 320) * size_.height / size_.width));
  return fold_score(view_grid(pose, coarse, {disparity(), {}, freedom_}, {}), pose);
}

float ParallaxView::disparity_at(double x, double y) const {
  return field_at<float>(disparity(), static_cast<float>(x), static_cast<float>(y));
}

}  // namespace kirin::engine::motion
