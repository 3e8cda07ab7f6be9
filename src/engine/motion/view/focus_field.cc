#include "engine/motion/view/focus_field.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/guided_filter.h"
#include "engine/motion/imaging/picture.h"

namespace kirin::engine::motion {
namespace {

constexpr double kLongSide = 640;
constexpr double kSure = 0.5;  // a subject less likely than that is not one

cv::Mat small_luma(const cv::Mat& picture) {
  const double shrink = std::min(1.0, kLongSide / std::max(picture.cols, picture.rows));
  cv::Mat small;
  cv::resize(luma_of(picture), small, {}, shrink, shrink, cv::INTER_AREA);
  small.convertTo(small, CV_32F, 1 / 255.0);
  return small;
}

/// `field` at the guide's size and along its edges.
cv::Mat refined(const cv::Mat& field, const cv::Mat& guide, double reach) {
  cv::Mat large;
  cv::resize(field, large, guide.size(), 0, 0, cv::INTER_LINEAR);
  const int radius = std::max(2, static_cast<int>(reach * std::max(guide.cols, guide.rows)));
  large = guided_filtered(large, guide, radius, 5e-4);
  cv::min(large, 1.0, large);
  cv::max(large, 0.0, large);
  return large;
}

cv::Mat subject_along(const SceneUnderstanding& understanding, const cv::Mat& guide) {
  if (understanding.subject.empty() || understanding.subject_trust < kSure) {
    return {};
  }
  return refined(understanding.subject, guide, 0.012);
}

}  // namespace

cv::Mat lens_disparity(const SceneUnderstanding& understanding, const cv::Mat& picture) {
  const cv::Mat guide = small_luma(picture);
  cv::Mat field = refined(understanding.disparity, guide, 0.04);
  const cv::Mat subject = subject_along(understanding, guide);
  if (subject.empty()) {
    return field;
  }
  const auto trust = static_cast<float>(understanding.subject_trust);
  for (int y = 0; y < field.rows; ++y) {
    for (int x = 0; x < field.cols; ++x) {
      float& d = field.at<float>(y, x);
      const float s = subject.at<float>(y, x);
      const float parted = std::max(d, 0.85F) * s + 0.6F * d * (1 - s);
      d += (parted - d) * trust;
    }
  }
  return field;
}

cv::Mat sure_subject(const SceneUnderstanding& understanding, const cv::Mat& picture) {
  return subject_along(understanding, small_luma(picture));
}

}  // namespace kirin::engine::motion
