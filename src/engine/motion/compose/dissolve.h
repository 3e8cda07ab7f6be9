/// \file
/// Pictures that dissolve into one another: one surrounding made of several.
#pragma once

#include <opencv2/core.hpp>
#include <span>
#include <vector>

namespace kirin::engine::motion {

/// A picture to show in part of the surroundings.
struct Inset {
  cv::Mat picture;   ///< CV_8UC3, RGB
  cv::Mat interest;  ///< CV_32FC1 in [0, 1], small: what of it matters most
};

/// Where an inset is: fractions of the frame.
using Pane = cv::Rect2d;

/// Panes for up to three insets in a frame of `aspect`, and last the pane that the background
/// keeps. `has_subjects`: others will stand below, so the background keeps the lower part where it
/// can.
std::vector<Pane> panes_for(std::size_t insets, double aspect, bool has_subjects);

/// `place` in `panes.back()`, continued softly beyond it, with the insets dissolved into it: the
/// coarse colours over a wide band, details over a narrow one (after Burt & Adelson 1983), and the
/// insets' light moved towards the place's. CV_8UC3 of `size`.
cv::Mat dissolved(const Inset& place, std::span<const Inset> insets, std::span<const Pane> panes,
                  cv::Size size);

}  // namespace kirin::engine::motion
