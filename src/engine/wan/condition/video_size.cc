#include "engine/wan/condition/video_size.h"

#include <algorithm>
#include <cmath>

namespace kirin::wan {
namespace {

nn::Index multiple(double extent, nn::Index step) {
  const auto steps = static_cast<nn::Index>(std::floor(extent / static_cast<double>(step)));
  return std::max<nn::Index>(1, steps) * step;
}

double shape_of(VideoSize size) {
  return static_cast<double>(size.width) / static_cast<double>(size.height);
}

/// How far two shapes are apart: 1 where they are equal.
double mismatch(double a, double b) { return std::max(a / b, b / a); }

}  // namespace

VideoSize image_video_size(VideoSize image, double max_area, nn::Index step) {
  const double slope = 1 / shape_of(image);
  return {.width = multiple(std::sqrt(max_area / slope), step),
          .height = multiple(std::sqrt(max_area * slope), step)};
}

VideoSize image_video_size_5b(VideoSize image, double max_area, nn::Index step) {
  const double shape = shape_of(image);
  const double width = std::sqrt(max_area * shape);
  const double height = max_area / width;
  VideoSize by_width;
  by_width.width = multiple(width, step);
  by_width.height = multiple(max_area / static_cast<double>(by_width.width), step);
  VideoSize by_height;
  by_height.height = multiple(height, step);
  by_height.width = multiple(max_area / static_cast<double>(by_height.height), step);
  const bool width_first =
      mismatch(shape, shape_of(by_width)) < mismatch(shape, shape_of(by_height));
  return width_first ? by_width : by_height;
}

}  // namespace kirin::wan
