/// \file
/// How two pictures of the same thing correspond: one global homography and a residual flow each
/// way.
#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "engine/motion/join/camera_motion.h"

namespace kirin::engine::motion {

/// Between pictures A and B of one size. The flows are fields over their own picture, CV_32FC2, at
/// most kFieldWidth wide, in pixels of the pictures; the trusts are CV_32FC1 in [0, 1].
struct Correspondence {
  cv::Matx33d homography = cv::Matx33d::eye();  ///< from pixels of A to pixels of B
  cv::Mat forward;        ///< what is at p in A is at homography(p + forward(p)) in B
  cv::Mat backward;       ///< what is at q in B is at homography^-1(q + backward(q)) in A
  cv::Mat forward_trust;  ///< the flows agree with each other and with the pictures
  cv::Mat backward_trust;
  double overlap = 0;  ///< the part of A that B shows as well
  double quality = 0;  ///< mean trust where the pictures overlap; below kRelated they show
                       ///< different things
};

inline constexpr double kRelated = 0.15;
inline constexpr int kFieldWidth = 640;

/// `motion` is what common_motion found between the pictures, scaled to their pixels; where it
/// found nothing only a close likeness counts. DIS (Kroeger et al. 2016) each way.
/// Flow that cannot be trusted is filled from its
/// surroundings. Deterministic.
Correspondence correspondence_of(const cv::Mat& a, const cv::Mat& b,
                                 const std::optional<CommonMotion>& motion, int threads = 1);

/// Grey, its contrast evened out, at most `width` wide: what features are looked for in.
cv::Mat feature_grey(const cv::Mat& picture, int width);

}  // namespace kirin::engine::motion
