/// \file
/// Flow between two pictures, carried to a moment between them.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/join/camera_motion.h"
#include "engine/motion/join/correspondence.h"

namespace kirin::engine::motion {

/// For every kCell-th pixel of a frame (one row and column past its end): where it looks in both
/// pictures, and how much of the last one it shows. CV_32FC1 each.
struct JointLook {
  cv::Mat first_x, first_y;
  cv::Mat last_x, last_y;
  cv::Mat share;
};

/// Carries what both pictures show to any moment between them.
///
/// Points of both pictures are projected forward along their flow (Baker et al. 2011, "A database
/// and evaluation methodology for optical flow", section 3.3.2). Where several meet, the one that
/// both pictures show wins: what only one shows is what is about to be hidden, so it lies behind.
/// Of two that both show, the one wins that moves like what hides elsewhere: mostly the one that
/// moves more. What only one picture shows is taken from that one alone.
class FlowProjection {
 public:
  /// `size` is that of the pictures and of the frames.
  FlowProjection(const Correspondence& correspondence, cv::Size size);

  /// The moment `share` in [0, 1] of the way. Thread-safe.
  JointLook at(double share) const;

 private:
  /// A point of one of the pictures, in pixels of the first before its own motion `flow`.
  struct Point {
    float x, y;
    float flow_x, flow_y;
    float weight;  ///< rises steeply with the trust
    float trust;
  };
  class Landing;

  /// 1 where what moves more hides what moves less, as the pictures show it themselves; else -1.
  float order_of_depth() const;
  void put_in_front(float order, std::vector<Point>& points) const;

  void add_points(const cv::Mat& flow, const cv::Mat& trust, bool is_last,
                  std::vector<Point>& points) const;

  cv::Size size_;
  cv::Matx33d homography_;
  CameraPath path_;
  cv::Size field_;  ///< of the points of each picture
  std::vector<Point> first_;
  std::vector<Point> last_;
};

}  // namespace kirin::engine::motion
