/// \file
/// Painted pictures whose content is known.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <opencv2/core.hpp>

namespace kirin::engine::motion::test {

inline const cv::Size kPainted(640, 360);

/// A repeatable number in [0, 1] for a place.
inline double dice(int x, int y, unsigned seed) {
  unsigned h = static_cast<unsigned>(x) * 374761393U + static_cast<unsigned>(y) * 668265263U +
               seed * 2246822519U;
  h = (h ^ (h >> 16)) * 0x85ebca6bU;
  h = (h ^ (h >> 13)) * 0xc2b2ae35U;
  return static_cast<double>((h ^ (h >> 16)) & 0xffffU) / 65535;
}

/// Smooth noise in [0, 1] with features `width` by `height` wide.
inline double noise(double x, double y, double width, double height, unsigned seed) {
  const double u = x / width;
  const double v = y / height;
  const int ix = static_cast<int>(std::floor(u));
  const int iy = static_cast<int>(std::floor(v));
  const auto soft = [](double a) { return a * a * (3 - 2 * a); };
  const double ax = soft(u - ix);
  const double ay = soft(v - iy);
  return (dice(ix, iy, seed) * (1 - ax) + dice(ix + 1, iy, seed) * ax) * (1 - ay) +
         (dice(ix, iy + 1, seed) * (1 - ax) + dice(ix + 1, iy + 1, seed) * ax) * ay;
}

/// Red, green and blue at a pixel, 0 to 255.
using Paint = std::function<cv::Vec3d(int x, int y)>;

inline cv::Mat painted(const Paint& paint, cv::Size size = kPainted) {
  cv::Mat picture(size, CV_8UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      const cv::Vec3d colour = paint(x, y);
      for (int c = 0; c < 3; ++c) {
        picture.at<cv::Vec3b>(y, x)[c] = cv::saturate_cast<std::uint8_t>(colour[c]);
      }
    }
  }
  return picture;
}

/// A clear sky, paler towards the horizon at row 200.
inline cv::Vec3d blue_sky(int y) {
  const double t = std::min(1.0, y / 200.0);
  return {70 + 90 * t, 130 + 70 * t, 215 + 20 * t};
}

inline cv::Vec3d leaves(int x, int y) {
  const double leaf = noise(x, y, 4, 5, 3) * 0.7 + noise(x, y, 17, 13, 4) * 0.3;
  return {30 + 70 * leaf, 50 + 120 * leaf, 15 + 40 * leaf};
}

inline cv::Vec3d earth(int x, int y) {
  const double grain = noise(x, y, 3, 3, 5) * 0.6 + noise(x, y, 21, 15, 6) * 0.4;
  return {75 + 70 * grain, 58 + 55 * grain, 42 + 38 * grain};
}

inline cv::Vec3d waves(int x, int y) {
  const double wave = noise(x, y, 34, 5, 7) * 0.6 + noise(x, y, 11, 3, 8) * 0.4;
  return {45 + 45 * wave, 95 + 50 * wave, 125 + 60 * wave};
}

}  // namespace kirin::engine::motion::test
