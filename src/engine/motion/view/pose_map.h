/// \file
/// CameraPose's formula and its inverse, and what happens where a view sees past the picture.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/camera/camera_plan.h"

namespace kirin::engine::motion {

/// A point as fractions of width and height, the centre at 0.
struct Spot {
  double x = 0;
  double y = 0;
};

/// The inverse of CameraPose's formula: which point of the picture is seen at a point of the frame.
class PoseMap {
 public:
  PoseMap(const CameraPose& pose, cv::Size size);

  /// The point before parallax: depends on roll and zoom only.
  Spot turned(Spot seen) const {
    return {cosine_ * seen.x - sine_ * seen.y / aspect_,
            sine_ * seen.x * aspect_ + cosine_ * seen.y};
  }
  /// The point of the picture, were its disparity `d`.
  Spot at_disparity(Spot turned, double d) const {
    const double reach = 1 - pose_.push * d;
    return {pose_.x + (turned.x + pose_.truck_x * d) * reach,
            pose_.y + (turned.y + pose_.truck_y * d) * reach};
  }
  /// The formula itself: where the point of the picture whose disparity is `d` is seen.
  Spot seen_at(Spot point, double d) const;

  bool has_parallax() const { return pose_.push != 0 || pose_.truck_x != 0 || pose_.truck_y != 0; }
  /// How far beyond the picture's edges the view sees, as fractions of its width and height.
  Spot seen_beyond() const;
  /// How many pixels the outermost point of a frame of `size` moves: 0 for the identity.
  double motion(cv::Size size) const;

 private:
  CameraPose pose_;
  double aspect_;
  double cosine_;
  double sine_;
};

/// Keeps one coordinate (a centred fraction) inside the picture: where a view sees `beyond` its
/// edges, the outer part of the picture is stretched over what is missing, more towards the edge,
/// without a seam.
///
/// The first frame is the whole picture, so that a camera that draws back has nothing to show at
/// its edges. Mirrored or painted surroundings are recognised as such, a narrower frame is not what
/// was asked for; a stretch looks like a wider lens. It takes three times as wide a band as what is
/// missing, up to the middle: what stands there shrinks as asked and keeps its shape, and at the
/// very edge things are at most twice as wide as at the band's start. Wider bands stretch less at
/// the edge, but then nothing shrinks by as much as was asked, and faces bend too. Straight lines
/// that run through the band do bend a little: that is the price.
class Stretch {
 public:
  explicit Stretch(double beyond);
  double operator()(double x) const;
  /// The coordinate that the stretch brings to `x`, which lies in the picture.
  double undone(double x) const;

 private:
  double beyond_;
  double band_;
};

}  // namespace kirin::engine::motion
