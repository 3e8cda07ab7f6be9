/// \file
/// A composed scene seen by a moving camera: surroundings with their own depth and motion, and
/// cut-out subjects that stand in them.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/engine.h"
#include "engine/motion/ambient/ambient_motion.h"
#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/compose/cut_out.h"
#include "engine/motion/compose/placement.h"
#include "engine/motion/compose/reference.h"
#include "engine/motion/compose/stage_directions.h"
#include "engine/motion/compose/surroundings.h"
#include "engine/motion/view/parallax_view.h"

namespace kirin::engine::motion {

class ComposedScene {
 public:
  /// Takes from `job` its size, prompts, seed, length, quality and threads. The pictures of
  /// `references` need not outlive this call.
  ComposedScene(const GenerationJob& job, const std::vector<Reference>& references,
                const StageDirections& directions);

  /// Paints the scene at `t` in [0, 1] into `frame` (CV_8UC3, of the job's size). Thread-safe.
  void paint(double t, cv::Mat& frame) const;
  /// Tells of the camera and of what moves by itself.
  void describe(GenerationReport& report) const;

 private:
  void add_cut_outs(const std::vector<Reference>& references, const StageDirections& directions,
                    int threads);
  /// The ground to stand on, and what the camera sees of it at every moment. A camera that leaves
  /// `subjects` too little room moves less from here on.
  Stage find_stage(std::size_t subjects);
  void find_safe(Stage& stage) const;
  /// The pixels of the plain view that `at` covers, and half as much again around.
  cv::Rect around(const Standing& at) const;
  /// Makes the camera's moves smaller until all subjects stay in the frame.
  void keep_in_sight();
  /// The camera at `t`, its moves made smaller by `reach_`.
  CameraPose pose_at(double t) const;
  double least_seen() const;

  cv::Size frame_;
  double seconds_;
  Surroundings surroundings_;
  ParallaxView view_;
  CameraPlan plan_;
  double reach_ = 1;  ///< of the camera's moves, [0, 1]
  AmbientMotion ambient_;
  std::vector<CutOut> cut_outs_;  ///< from back to front
};

}  // namespace kirin::engine::motion
