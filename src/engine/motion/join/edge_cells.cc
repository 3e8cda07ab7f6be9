#include "engine/motion/join/edge_cells.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {
namespace {

constexpr float kJump = 5;  // pixels beyond what a look changes by in any cell

/// How much a field changes from pixel to pixel, in most of the frame.
struct Gradient {
  float across;
  float down;
};

float median_of(std::vector<float>& values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

Gradient gradient_of(const cv::Mat& field) {
  std::vector<float> across;
  std::vector<float> down;
  const int stride = std::max(1, field.cols / 64);
  for (int y = 0; y + 1 < field.rows; y += stride) {
    for (int x = 0; x + 1 < field.cols; x += stride) {
      across.push_back(field.at<float>(y, x + 1) - field.at<float>(y, x));
      down.push_back(field.at<float>(y + 1, x) - field.at<float>(y, x));
    }
  }
  return {median_of(across) / kCell, median_of(down) / kCell};
}

/// A cell's corners, top left, top right, bottom left, bottom right, each carried to the top left.
using Corners = std::array<float, 4>;

Corners corners_of(const cv::Mat& field, const Gradient& gradient, int x, int y) {
  const float* top = field.ptr<float>(y) + x;
  const float* bottom = field.ptr<float>(y + 1) + x;
  const float right = gradient.across * kCell;
  const float down = gradient.down * kCell;
  return {top[0], top[1] - right, bottom[0] - down, bottom[1] - right - down};
}

float range_of(const Corners& corners) {
  return *std::max_element(corners.begin(), corners.end()) -
         *std::min_element(corners.begin(), corners.end());
}

/// Which corners belong to the one side: those above the middle of what differs most.
std::array<bool, 4> sides_of(const Corners& corners) {
  const float middle = (*std::max_element(corners.begin(), corners.end()) +
                        *std::min_element(corners.begin(), corners.end())) /
                       2;
  std::array<bool, 4> is_high{};
  std::transform(corners.begin(), corners.end(), is_high.begin(),
                 [middle](float corner) { return corner > middle; });
  return is_high;
}

float mean_of(const Corners& corners, const std::array<bool, 4>& is_high, bool wanted) {
  float sum = 0;
  int count = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    if (is_high[i] == wanted) {
      sum += corners[i];
      ++count;
    }
  }
  return sum / static_cast<float>(std::max(1, count));
}

/// How much a pixel of the cell belongs to the high side, in 1/256: soft over about a pixel.
int belongs(const std::array<bool, 4>& is_high, int x, int y) {
  const float ax = static_cast<float>(x) / kCell;
  const float ay = static_cast<float>(y) / kCell;
  const auto value = [&](std::size_t i) { return is_high[i] ? 1.0F : 0.0F; };
  const float top = value(0) + (value(1) - value(0)) * ax;
  const float bottom = value(2) + (value(3) - value(2)) * ax;
  const float mixed = top + (bottom - top) * ay;
  return static_cast<int>(256 * std::clamp((mixed - 0.5F) * 2.5F + 0.5F, 0.0F, 1.0F) + 0.5F);
}

}  // namespace

void mend_edges(const LookFields& fields, const PaintSpan& paint_span, cv::Mat& frame) {
  std::array<Gradient, 5> gradients{};
  std::transform(fields.begin(), fields.end() - 1, gradients.begin(),
                 [](const cv::Mat* field) { return gradient_of(*field); });
  const cv::Size cells = fields[4]->size();
  cv::Mat rows(5, 2, CV_32F);
  std::array<std::array<std::uint8_t, 3 * kCell>, 2> sides{};
  for (int gy = 0; gy + 1 < cells.height; ++gy) {
    for (int gx = 0; gx + 1 < cells.width; ++gx) {
      std::array<Corners, 5> corners{};
      std::size_t most = 0;
      for (std::size_t i = 0; i < 5; ++i) {
        corners[i] = corners_of(*fields[i], gradients[i], gx, gy);
        if (i < 4 && range_of(corners[i]) > range_of(corners[most])) {
          most = i;
        }
      }
      if (range_of(corners[most]) < kJump) {
        continue;
      }
      const std::array<bool, 4> is_high = sides_of(corners[most]);
      const int count = std::min(kCell, frame.cols - gx * kCell);
      for (int y = 0; y < std::min(kCell, frame.rows - gy * kCell); ++y) {
        for (std::size_t side = 0; side < 2; ++side) {
          for (std::size_t i = 0; i < 5; ++i) {
            const float start =
                mean_of(corners[i], is_high, side == 1) + gradients[i].down * static_cast<float>(y);
            rows.at<float>(static_cast<int>(i), 0) = start;
            rows.at<float>(static_cast<int>(i), 1) = start + gradients[i].across * kCell;
          }
          paint_span(rows, count, sides[side].data());
        }
        std::uint8_t* to = frame.ptr(gy * kCell + y) + 3 * static_cast<std::ptrdiff_t>(gx * kCell);
        for (int i = 0; i < 3 * count; ++i) {
          const int high = belongs(is_high, i / 3, y);
          const auto at = static_cast<std::size_t>(i);
          to[i] = static_cast<std::uint8_t>(
              (sides[0][at] * (256 - high) + sides[1][at] * high + 128) >> 8);
        }
      }
    }
  }
}

}  // namespace kirin::engine::motion
