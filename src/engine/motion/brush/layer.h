/// \file
/// A cut-out that is drawn anywhere, at any size, sharp or blurred by its motion.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/brush/membrane.h"
#include "engine/motion/brush/painted_thing.h"
#include "engine/motion/brush/stroke_motion.h"
#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {

/// A thing out of a picture. Thread-safe once made.
class Layer {
 public:
  /// Takes the pixels of `thing` from `picture` (CV_8UC3), and where it has moved from `fine`, the
  /// same picture larger: sampled between its own pixels a picture would shimmer.
  Layer(const cv::Mat& picture, const cv::Mat& fine, const PaintedThing& thing);

  /// Which of the picture's borders the thing is cut off by and may leave by up to so many pixels
  /// inwards: there it is stretched to the border instead of ending in a straight cut.
  void hold_at_borders(const std::vector<Placement>& placements);

  /// Draws the thing into `frame` (CV_8UC3, of the picture's size) over the `tones` of what is
  /// there. `change` in [0, 1] is how much of its own edge it has taken on: at 0, with no offset,
  /// the picture's own pixels are drawn. Motion of more than some pixels a frame blurs.
  void draw(const Placement& placement, double change, const BackgroundTones& tones,
            cv::Mat& frame) const;

  cv::Rect box() const { return box_; }  ///< in the picture
  cv::Point2f centre() const { return centre_; }
  double foot() const { return foot_; }            ///< its lowest point, pixels from the top
  double area() const { return area_; }            ///< pixels
  const cv::Mat& alpha() const { return alpha_; }  ///< of the box

 private:
  struct Held {
    bool start = false;
    bool end = false;
  };
  std::vector<float> points(int first, int count, double offset, double scale, int axis) const;

  cv::Size picture_;
  cv::Rect box_;
  cv::Point2f centre_;
  double foot_ = 0;
  double area_ = 0;
  cv::Mat alpha_;
  SampledPicture plain_;   ///< the picture in the box
  SampledPicture fine_;    ///< its own colours there
  cv::Point fine_corner_;  ///< of fine_'s box in the finer picture
  float fineness_x_ = 1;   ///< pixels of fine_ to one of the box
  float fineness_y_ = 1;
  Membrane membrane_;
  Held held_[2];  ///< across, down
};

}  // namespace kirin::engine::motion
