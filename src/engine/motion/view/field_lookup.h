/// \file
/// Values of coarse fields between their points.
#pragma once

#include <algorithm>
#include <opencv2/core.hpp>

namespace kirin::engine::motion {

/// `field` at (x, y), fractions of its width and height: linear between its values, which lie at
/// the centres of its cells; beyond the outermost, the outermost.
template <typename T>
T field_at(const cv::Mat& field, float x, float y) {
  const auto columns = static_cast<float>(field.cols);
  const auto rows = static_cast<float>(field.rows);
  const float fx = std::clamp(x * columns - 0.5F, 0.0F, columns - 1);
  const float fy = std::clamp(y * rows - 0.5F, 0.0F, rows - 1);
  const int x0 = std::max(0, std::min(static_cast<int>(fx), field.cols - 2));
  const int y0 = std::max(0, std::min(static_cast<int>(fy), field.rows - 2));
  const float ax = fx - static_cast<float>(x0);
  const float ay = fy - static_cast<float>(y0);
  const T* top = field.ptr<T>(y0) + x0;
  const T* bottom = field.ptr<T>(std::min(y0 + 1, field.rows - 1)) + x0;
  const int next = field.cols > 1 ? 1 : 0;
  return (top[0] * (1 - ax) + top[next] * ax) * (1 - ay) +
         (bottom[0] * (1 - ax) + bottom[next] * ax) * ay;
}

}  // namespace kirin::engine::motion
