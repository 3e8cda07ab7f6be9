/// \file
/// What a painted mask means: the thing itself, what must be filled behind it, and whether the
/// thing goes on outside.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace kirin::engine::motion {

/// A point on the edge of a cut-out, in pixels of the picture.
struct OutlinePoint {
  cv::Point2f at;
  bool goes_on = false;  ///< the picture has the same colours on both sides: no edge of a thing
};

struct PaintedThing {
  cv::Mat alpha;    ///< CV_8UC1, of the picture's size: the thing's coverage, soft at its edge
  cv::Mat removed;  ///< CV_8UC1, 0 and 255: what has to be filled in when the thing leaves
  std::vector<OutlinePoint> outline;  ///< of `alpha`, without what lies on the picture's border
  /// The part of the mask's outline, [0, 1], across which the thing goes on in the same colours: 0
  /// for a whole thing, large for an arm, a head, a patch of water.
  double crossing = 0;
};

/// Reads `mask` (CV_8UC1, 0 and 255, not empty) on `picture` (CV_8UC3, RGB).
///
/// Strokes are drawn generously, so what resembles the surroundings is cut away again (mask_cut.h),
/// in a window around the mask of at most `work_pixels` pixels, and the cut is refined along the
/// picture's edges. Where too little would be left to be believed, the mask as painted.
/// Deterministic.
PaintedThing painted_thing(const cv::Mat& picture, const cv::Mat& mask, int work_pixels);

/// `picture` with the thing's colours carried on beyond its edge, so that the soft edge of a
/// cut-out holds nothing of what was behind it. Only pixels within some 12 of the edge change.
cv::Mat own_colours(const cv::Mat& picture, const cv::Mat& alpha);

}  // namespace kirin::engine::motion
