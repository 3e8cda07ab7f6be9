/// \file
/// What is measured in text-to-video films: from pixels, and from the renderer's ground truth of
/// what is where.
#pragma once

#include <map>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "engine/motion/direct/film.h"
#include "engine/motion/render/renderer.h"

namespace kirin::quality {

/// Some frames of a film with what is seen in them.
class Filmed {
 public:
  /// Frames at these fractions of the clip.
  Filmed(const engine::GenerationJob& job, const std::vector<double>& moments);

  const engine::motion::direct::Film& film() const { return *film_; }
  std::size_t frames() const { return pictures_.size(); }
  /// RGB, CV_8UC3.
  const cv::Mat& picture(std::size_t frame) const { return pictures_[frame]; }

  /// CV_8UC1: 255 where a subject of that kind is seen.
  cv::Mat mask(std::size_t frame, const std::string& kind) const;
  /// How many individuals of the kind are seen with at least `least_pixels` each.
  int count(std::size_t frame, const std::string& kind, int least_pixels) const;
  /// The share of the frame they cover.
  double share(std::size_t frame, const std::string& kind) const;
  /// The middle of their pixels, fractions of width and height; {-1, -1} where none is seen.
  cv::Point2d middle(std::size_t frame, const std::string& kind) const;

 private:
  std::unique_ptr<const engine::motion::direct::Film> film_;
  media::Size size_;
  std::vector<cv::Mat> pictures_;
  std::vector<engine::motion::render::GroundTruth> truths_;
};

/// The share of `picture`'s pixels under `mask` whose colour would be called `name` (red, orange,
/// yellow, green, blue, purple, pink, white, black, grey, brown): by hue, saturation and value.
double share_of_colour(const cv::Mat& picture, const cv::Mat& mask, const std::string& name);

/// Mean luma (BT.709) of the picture, [0, 255].
double mean_luma(const cv::Mat& picture);
/// Mean of red less blue over the upper half, code values: positive is warm.
double warmth(const cv::Mat& picture);
/// Mean saturation (HSV), [0, 1].
double mean_saturation(const cv::Mat& picture);
/// The share of pixels equal to their right neighbour.
double flatness(const cv::Mat& picture);

}  // namespace kirin::quality
