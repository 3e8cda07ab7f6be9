#include "engine/motion/understanding/scene_understanding.h"

#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/guided_filter.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/understanding/disparity.h"

namespace kirin::engine::motion {

std::string_view to_string(RegionKind kind) {
  constexpr std::array<std::string_view, kRegionKinds> kNames = {
      "sky", "cloud", "water", "vegetation", "fire", "smoke", "light"};
  return kNames.at(static_cast<std::size_t>(kind));
}

SceneUnderstanding understand(const cv::Mat& picture) {
  SceneUnderstanding seen;
  seen.disparity = disparity_of(picture);
  return seen;
}

cv::Mat refined_share(const Region& region, const cv::Mat& picture) {
  if (region.share.empty()) {
    return {};
  }
  cv::Mat guide;
  luma_of(picture).convertTo(guide, CV_32F, 1 / 255.0);
  cv::Mat share;
  cv::resize(region.share, share, picture.size(), 0, 0, cv::INTER_LINEAR);
  share = guided_filtered(share, guide, std::max(2, picture.cols / 160), 1e-3);
  cv::Mat result;
  share.convertTo(result, CV_8U, 255);
  return result;
}

}  // namespace kirin::engine::motion
