/// \file
/// A reference picture: what is known of it, and its subject as something to place and to paint.
#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/compose/casting.h"
#include "engine/motion/compose/matte.h"
#include "engine/motion/compose/placement.h"
#include "engine/motion/compose/stage_directions.h"
#include "engine/motion/compose/subject.h"
#include "media/image.h"

namespace kirin::engine::motion {

struct Reference {
  cv::Mat picture;  ///< CV_8UC3, RGB, as it looks on white
  cv::Mat colours;  ///< CV_8UC3, RGB, not premultiplied: of a picture that came cut out, else empty
  cv::Mat alpha;    ///< CV_8UC1: likewise
  Subject subject;
  cv::Mat interest;    ///< CV_32FC1, small: what should stay in sight
  double scenery = 0;  ///< scenery_of it
  ShownAs shown = ShownAs::inset;
  StagePlace wish;  ///< where the prompt wants it
};

/// Looks at a picture, which must outlive the result. Its transparency, where it has enough to be
/// a cut-out, is its subject's outline; else it is laid on white. Deterministic.
Reference looked_at(const media::ImageWithAlpha& picture);

/// The numbers of those that are shown so.
std::vector<std::size_t> all_shown_as(const std::vector<Reference>& references, ShownAs shown);

/// The subject, which must have been found, as something to place.
Performer performer_of(const Reference& reference, const StagePlace& wish);

/// The subject's matte `finer` times as large as it is drawn at `at` in `frame`; `at` is narrowed
/// to what is not empty.
Matte matte_at(const Reference& reference, cv::Size frame, double finer, Standing& at);

}  // namespace kirin::engine::motion
