/// \file
/// What is measured in finished frames, by features and pixels alone: nothing here knows how the
/// engine made them.
#pragma once

#include <opencv2/core.hpp>
#include <opencv2/core/types.hpp>
#include <vector>

#include "engine/engine.h"

namespace kirin::quality {

/// Keeps the luma of every frame (CV_8UC1), and the frames themselves where asked: a clip of 720p
/// in RGB would take 400 MB.
class LumaFrames final : public engine::FrameSink, public engine::ProgressSink {
 public:
  Result<void> add(media::ImageView frame) override;
  void report(double, std::string_view) override {}

  std::vector<cv::Mat> luma;
  std::vector<cv::Mat> colour;  ///< CV_8UC3, of the frames in `keep_colour`
  std::vector<int> keep_colour;
};

/// A clip of `seconds` s at `fps` frames a second by the motion engine; fails the running test
/// where it cannot be made. `report` may be null.
LumaFrames clip_of(engine::GenerationJob job, double seconds, int fps,
                   std::vector<int> keep_colour = {}, engine::GenerationReport* report = nullptr);

/// How what is seen moved: factor of its size, shift of what was at the centre as fractions of the
/// width and height (right and down positive), and turn (radians, clockwise positive).
struct ContentMotion {
  double scale = 1;
  double right = 0;
  double down = 0;
  double turn = 0;
};

/// From frame `from` to frame `to`: corners tracked from frame to frame, a homography (RANSAC) over
/// every few frames, all of them multiplied.
ContentMotion content_motion(const std::vector<cv::Mat>& luma, int from, int to);

/// Mean absolute difference of each frame to the one before, over all pixels, in code values.
std::vector<double> frame_differences(const std::vector<cv::Mat>& luma);

/// The jitter of point velocities in px/frame: corners tracked through frames [from, to), each path
/// fitted by a cubic over time; the root mean square of the velocity's rest, the median over all
/// points.
double velocity_jitter(const std::vector<cv::Mat>& luma, int from, int to);

/// In dB over all values of two pictures of one size and type; 99 where they are equal.
double psnr(const cv::Mat& a, const cv::Mat& b);

/// SIFT features (Lowe 2004) of a picture (CV_8UC1).
struct Features {
  std::vector<cv::KeyPoint> points;
  cv::Mat words;
};

Features features_of(const cv::Mat& picture);

/// Matches between two pictures (ratio test) that agree on one homography (RANSAC): how many.
int agreeing(const Features& picture, const Features& frame);

}  // namespace kirin::quality
