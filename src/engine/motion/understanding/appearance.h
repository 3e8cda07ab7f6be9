/// \file
/// What every part of the understanding looks at: the picture made small, and what is measured at
/// each of its points.
#pragma once

#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// The longer side of everything that understanding makes.
inline constexpr int kUnderstandingSide = 320;

/// All of one size (the longer side kUnderstandingSide, the shorter at least 16); planes are
/// CV_32FC1 unless stated otherwise.
struct Appearance {
  cv::Mat rgb;         ///< CV_8UC3
  cv::Mat grey;        ///< Rec. 709 luma, [0, 1]
  cv::Mat lab;         ///< CV_32FC3, CIE L*a*b*: L in [0, 100]
  cv::Mat hue;         ///< degrees, [0, 360)
  cv::Mat saturation;  ///< as HSV has it, [0, 1]
  cv::Mat across;      ///< derivative of `grey` to the right, per point
  cv::Mat down;        ///< likewise downwards
  cv::Mat edge;        ///< their magnitude
  /// Mean magnitude of detail finer than a point around each point, as a part of the full range of
  /// `grey`: grass and foliage have much, skies and walls none.
  cv::Mat texture;

  cv::Size size() const { return grey.size(); }
};

/// Measures `picture` (CV_8UC3, RGB).
Appearance appearance_of(const cv::Mat& picture);

/// From 0 at `low` to 1 at `high`, smoothly; `low` may be the larger.
float smooth_between(float low, float high, float x);

/// A Gaussian blur whose border repeats the picture mirrored.
cv::Mat blurred(const cv::Mat& field, double sigma);

/// The value that `share` (in [0, 1]) of the points of `field` (CV_32FC1), where `mask` is set (all
/// where it is empty), do not exceed; 0 where there is none.
float percentile(const cv::Mat& field, double share, const cv::Mat& mask = {});

/// The parts of `mask` (CV_8UC1) of at least `least` points.
cv::Mat without_specks(const cv::Mat& mask, int least);

}  // namespace kirin::engine::motion
