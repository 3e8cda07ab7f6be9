/// \file
/// A picture taken apart for its brushes: things, what is behind them, and what stays.
#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "engine/motion/ambient/ambient_motion.h"
#include "engine/motion/brush/layer.h"
#include "engine/motion/brush/layering.h"
#include "engine/motion/brush/occluder.h"
#include "engine/motion/brush/soft_warp.h"
#include "engine/motion/brush/stroke_motion.h"

namespace kirin::engine::motion {

/// A brush on the frame.
struct Stroke {
  cv::Mat mask;  ///< CV_8UC1, 0 and 255, of the frame's size; not empty
  Trajectory path;
};

/// Paints the frames of a clip in which strokes are followed. Thread-safe once made.
class BrushScene {
 public:
  /// `plain` is the frame-sized picture as `seen`, `fine` the same larger, and a little softened,
  /// for what moves. `held` is the static mask (CV_8UC1) or empty.
  /// `brief` says what may move by itself around the things; that keeps away from what is painted
  /// or held.
  BrushScene(const cv::Mat& plain, const cv::Mat& fine, const SceneUnderstanding& seen,
             const std::vector<Stroke>& strokes, const cv::Mat& held, int frame_count,
             const AmbientBrief& brief);

  /// Frame `index` into `frame` (CV_8UC3): at 0 the plain picture.
  void paint(int index, cv::Mat& frame) const;

  /// For people, a word for each stroke: "cut out", or "bent" for a part of something larger whose
  /// surroundings bend along.
  const std::vector<std::string>& manners() const { return manners_; }
  /// For people: AmbientMotion::describe.
  const std::vector<std::string>& ambient() const { return ambient_names_; }
  /// SoftWarp::fold of what is bent; 0 where nothing is.
  double fold() const { return bent_.fold(); }

 private:
  struct Thing {
    Layer layer;
    cv::Mat removed;  ///< of `place`
    cv::Rect place;   ///< of what is uncovered, in the frame
    std::vector<Placement> placements;
    std::size_t stroke = 0;
    bool is_behind = false;  ///< passes behind the occluder
    std::size_t group = 0;   ///< things whose places overlap are uncovered together
  };
  struct Cut {
    cv::Mat picture;  ///< that it is cut from: what was painted onto it is filled in
    PaintedThing thing;
    bool overlaps = false;  ///< with another mask
    std::vector<Placement> placements;
  };
  std::vector<Cut> cuts_of(const std::vector<Stroke>& strokes, const Layering& layering,
                           const GroundDepth& ground, int frame_count) const;
  void bend_parts(const std::vector<Stroke>& strokes, const std::vector<Cut>& cuts);
  void cut_out(const cv::Mat& fine, const std::vector<Cut>& cuts, const Layering& layering,
               int frame_count);
  void group_places();
  void calm_around(const cv::Mat& hole);
  void paint_background(double t, cv::Mat& frame) const;
  void find_occluder(const SceneUnderstanding& seen, const cv::Mat& painted);
  void uncover(const Thing& thing, double share, cv::Mat& frame) const;

  cv::Mat plain_;
  cv::Mat held_;
  int frame_count_;
  cv::Mat background_;
  BackgroundTones tones_;
  std::vector<std::string> manners_;
  SoftWarp bent_;
  Occluder occluder_;
  AmbientMotion ambient_;
  std::vector<std::string> ambient_names_;
  SampledPicture fine_samples_;        ///< only where something bends: the background, larger
  SampledPicture background_samples_;  ///< only where something bends or moves by itself
  std::vector<Thing> things_;
  std::vector<std::vector<std::size_t>> orders_;  ///< back to front, for each frame
};

}  // namespace kirin::engine::motion
