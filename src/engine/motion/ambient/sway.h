/// \file
/// What leans and comes back: foliage, hair, and people who breathe.
#pragma once

#include <cstdint>
#include <opencv2/core.hpp>
#include <span>

#include "engine/motion/ambient/motion_grid.h"
#include "engine/motion/ambient/oscillation.h"
#include "engine/motion/ambient/passage.h"
#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

struct SwayLook {
  double amount = 1;     ///< 1 ordinary
  double direction = 1;  ///< of the wind: -1 to the left, 1 to the right
  std::uint64_t seed = 0;
};

/// Foliage in the wind: slow gusts that travel over `place`, and a finer flutter on top. What is
/// rooted stays: each stalk moves more the higher it is above the lower border of the place.
/// `disparity` (CV_32FC1 in [0, 1], any size): what is far moves less. CV_32FC2.
Oscillation swaying_foliage(const Place& place, const cv::Mat& disparity, const SwayLook& look,
                            const Passage& passage);

/// Breath: the chest below each face rises by a hair's breadth, the head goes along; within
/// `subject` (CV_32FC1 in [0, 1], any size; empty: everywhere). CV_32FC2 of the size `grid`.
Oscillation breathing(std::span<const Face> faces, const cv::Mat& subject, cv::Size grid,
                      const SwayLook& look, const Passage& passage);

/// Hair around each face, in front of nothing but `subject` (CV_32FC1 in [0, 1], any size; empty:
/// everywhere). CV_32FC2 of the size `grid`.
Oscillation swaying_hair(std::span<const Face> faces, const cv::Mat& subject, cv::Size grid,
                         const SwayLook& look, const Passage& passage);

}  // namespace kirin::engine::motion
