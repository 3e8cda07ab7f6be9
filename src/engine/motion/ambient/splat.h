/// \file
/// Small soft shapes put onto finished frames (CV_8UC3, RGB): flakes, drops, leaves, sparks. What
/// lies outside of the frame is cut off. Colours are 0 to 255, lengths pixels.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// Mixes in a disc: `alpha` in the middle, falling to nothing over the outer part `softness` in
/// (0, 1] of its radius. Discs below a pixel are drawn a pixel wide and fainter.
void mix_disc(cv::Mat& frame, cv::Point2f centre, float radius, float softness, cv::Vec3f colour,
              float alpha);

/// Adds light that falls smoothly to nothing at `radius`.
void add_glow(cv::Mat& frame, cv::Point2f centre, float radius, cv::Vec3f light);

/// Mixes in a streak, full in its middle and faint at both ends, as motion blur leaves.
void mix_streak(cv::Mat& frame, cv::Point2f from, cv::Point2f to, float radius, cv::Vec3f colour,
                float alpha);

/// Mixes in an ellipse turned by `angle` (radians), its edge antialiased over `blur` pixels at
/// least one.
void mix_ellipse(cv::Mat& frame, cv::Point2f centre, cv::Point2f radii, float angle, float blur,
                 cv::Vec3f colour, float alpha);

}  // namespace kirin::engine::motion
