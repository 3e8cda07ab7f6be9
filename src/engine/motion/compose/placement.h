/// \file
/// Where cut-out subjects stand in the frame, and how large.
#pragma once

#include <opencv2/core.hpp>
#include <span>
#include <vector>

#include "engine/motion/compose/stage_directions.h"

namespace kirin::engine::motion {

/// A subject to place.
struct Performer {
  double aspect = 1;  ///< of its bounding box, width over height
  cv::Mat outline;    ///< CV_32FC1, kOutline x kOutline: how much of each part of the box it fills
  bool is_cut_below = false;  ///< stands on the frame's lower edge, which hides the cut
  double weight = 1;          ///< how large it should be beside the others
  StagePlace wish;
};
inline constexpr int kOutline = 12;

/// What a performer stands in. Lengths are fractions of the frame's height.
struct Stage {
  double aspect = 16.0 / 9;  ///< of the frame
  double horizon = 0.5;      ///< where the ground ends, from the top
  /// What the camera sees all the time; beyond its lower edge there may be more, down to `lowest`.
  cv::Rect2d safe = {0, 0, 16.0 / 9, 1};
  double lowest = 1;
  cv::Mat interest;  ///< CV_32FC1 in [0, 1], any size, empty: what should stay visible
};

/// Where a performer is: fractions of the frame's height, also across.
struct Standing {
  double x = 0;     ///< of the middle
  double foot = 0;  ///< of the lower edge; beyond 1 for those cut below
  double width = 0;
  double height = 0;
  double depth = 0;  ///< [0, 1], grows towards the viewer: the order of painting
};

/// Places for up to four performers, in their order: each at least 45% as high as the frame or on
/// 22% of its area where there is room (three or four, or two in an upright frame, share it),
/// inside the frame, hiding less than 15% of one another and little of what is of interest, feet on
/// the ground, by the wishes and links (whose numbers are indices of `performers`). A search from
/// every order across, always the same.
std::vector<Standing> place_performers(std::span<const Performer> performers, const Stage& stage,
                                       std::span<const StageLink> links);

/// The part of `behind` that `before` hides, [0, 1].
double hidden_part(const Performer& behind, const Standing& behind_at, const Performer& before,
                   const Standing& before_at);

}  // namespace kirin::engine::motion
