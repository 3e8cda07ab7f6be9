#include "engine/motion/understanding/upright.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

constexpr double kLength = 8;  // of the window along an edge, as a Gaussian's deviation

}  // namespace

double upright_rather_than_level(const Appearance& seen) {
  cv::Mat upright;
  cv::Mat level;
  cv::GaussianBlur(seen.across, upright, {}, 1, kLength, cv::BORDER_REPLICATE);
  cv::GaussianBlur(seen.down, level, {}, kLength, 1, cv::BORDER_REPLICATE);
  const double ratio = cv::mean(cv::abs(upright))[0] / (cv::mean(cv::abs(level))[0] + 1e-4);
  return smooth_between(0.9F, 1.4F, static_cast<float>(ratio));
}

cv::Mat uprightness(const Appearance& seen, const Region& sky) {
  constexpr float kFaint = 0.006F;
  const auto along = [](const cv::Mat& field) {
    cv::Mat soft;
    cv::GaussianBlur(field, soft, {}, 1, kLength, cv::BORDER_REPLICATE);
    return soft;
  };
  // An upright edge keeps its sign along the column, and is all there is of edges.
  const cv::Mat edge = cv::abs(along(seen.across));
  const cv::Mat all = along(seen.edge);
  cv::Mat upright(seen.size(), CV_32F);
  for (int y = 0; y < upright.rows; ++y) {
    for (int x = 0; x < upright.cols; ++x) {
      const float long_edge = edge.at<float>(y, x);
      upright.at<float>(y, x) =
          smooth_between(0.32F, 0.6F, long_edge / (all.at<float>(y, x) + kFaint)) *
          smooth_between(0.004F, 0.012F, long_edge);
    }
  }
  // What is between two edges belongs to them, and so does what parts one piece from the next.
  cv::morphologyEx(upright, upright, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_RECT, {3, 19}));
  cv::dilate(upright, upright, cv::getStructuringElement(cv::MORPH_ELLIPSE, {9, 5}));
  if (!sky.share.empty()) {
    upright = upright.mul(1 - sky.share.mul(sky.share) * sky.trust);
  }
  return blurred(upright, 1.5);
}

void stand_upright(cv::Mat& disparity, const cv::Mat& upright, float step) {
  for (int y = disparity.rows - 2; y >= 0; --y) {
    const float* below = disparity.ptr<float>(y + 1);
    float* row = disparity.ptr<float>(y);
    const float* share = upright.ptr<float>(y);
    for (int x = 0; x < disparity.cols; ++x) {
      const float left = below[std::max(0, x - 1)];
      const float right = below[std::min(disparity.cols - 1, x + 1)];
      const float near = std::max(below[x], std::max(left, right) - 0.5F * step);
      row[x] = std::max(row[x], near - step * (1 - share[x]));
    }
  }
}

}  // namespace kirin::engine::motion
