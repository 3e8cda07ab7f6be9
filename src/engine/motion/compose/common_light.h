/// \file
/// One light for what came from several pictures: colour, shading and shadow of a cut-out subject
/// in its surroundings.
#pragma once

#include <opencv2/core.hpp>

#include "engine/motion/compose/matte.h"

namespace kirin::engine::motion {

/// Where the light of a picture seems to come from.
struct LightGuess {
  double side = 0;         ///< -1 from the left, 1 from the right
  double contrast = 0;     ///< [0, 1]: 0 an overcast sky, 1 a low sun
  bool is_behind = false;  ///< it shines towards the viewer: shadows come forward
};

/// From where the brightest part of `surroundings` (RGB) is.
LightGuess guess_light(const cv::Mat& surroundings);

/// Moves the subject's colours towards those around it: mean and spread in CIE Lab (Reinhard et al.
/// 2001) a part of the way and by no more than kMostLight and kMostHue, the surroundings' own
/// coarse light and shade across the subject, and a little of their light wrapped around its rim.
///
/// `around` is the part of the surroundings (RGB) that the subject's box covers, any size.
void match_light(const cv::Mat& around, Matte& subject);
inline constexpr double kMostLight = 20;  ///< of the mean's shift, in L
inline constexpr double kMostHue = 6;     ///< likewise in a and in b

/// What a standing subject leaves of the light on the ground.
struct GroundShadow {
  cv::Mat light;      ///< CV_32FC1 in [0, 1], coarse; covers the subject's box with room around it
  double room_x = 0;  ///< on the left and on the right, as a fraction of the box's width
  double room_above = 0;  ///< likewise of its height
  double room_below = 0;
};

/// The shadow of `alpha` (CV_8UC1): dark where it touches the ground, and cast away from the light.
GroundShadow shadow_of(const cv::Mat& alpha, const LightGuess& light);

}  // namespace kirin::engine::motion
