/// \file
/// What a picture shows, as far as computer vision without weights can tell: read once per picture,
/// used by everything that moves it.
#pragma once

#include <array>
#include <cstddef>
#include <opencv2/core.hpp>
#include <optional>
#include <string_view>
#include <vector>

namespace kirin::engine::motion {

/// Parts of pictures that move by themselves, each in its own way.
enum class RegionKind { sky, cloud, water, vegetation, fire, smoke, light };
inline constexpr std::size_t kRegionKinds = 7;

/// "sky", "cloud", ...
std::string_view to_string(RegionKind kind);

/// Where one kind is seen.
struct Region {
  cv::Mat share;     ///< CV_32FC1 in [0, 1], of the understanding's size; empty where there is none
  double trust = 0;  ///< [0, 1]: how sure it is that this kind is there at all
};

/// A frontal face. Fractions of the picture's width and height.
struct Face {
  cv::Rect2d box;
  double trust = 0;
};

/// Everything is of one small size, the longer side 320, unless stated otherwise.
struct SceneUnderstanding {
  cv::Mat disparity;  ///< CV_32FC1 in [0, 1], 0 far and 1 near; see disparity.h
  double disparity_trust = 0;
  double horizon = 0.5;  ///< fraction of the height, from the top; may lie outside [0, 1]
  double horizon_trust = 0;
  std::optional<cv::Point2d> vanishing_point;  ///< fractions of width and height
  double vanishing_trust = 0;
  cv::Mat subject;  ///< CV_32FC1 in [0, 1]: how likely each point belongs to what the picture is of
  double subject_trust = 0;
  std::vector<Face> faces;
  std::array<Region, kRegionKinds> regions;

  const Region& region(RegionKind kind) const { return regions[static_cast<std::size_t>(kind)]; }
};

/// Looks at `picture` (CV_8UC3, RGB). Deterministic.
SceneUnderstanding understand(const cv::Mat& picture);

/// The region's share at the size of `picture`, refined along the picture's edges: CV_8UC1. Empty
/// where the region is.
cv::Mat refined_share(const Region& region, const cv::Mat& picture);

}  // namespace kirin::engine::motion
