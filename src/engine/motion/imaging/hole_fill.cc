#include "engine/motion/imaging/hole_fill.h"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/patch_distance.h"
#include "engine/motion/imaging/patch_level.h"

namespace kirin::engine::motion {
namespace {

constexpr int kLongestSide = 480;
constexpr int kCoarsest = 48;
constexpr std::size_t kManyTargets = 25000;

/// A first guess: colours flow in from the rim, ever coarser averages of what is known (push-pull).
void pull_in_colours(cv::Mat& picture, const cv::Mat& hole) {
  cv::Mat known;
  cv::bitwise_not(hole, known);
  cv::Mat weight;
  known.convertTo(weight, CV_32F, 1 / 255.0);
  cv::Mat weights;
  cv::merge(std::vector<cv::Mat>{weight, weight, weight}, weights);
  cv::Mat colours;
  picture.convertTo(colours, CV_32F);
  colours = colours.mul(weights);
  if (cv::countNonZero(known) == 0) {
    return;
  }
  cv::Mat open = hole.clone();
  for (double sigma = 2; cv::countNonZero(open) > 0 && sigma < 4.0 * picture.cols; sigma *= 1.6) {
    cv::Mat sum;
    cv::Mat total;
    cv::GaussianBlur(colours, sum, {}, sigma, sigma, cv::BORDER_REFLECT_101);
    cv::GaussianBlur(weight, total, {}, sigma, sigma, cv::BORDER_REFLECT_101);
    for (int y = 0; y < picture.rows; ++y) {
      for (int x = 0; x < picture.cols; ++x) {
        if (open.at<std::uint8_t>(y, x) != 0 && total.at<float>(y, x) > 0.02F) {
          picture.at<cv::Vec3b>(y, x) = sum.at<cv::Vec3f>(y, x) / total.at<float>(y, x);
          open.at<std::uint8_t>(y, x) = 0;
        }
      }
    }
  }
}

}  // namespace

cv::Mat hole_filled(const cv::Mat& picture, const cv::Mat& hole) {
  cv::Mat full = picture.clone();
  if (cv::countNonZero(hole) == 0) {
    return full;
  }
  const double scale =
      std::max(1.0, static_cast<double>(std::max(picture.cols, picture.rows)) / kLongestSide);
  std::vector<cv::Mat> pictures(1);
  std::vector<cv::Mat> holes(1);
  const cv::Size work(static_cast<int>(picture.cols / scale),
                      static_cast<int>(picture.rows / scale));
  cv::resize(picture, pictures[0], work, 0, 0, cv::INTER_AREA);
  cv::resize(hole, holes[0], work, 0, 0, cv::INTER_AREA);
  while (std::max(pictures.back().cols, pictures.back().rows) > 2 * kCoarsest &&
         std::min(pictures.back().cols, pictures.back().rows) > 8 * kPatchRadius) {
    cv::Mat picture_below;
    cv::Mat hole_below;
    const cv::Size half(pictures.back().cols / 2, pictures.back().rows / 2);
    cv::resize(pictures.back(), picture_below, half, 0, 0, cv::INTER_AREA);
    cv::resize(holes.back(), hole_below, half, 0, 0, cv::INTER_AREA);
    pictures.push_back(picture_below);
    holes.push_back(hole_below);
  }
  for (cv::Mat& level_hole : holes) {
    cv::threshold(level_hole, level_hole, 1, 255, cv::THRESH_BINARY);
  }

  std::unique_ptr<PatchLevel> coarse;
  for (std::size_t i = pictures.size(); i-- > 0;) {
    auto level = std::make_unique<PatchLevel>(pictures[i], holes[i]);
    if (!level->can_fill()) {
      continue;
    }
    if (coarse) {
      level->start_from(*coarse);
      level->vote();
    } else {
      pull_in_colours(level->picture(), level->hole());
      level->start_at_random();
    }
    // Most is found on the coarse levels; a large hole must not take seconds on the finest.
    level->improve(i > 0 ? 5 : level->targets() > kManyTargets ? 1 : 2, 3);
    coarse = std::move(level);
  }
  if (!coarse || coarse->picture().size() != work) {  // nothing known is large enough to copy from
    pull_in_colours(pictures[0], holes[0]);
    cv::Mat colours;
    cv::resize(pictures[0], colours, full.size(), 0, 0, cv::INTER_LINEAR);
    colours.copyTo(full, hole);
    return full;
  }
  const cv::Mat joined = coarse->joined();
  if (scale == 1) {
    cv::Mat rounded_off;
    joined.convertTo(rounded_off, CV_8U);
    rounded_off.copyTo(full, hole);
  } else {
    coarse->copy_full(hole, joined, scale, full);
  }
  return full;
}

}  // namespace kirin::engine::motion
