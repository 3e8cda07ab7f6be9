/// \file
/// What a picture is of, told from what is around it, and how sure that is.
#pragma once

#include <opencv2/core.hpp>
#include <span>

#include "engine/motion/understanding/scene_understanding.h"

namespace kirin::engine::motion {

/// The subject of a picture as a rough mask, and what speaks for it. Every measure is in [0, 1].
struct Subject {
  cv::Mat mask;           ///< CV_8UC1, 0 or 255, the longer side kSubjectSide; empty: none at all
  cv::Mat stands_out;     ///< CV_32FC1 in [0, 1], half that size: what draws the eye, mask or not
  double agreement = 0;   ///< how alike two cuts are that began from different guesses
  double contrast = 0;    ///< how different the colours on the two sides of the outline are
  double outline = 0;     ///< how much of the outline lies on an edge of the picture
  double inside = 0;      ///< 1 where the picture's upper and side edges do not cut the subject
  double plainness = 0;   ///< how far what is around the subject is of few smooth colours
  double wholeness = 0;   ///< the share of its largest part
  double layering = 0;    ///< how far the picture is made of level bands: a landscape
  bool has_head = false;  ///< it was cut out as a person
  bool is_given = false;  ///< the picture's own transparency says it: nothing was guessed
  bool is_cut_below = false;  ///< it goes on below the picture: a portrait

  /// All of them together; 1 where it is given. Measured on photographs, even a high one is no
  /// promise.
  double confidence() const;
};

inline constexpr int kSubjectSide = 256;
inline constexpr double kSureSubject = 0.5;  ///< from this confidence on a subject is cut out

/// Looks for the subject of `picture` (CV_8UC3, RGB); `faces` of it help. Deterministic.
///
/// What stands out by barrier distance and by colour from the border (Zhang et al. 2015), refined
/// by GrabCut (Rother et al. 2004).
Subject find_subject(const cv::Mat& picture, std::span<const Face> faces = {});

}  // namespace kirin::engine::motion
