/// \file
/// A picture whose regions are painted, not found: what ambient motion does with them is tested
/// apart from how they are found.
#pragma once

#include <opencv2/imgproc.hpp>
#include <string_view>

#include "engine/motion/ambient/ambient_motion.h"
#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion::painted {

inline const cv::Size kGrid{320, 180};
inline const cv::Size kFrame = kGrid;

struct PaintedScene {
  PaintedScene() : picture(as_mat(image).clone()) {
    seen.horizon = 0.4;
    seen.horizon_trust = 0.9;
    seen.disparity.create(kGrid, CV_32F);
    for (int y = 0; y < kGrid.height; ++y) {
      seen.disparity.row(y).setTo(static_cast<float>(y) / kGrid.height);
    }
  }
  /// Says that `kind` is seen in `cells` of the grid.
  void paint(RegionKind kind, cv::Rect cells, double trust = 0.9) {
    Region& region = seen.regions[static_cast<std::size_t>(kind)];
    region.share = cv::Mat::zeros(kGrid, CV_32F);
    region.share(cells).setTo(1);
    region.trust = trust;
    // The edge of the region is one of the picture, as it is where regions are found.
    cv::Mat part = picture(cells);
    part.convertTo(part, -1, 0.5, 120);
  }
  AmbientMotion motion(std::string_view prompt = "", double seconds = 5, double strength = 0.5,
                       bool is_arriving = false) const {
    return {seen, picture, {prompt, "", strength, kFrame, seconds, 11, is_arriving}};
  }

  media::Image image = test::textured({kFrame.width, kFrame.height}, 4);
  cv::Mat picture;
  SceneUnderstanding seen;
};

/// The largest component of a CV_32FC2 field, of an empty one 0; only where `where` (CV_8UC1) is
/// set, if given.
inline double largest(const cv::Mat& field, const cv::Mat& where = {}) {
  double most = 0;
  for (int y = 0; y < field.rows; ++y) {
    for (int x = 0; x < field.cols; ++x) {
      if (where.empty() || where.at<std::uint8_t>(y, x) != 0) {
        const cv::Vec2f value = field.at<cv::Vec2f>(y, x);
        most = std::max<double>({most, std::abs(value[0]), std::abs(value[1])});
      }
    }
  }
  return most;
}

}  // namespace kirin::engine::motion::painted
