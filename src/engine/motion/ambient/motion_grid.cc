#include "engine/motion/ambient/motion_grid.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "engine/motion/dice.h"

namespace kirin::engine::motion {
namespace {

constexpr int kLongerSide = 320;

float smoothstep(float x) {
  x = std::clamp(x, 0.0F, 1.0F);
  return x * x * (3 - 2 * x);
}

}  // namespace

cv::Size motion_grid(cv::Size frame) {
  const double scale = static_cast<double>(kLongerSide) / std::max(frame.width, frame.height);
  return {std::max(2, static_cast<int>(std::lround(frame.width * scale))),
          std::max(2, static_cast<int>(std::lround(frame.height * scale)))};
}

cv::Mat Place::freedom(double reach) const {
  // Three times the reach: the slope stays below one half, so that no point is passed by another.
  // Three cells at least, so that the grid can show it.
  const auto whole =
      static_cast<float>(std::max(3 * reach, 3.0 / static_cast<double>(inside.cols)));
  cv::Mat freedom(inside.size(), CV_32F);
  for (int y = 0; y < inside.rows; ++y) {
    const float* from = inside.ptr<float>(y);
    float* to = freedom.ptr<float>(y);
    for (int x = 0; x < inside.cols; ++x) {
      to[x] = smoothstep(from[x] / whole);
    }
  }
  return freedom;
}

Place place_of(const cv::Mat& mask, cv::Size grid, Sides sides) {
  Place place;
  cv::Mat coarse;
  cv::resize(mask, coarse, grid, 0, 0, cv::INTER_AREA);
  coarse.convertTo(place.share, CV_32F, 1 / 255.0);
  // A cell counts where it is covered whole but for a rest: its neighbours' values reach into it.
  cv::Mat core = coarse >= 0.8 * 255;
  const int left = sides.left_is_closed ? 1 : 0;
  const int right = sides.right_is_closed ? 1 : 0;
  cv::Mat padded;
  cv::copyMakeBorder(core, padded, 0, 0, left, right, cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::distanceTransform(padded, place.inside, cv::DIST_L2, cv::DIST_MASK_5);
  place.inside = place.inside.colRange(left, left + grid.width).clone();
  // The outermost cells stay at 0, so that what is linear between cells is 0 all over the border.
  place.inside = cv::max(place.inside - 1, 0) / static_cast<double>(grid.width);
  if (cv::countNonZero(padded) == static_cast<int>(padded.total())) {
    place.inside.setTo(1);  // no border anywhere: the transform has nothing to measure from
  }
  place.box = cv::boundingRect(core);
  place.area = static_cast<double>(cv::countNonZero(core)) / grid.area();
  return place;
}

cv::Mat grid_noise(cv::Size grid, double cells, std::uint64_t seed) {
  const cv::Size knots(static_cast<int>(grid.width / cells) + 3,
                       static_cast<int>(grid.height / cells) + 3);
  cv::Mat coarse(knots, CV_32F);
  for (int y = 0; y < knots.height; ++y) {
    for (int x = 0; x < knots.width; ++x) {
      coarse.at<float>(y, x) = 2 * hashed_unit(static_cast<std::int64_t>(y) * 65536 + x, seed) - 1;
    }
  }
  cv::Mat fine;
  cv::resize(coarse, fine, {}, cells, cells, cv::INTER_CUBIC);
  fine = cv::max(cv::min(fine, 1), -1);
  return fine(cv::Rect({static_cast<int>(cells), static_cast<int>(cells)}, grid)).clone();
}

}  // namespace kirin::engine::motion
