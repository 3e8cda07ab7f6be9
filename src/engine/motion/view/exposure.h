/// \file
/// The shutter of the camera: what moves far while it is open is blurred along its way.
#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/view/parallax_view.h"

namespace kirin::engine::motion {

/// How soon motion is blurred: above about 5 pixels a frame at 1280 wide, or above 4.
enum class MotionBlur { fast_moves, most_moves };

/// The pose at each time of a clip, in [0, 1].
using CameraPath = std::function<CameraPose(double)>;

/// `share` in [0, 1] of the motion that leads to `pose`: the identity at 0, the pose at 1.
CameraPose part_of(const CameraPose& pose, double share);

/// How far, in pixels of a frame of `size`, the fastest point moves from one pose to the other.
double travel_between(const CameraPose& from, const CameraPose& to, cv::Size size);

/// The poses that the frame at `t` is the mean of, as many as its motion needs: one where it is
/// slow. Frames are `step` apart; the shutter is open for up to half of that (180 degrees) around
/// `t`, less where the motion is hardly worth blurring, so that blur sets in from nothing. A pose
/// that is at rest is alone: the given picture stays exact.
std::vector<CameraPose> exposure(const CameraPath& path, double t, double step, cv::Size size,
                                 MotionBlur blur);

/// Paints the mean of the views from `poses` (not empty) in about linear light. Thread-safe.
void paint_exposure(const ParallaxView& view, const std::vector<CameraPose>& poses,
                    const AmbientMoment& moment, cv::Mat& frame);

}  // namespace kirin::engine::motion
