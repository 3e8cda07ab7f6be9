#include "engine/motion/understanding/vegetation.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/guided_filter.h"

namespace kirin::engine::motion {
namespace {

/// Excess green (Woebbecke et al. 1995) of the picture's colours.
cv::Mat greenness_of(const Appearance& seen) {
  cv::Mat green(seen.size(), CV_32F);
  for (int y = 0; y < green.rows; ++y) {
    const auto* pixels = seen.rgb.ptr<cv::Vec3b>(y);
    for (int x = 0; x < green.cols; ++x) {
      const float sum = static_cast<float>(pixels[x][0] + pixels[x][1] + pixels[x][2]) + 12;
      const float excess = static_cast<float>(2 * pixels[x][1] - pixels[x][0] - pixels[x][2]) / sum;
      const float hue = seen.hue.at<float>(y, x);
      // Leaves are pale only in the dark: pale bright green is paint, paper or fur.
      const float depth =
          seen.saturation.at<float>(y, x) + 0.45F - 0.01F * seen.lab.at<cv::Vec3f>(y, x)[0];
      green.at<float>(y, x) = smooth_between(0.05F, 0.15F, excess) * smooth_between(54, 66, hue) *
                              smooth_between(165, 145, hue) * smooth_between(0.2F, 0.34F, depth);
    }
  }
  return green;
}

}  // namespace

Region find_vegetation(const Appearance& seen, const Region& sky) {
  // Leaves hide dark and grey gaps: both measures are those of the neighbourhood.
  const cv::Mat green = greenness_of(seen);
  const cv::Mat around = cv::max(blurred(green, 3), blurred(green, 1));
  cv::Mat leaves;
  cv::morphologyEx(green > 0.3F, leaves, cv::MORPH_CLOSE,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));
  // Only where texture is all around: the outline of one leaf before a blurred background is no
  // foliage.
  cv::Mat dense = seen.texture.clone();
  dense.setTo(0, leaves == 0);
  cv::morphologyEx(dense, dense, cv::MORPH_OPEN,
                   cv::getStructuringElement(cv::MORPH_ELLIPSE, {13, 13}));
  cv::Mat share(seen.size(), CV_32F);
  for (int y = 0; y < share.rows; ++y) {
    for (int x = 0; x < share.cols; ++x) {
      // In the shade, texture is weaker for the same leaves.
      const float light = 0.35F + 0.65F * seen.grey.at<float>(y, x);
      const float texture = dense.at<float>(y, x) / light;
      share.at<float>(y, x) = smooth_between(0.2F, 0.6F, around.at<float>(y, x)) *
                              smooth_between(0.008F, 0.022F, texture);
    }
  }
  if (!sky.share.empty()) {
    share = share.mul(1 - sky.share * std::min(1.0, sky.trust * 1.5));
  }
  const cv::Mat kept = without_specks(share > 0.4F, static_cast<int>(share.total() / 150));
  const int points = cv::countNonZero(kept);
  if (points == 0) {
    return {};
  }
  cv::Mat near;
  cv::dilate(kept, near, cv::getStructuringElement(cv::MORPH_ELLIPSE, {7, 7}));
  cv::Mat outside;
  cv::bitwise_not(near, outside);
  share.setTo(0, outside);
  share = guided_filtered(share, seen.grey, 4, 2e-3);
  cv::min(share, 1.0, share);
  cv::max(share, 0.0, share);
  const float part = static_cast<float>(points) / static_cast<float>(share.total());
  const auto colour = static_cast<float>(cv::mean(green, kept)[0]);
  const float texture = percentile(seen.texture, 0.5, kept);
  Region region;
  region.trust = smooth_between(0.005F, 0.05F, part) * smooth_between(0.3F, 0.8F, colour) *
                 smooth_between(0.006F, 0.025F, texture);
  if (region.trust < 0.05) {
    return {};
  }
  region.share = share;
  return region;
}

}  // namespace kirin::engine::motion
