#include "engine/motion/understanding/scene_understanding.h"

#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/guided_filter.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/attention.h"
#include "engine/motion/understanding/disparity.h"
#include "engine/motion/understanding/faces.h"
#include "engine/motion/understanding/light.h"
#include "engine/motion/understanding/perspective.h"
#include "engine/motion/understanding/sky.h"
#include "engine/motion/understanding/vegetation.h"
#include "engine/motion/understanding/water.h"

namespace kirin::engine::motion {

std::string_view to_string(RegionKind kind) {
  constexpr std::array<std::string_view, kRegionKinds> kNames = {
      "sky", "cloud", "water", "vegetation", "fire", "smoke", "light"};
  return kNames.at(static_cast<std::size_t>(kind));
}

SceneUnderstanding understand(const cv::Mat& picture) {
  const Appearance appearance = appearance_of(picture);
  SceneUnderstanding seen;
  const auto region = [&](RegionKind kind) -> Region& {
    return seen.regions[static_cast<std::size_t>(kind)];
  };
  Region& sky = region(RegionKind::sky);
  sky = find_sky(appearance);
  region(RegionKind::cloud) = find_clouds(appearance, sky);
  region(RegionKind::vegetation) = find_vegetation(appearance, sky);
  region(RegionKind::water) = find_water(appearance, sky, seen.region(RegionKind::vegetation));
  region(RegionKind::light) = find_lights(appearance, seen.region(RegionKind::vegetation));
  const auto vanishing = find_vanishing_point(picture);
  if (vanishing) {
    seen.vanishing_point = vanishing->at;
    seen.vanishing_trust = vanishing->trust;
  }
  const Horizon horizon = find_horizon(sky, seen.region(RegionKind::water), vanishing);
  seen.horizon = horizon.row;
  seen.horizon_trust = horizon.trust;
  seen.faces = find_faces(picture);
  const Attention attention =
      find_subject(appearance, sky.share.empty() ? cv::Mat() : cv::Mat(sky.share * sky.trust));
  seen.subject = attention.likely;
  seen.subject_trust = attention.trust;
  const Disparity disparity = find_disparity(picture, appearance, seen);
  seen.disparity = disparity.field;
  seen.disparity_trust = disparity.trust;
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
