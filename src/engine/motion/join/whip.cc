#include "engine/motion/join/whip.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

constexpr double kWay = 2;           // frames between the pictures
constexpr double kExposure = 0.015;  // of a clip

/// `length` pixels from `from` on of the strip: first, both mirrored, last; each `length` long.
void cut(const std::uint8_t* first, const std::uint8_t* last, int length, int from,
         std::uint8_t* to) {
  for (int i = 0; i < length; ++i, to += 3) {
    const int at = from + i;
    const int part = at / length;
    const int in = at % length;
    const std::uint8_t* a =
        first + 3 * static_cast<std::ptrdiff_t>(part == 0 ? in : length - 1 - in);
    const std::uint8_t* b =
        last + 3 * static_cast<std::ptrdiff_t>(part == 2 ? in : length - 1 - in);
    const int factor = part == 0 ? 0 : part == 1 ? 256 * in / length : 256;
    for (int c = 0; c < 3; ++c) {
      to[c] = static_cast<std::uint8_t>((a[c] * (256 - factor) + b[c] * factor + 128) >> 8);
    }
  }
}

/// To the right, along rows.
void throw_right(double thrown, double speed, const cv::Mat& last, cv::Mat& frame) {
  const int from = std::clamp(static_cast<int>(std::lround(thrown * kWay * frame.cols)), 0,
                              static_cast<int>(kWay) * frame.cols);
  const cv::Mat first = frame.clone();
  for (int y = 0; y < frame.rows; ++y) {
    cut(first.ptr(y), last.ptr(y), frame.cols, from, frame.ptr(y));
  }
  const int blur = static_cast<int>(std::lround(speed * kExposure * kWay * frame.cols)) | 1;
  for (int i = 0; i < 2 && blur > 1; ++i) {
    cv::blur(frame, frame, {blur, 1}, {-1, -1}, cv::BORDER_REFLECT_101);
  }
}

}  // namespace

void throw_camera(WayOver way, double thrown, double speed, const cv::Mat& last, cv::Mat& frame) {
  const bool is_upright = way == WayOver::up || way == WayOver::down;
  const bool is_back = way == WayOver::left || way == WayOver::up;
  cv::Mat first = frame;
  cv::Mat other = last;
  if (is_upright) {
    cv::transpose(frame, first);
    cv::transpose(last, other);
  }
  if (is_back) {
    cv::flip(first, first, 1);
    cv::Mat flipped;
    cv::flip(other, flipped, 1);
    other = flipped;
  }
  throw_right(thrown, speed, other, first);
  if (is_back) {
    cv::flip(first, first, 1);
  }
  if (is_upright) {
    cv::transpose(first, frame);
  }
}

}  // namespace kirin::engine::motion
