#include "engine/motion/understanding/scene_understanding.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "engine/motion/imaging/guided_filter.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/attention.h"
#include "engine/motion/understanding/cloud.h"
#include "engine/motion/understanding/disparity.h"
#include "engine/motion/understanding/faces.h"
#include "engine/motion/understanding/fire.h"
#include "engine/motion/understanding/light.h"
#include "engine/motion/understanding/perspective.h"
#include "engine/motion/understanding/sky.h"
#include "engine/motion/understanding/stream.h"
#include "engine/motion/understanding/vegetation.h"
#include "engine/motion/understanding/water.h"

namespace kirin::engine::motion {

std::string_view to_string(RegionKind kind) {
  constexpr std::array<std::string_view, kRegionKinds> kNames = {
      "sky", "cloud", "water", "vegetation", "fire", "smoke", "light"};
  return kNames.at(static_cast<std::size_t>(kind));
}

namespace {

/// Behind a portrait, what is pale is a wall more often than the sky.
void doubt_walls(const cv::Mat& rgb, SceneUnderstanding& seen) {
  Region& sky = seen.regions[static_cast<std::size_t>(RegionKind::sky)];
  Region& cloud = seen.regions[static_cast<std::size_t>(RegionKind::cloud)];
  constexpr double kPortrait = 0.09;  // of the height
  double portrait = 0;
  for (const Face& face : seen.faces) {
    if (face.box.height > kPortrait) {
      portrait = std::max(portrait, face.trust);
    }
  }
  if (portrait < 0.5 || sky.share.empty()) {
    return;
  }
  const cv::Scalar mean = cv::mean(rgb, sky.share > 0.6F);
  if (mean[2] - mean[0] < 25) {
    sky.trust *= 1 - 0.6 * portrait;
    cloud.trust *= 1 - 0.6 * portrait;
  }
}

}  // namespace

SceneUnderstanding understand(const cv::Mat& picture) {
  const Appearance appearance = appearance_of(picture);
  SceneUnderstanding seen;
  const auto region = [&](RegionKind kind) -> Region& {
    return seen.regions[static_cast<std::size_t>(kind)];
  };
  Region& sky = region(RegionKind::sky);
  const Sky whole = find_sky(appearance);
  sky = whole.region;
  region(RegionKind::cloud) = find_clouds(appearance, whole);
  region(RegionKind::vegetation) = find_vegetation(appearance, sky);
  region(RegionKind::water) = find_water(appearance, sky, seen.region(RegionKind::vegetation));
  if (constexpr double kMirror = 0.4;
      !whole.lake.empty() && seen.region(RegionKind::water).trust < kMirror) {
    Region& water = region(RegionKind::water);
    water.trust = kMirror;
    whole.lake.convertTo(water.share, CV_32F, 1 / 255.0);
    water.share = blurred(water.share, 1);
  }
  region(RegionKind::fire) = find_fire(appearance, sky);
  region(RegionKind::smoke) = find_smoke(appearance, sky, seen.region(RegionKind::water));
  region(RegionKind::light) = find_lights(appearance, seen.region(RegionKind::vegetation));
  const auto vanishing = find_vanishing_point(picture);
  if (vanishing) {
    seen.vanishing_point = vanishing->at;
    seen.vanishing_trust = vanishing->trust;
  }
  const Horizon horizon = find_horizon(sky, seen.region(RegionKind::water), vanishing);
  seen.horizon = horizon.row;
  seen.horizon_trust = horizon.trust;
  // After the horizon, which a stream tells nothing of.
  if (seen.region(RegionKind::water).trust < 0.2) {
    if (Region stream = find_stream(appearance, sky, seen.region(RegionKind::vegetation));
        stream.trust > seen.region(RegionKind::water).trust) {
      region(RegionKind::water) = std::move(stream);
    }
  }
  seen.faces = find_faces(picture);
  doubt_walls(appearance.rgb, seen);
  const Attention attention =
      find_subject(appearance, sky.share.empty() ? cv::Mat() : cv::Mat(sky.share * sky.trust));
  seen.subject = attention.likely;
  seen.subject_trust = attention.trust;
  const Disparity disparity = find_disparity(picture, appearance, seen);
  seen.disparity = disparity.field;
  seen.disparity_trust = disparity.trust;
  return seen;
}

namespace {

/// The picture as one plane in [0, 1] along the colour that tells best what is inside from what is
/// outside of `share` (Fisher 1936): grey rock before a blue sky of the same brightness has no edge
/// in luma.
cv::Mat telling_plane(const cv::Mat& share, const cv::Mat& picture) {
  cv::Mat small;
  cv::resize(picture, small, share.size(), 0, 0, cv::INTER_AREA);
  small.convertTo(small, CV_32F, 1 / 255.0);
  const auto moments = [&](const cv::Mat& mask, cv::Vec3d& mean, cv::Matx33d& spread) {
    double count = 0;
    cv::Matx33d squares = cv::Matx33d::zeros();
    mean = {};
    for (int y = 0; y < small.rows; ++y) {
      for (int x = 0; x < small.cols; ++x) {
        if (mask.at<std::uint8_t>(y, x) != 0) {
          const cv::Vec3d colour = small.at<cv::Vec3f>(y, x);
          mean += colour;
          squares += colour * colour.t();
          count += 1;
        }
      }
    }
    mean /= std::max(count, 1.0);
    spread = squares * (1 / std::max(count, 1.0)) - mean * mean.t();
    return count;
  };
  // Only near the outline: what is far off need not be told apart.
  cv::Mat near;
  cv::dilate((share > 0.1F) & (share < 0.9F), near,
             cv::getStructuringElement(cv::MORPH_ELLIPSE, {31, 31}));
  cv::Vec3d inside;
  cv::Vec3d outside;
  cv::Matx33d inside_spread;
  cv::Matx33d outside_spread;
  constexpr double kFew = 50;
  if (moments((share > 0.9F) & near, inside, inside_spread) < kFew ||
      moments((share < 0.1F) & near, outside, outside_spread) < kFew) {
    cv::Mat luma;
    luma_of(picture).convertTo(luma, CV_32F, 1 / 255.0);
    return luma;
  }
  const cv::Matx33d spread = inside_spread + outside_spread + 2e-3 * cv::Matx33d::eye();
  const cv::Vec3d direction = spread.inv() * (inside - outside);
  const double apart = std::max(1e-6, direction.dot(inside - outside));
  // Outside at a quarter, inside at three.
  const cv::Vec3d scale = direction * (0.5 / apart);
  const double shift = 0.25 - scale.dot(outside);
  cv::Mat plane;
  picture.convertTo(plane, CV_32F, 1 / 255.0);
  cv::transform(plane, plane,
                cv::Matx14f(static_cast<float>(scale[0]), static_cast<float>(scale[1]),
                            static_cast<float>(scale[2]), static_cast<float>(shift)));
  cv::min(plane, 1.0, plane);
  cv::max(plane, 0.0, plane);
  return plane;
}

}  // namespace

cv::Mat refined_share(const Region& region, const cv::Mat& picture) {
  if (region.share.empty()) {
    return {};
  }
  const cv::Mat guide = telling_plane(region.share, picture);
  cv::Mat share;
  cv::resize(region.share, share, picture.size(), 0, 0, cv::INTER_CUBIC);
  // Wide first: near an outline the share follows the colour of either side as it is farther
  // off, where it is sure. Then close, for twigs and hair.
  const int longer = std::max(picture.cols, picture.rows);
  share = guided_filtered(share, guide, std::max(4, longer / 48), 3e-4);
  share = guided_filtered(share, guide, std::max(2, longer / 240), 1e-4);
  // Well inside and well outside there is nothing to refine, and colours may mislead: a white cloud
  // before blue is no outline.
  cv::Mat sure;
  cv::resize(region.share, sure, picture.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat band = (region.share > 0.1F) & (region.share < 0.9F);
  cv::Mat inside = region.share > 0.5F;
  cv::morphologyEx(inside, inside, cv::MORPH_GRADIENT,
                   cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
  band |= inside;
  cv::dilate(band, band, cv::getStructuringElement(cv::MORPH_ELLIPSE, {9, 9}));
  band.convertTo(band, CV_32F, 1 / 255.0);
  cv::resize(blurred(band, 1.5), band, picture.size(), 0, 0, cv::INTER_LINEAR);
  share = sure + band.mul(share - sure);
  cv::Mat result;
  share.convertTo(result, CV_8U, 255);
  return result;
}

}  // namespace kirin::engine::motion
