/// \file
/// The one picture before which the cut-out subjects stand: a place, perhaps with others that
/// dissolve into it, or an invented one.
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

/// The largest crop of `picture` with that aspect ratio that keeps most of `interest`
/// (CV_32FC1, small; empty: the middle).
cv::Rect attentive_crop(cv::Size picture, double aspect, const cv::Mat& interest);

/// The part of `interest`, [0, 1], that a crop of a picture of that size keeps.
double kept_part(const cv::Mat& interest, cv::Size picture, const cv::Rect& crop);
inline constexpr double kEnoughInterest = 0.9;  ///< what a crop may leave is the rest

/// `place` in `panes.back()`, continued softly beyond it, with the insets dissolved into it: the
/// coarse colours over a wide band, details over a narrow one (after Burt & Adelson 1983), and the
/// insets' light moved towards the place's. CV_8UC3 of `size`.
cv::Mat dissolved(const Inset& place, std::span<const Inset> insets, std::span<const Pane> panes,
                  cv::Size size);

/// A place made of nothing but colours: a floor that curves up into a lit wall, as photographers
/// use. `palette` are pictures whose borders give it its hue. `horizon` is where the floor ends, a
/// fraction of the height.
cv::Mat invented_place(std::span<const cv::Mat> palette, cv::Size size, double horizon);

/// All of `picture`'s `interest` in a frame of `size`, which its own shape cannot fill: cropped a
/// little, and continued beyond its edges by its own reflection, softer and softer, and by the
/// colours of its ground. One whose subject `is_cut_below` keeps its lower edge at the frame's.
cv::Mat extended(const cv::Mat& picture, const cv::Mat& interest, bool is_cut_below, cv::Size size);

}  // namespace kirin::engine::motion
