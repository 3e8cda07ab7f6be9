/// \file
/// How near each part of a picture is, guessed: one smooth field, safe to move a camera in.
///
/// A layered guess tears objects where it is wrong. This one is a single continuous surface from
/// what is likely in any picture (sky and haze far, ground nearer towards the bottom, walls nearer
/// away from where lines converge, what is in focus or the subject nearer than what is around it),
/// refined along the picture's own edges and limited in slope, so that a wrong guess bends nothing
/// visibly.
#pragma once

#include "engine/motion/understanding/appearance.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// The most that disparity changes over the longer side of a picture, if it kept its slope: what
/// bounds how far a camera may travel in it (parallax_view.cc settles where slope times travel is
/// below one half).
inline constexpr double kDisparitySlope = 2.0;

struct Disparity {
  cv::Mat field;  ///< CV_32FC1 in [0, 1], 0 far and 1 near
  double trust = 0;
};

/// Everything of `seen` but the disparity is known. `picture` is CV_8UC3, RGB.
Disparity find_disparity(const cv::Mat& picture, const Appearance& appearance,
                         const SceneUnderstanding& seen);

}  // namespace kirin::engine::motion
