#include "engine/motion/understanding/focus.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/picture.h"
#include "engine/motion/understanding/appearance.h"

namespace kirin::engine::motion {
namespace {

cv::Mat slope_of(const cv::Mat& grey) {
  cv::Mat dx;
  cv::Mat dy;
  cv::Sobel(grey, dx, CV_32F, 1, 0, 3, 0.125);
  cv::Sobel(grey, dy, CV_32F, 0, 1, 3, 0.125);
  cv::Mat slope;
  cv::magnitude(dx, dy, slope);
  return slope;
}

}  // namespace

Focus find_focus(const cv::Mat& picture, cv::Size size) {
  // Twice the points: what blurs at a point's own size is seen, what a sensor blurs is not.
  cv::Mat twice;
  cv::resize(picture, twice, size * 2, 0, 0,
             picture.cols >= 2 * size.width ? cv::INTER_AREA : cv::INTER_LINEAR);
  cv::Mat grey;
  luma_of(twice).convertTo(grey, CV_32F, 1 / 255.0);
  grey = blurred(grey, 0.6);
  const cv::Mat slope = slope_of(grey);
  const cv::Mat softer = slope_of(blurred(grey, 1.6));
  cv::Mat weight(slope.size(), CV_32F);
  cv::Mat sharp(slope.size(), CV_32F);
  for (int y = 0; y < slope.rows; ++y) {
    for (int x = 0; x < slope.cols; ++x) {
      const float here = slope.at<float>(y, x);
      const float ratio = here / std::max(softer.at<float>(y, x), 1e-4F);
      // Only the crest of an edge tells: beside it the ratio falls below 1.
      weight.at<float>(y, x) = ratio > 1 ? smooth_between(0.012F, 0.06F, here) : 0;
      sharp.at<float>(y, x) = smooth_between(1.05F, 2.0F, ratio);
    }
  }
  cv::Mat sum = sharp.mul(weight);
  cv::resize(sum, sum, size, 0, 0, cv::INTER_AREA);
  cv::resize(weight, weight, size, 0, 0, cv::INTER_AREA);
  // The nearer an edge the more it counts; far from all edges, what is smooth: out of focus as like
  // as not.
  const cv::Mat near = blurred(weight, 5) + 0.15 * blurred(weight, 24);
  const cv::Mat total = blurred(sum, 5) + 0.15 * blurred(sum, 24);
  Focus focus;
  focus.sharp = (total + 0.0008) / (near + 0.004);
  const float low = percentile(focus.sharp, 0.1);
  const float high = percentile(focus.sharp, 0.95);
  focus.variety = smooth_between(0.15F, 0.45F, high - low);
  focus.sharp = (focus.sharp - low) / std::max(high - low, 0.1F);
  cv::min(focus.sharp, 1.0, focus.sharp);
  cv::max(focus.sharp, 0.0, focus.sharp);
  return focus;
}

}  // namespace kirin::engine::motion
