#include "engine/motion/ambient/splat.h"

#include <algorithm>
#include <cmath>

namespace kirin::engine::motion {
namespace {

float smoothstep(float x) {
  x = std::clamp(x, 0.0F, 1.0F);
  return x * x * (3 - 2 * x);
}

void mix(std::uint8_t* pixel, cv::Vec3f colour, float alpha) {
  for (int c = 0; c < 3; ++c) {
    const auto old = static_cast<float>(pixel[c]);
    pixel[c] =
        static_cast<std::uint8_t>(std::clamp(old + (colour[c] - old) * alpha + 0.5F, 0.0F, 255.0F));
  }
}

/// Calls `paint(pixel, dx, dy)` for every pixel of the frame within `reach` of the centre.
template <typename Paint>
void around(cv::Mat& frame, cv::Point2f centre, cv::Point2f reach, const Paint& paint) {
  // Cut to the frame before they become integers: a splat may be anywhere.
  const auto cut = [](float at, int low, int high) {
    return static_cast<int>(std::clamp(at, static_cast<float>(low), static_cast<float>(high)));
  };
  const int x0 = cut(std::ceil(centre.x - reach.x), 0, frame.cols);
  const int x1 = cut(std::floor(centre.x + reach.x), -1, frame.cols - 1);
  const int y0 = cut(std::ceil(centre.y - reach.y), 0, frame.rows);
  const int y1 = cut(std::floor(centre.y + reach.y), -1, frame.rows - 1);
  for (int y = y0; y <= y1; ++y) {
    std::uint8_t* row = frame.ptr(y);
    for (int x = x0; x <= x1; ++x) {
      paint(row + static_cast<std::ptrdiff_t>(3) * x, static_cast<float>(x) - centre.x,
            static_cast<float>(y) - centre.y);
    }
  }
}

}  // namespace

void mix_disc(cv::Mat& frame, cv::Point2f centre, float radius, float softness, cv::Vec3f colour,
              float alpha) {
  const float drawn = std::max(radius, 0.8F);
  alpha *= (radius / drawn) * (radius / drawn);
  if (alpha < 1.0F / 255) {
    return;
  }
  const float rim = std::max(softness * drawn, 1.0F);
  const float outer = drawn + 0.5F;
  around(frame, centre, {outer, outer}, [&](std::uint8_t* pixel, float dx, float dy) {
    const float square = dx * dx + dy * dy;
    if (square < outer * outer) {
      mix(pixel, colour, alpha * smoothstep((outer - std::sqrt(square)) / rim));
    }
  });
}

void add_glow(cv::Mat& frame, cv::Point2f centre, float radius, cv::Vec3f light) {
  const float scale = 1 / (radius * radius);
  around(frame, centre, {radius, radius}, [&](std::uint8_t* pixel, float dx, float dy) {
    const float rest = 1 - (dx * dx + dy * dy) * scale;
    if (rest > 0) {
      const float gain = rest * rest * rest;
      for (int c = 0; c < 3; ++c) {
        pixel[c] = static_cast<std::uint8_t>(
            std::min(255.0F, static_cast<float>(pixel[c]) + light[c] * gain + 0.5F));
      }
    }
  });
}

void mix_streak(cv::Mat& frame, cv::Point2f from, cv::Point2f to, float radius, cv::Vec3f colour,
                float alpha) {
  const float drawn = std::max(radius, 0.6F);
  alpha *= radius / drawn;
  const cv::Point2f along = to - from;
  const float length = std::max(std::sqrt(along.dot(along)), 1e-3F);
  const cv::Point2f way = along / length;
  const float reach = drawn + 0.5F;
  const cv::Point2f low(std::min(from.x, to.x) - reach, std::min(from.y, to.y) - reach);
  const cv::Point2f high(std::max(from.x, to.x) + reach, std::max(from.y, to.y) + reach);
  if (alpha < 1.0F / 255 || high.x < 0 || low.x > static_cast<float>(frame.cols)) {
    return;
  }
  // Steep streaks, such as rain, are narrow in every row.
  const bool is_steep = std::abs(way.y) > 0.35F;
  const float slope = is_steep ? way.x / way.y : 0;
  const float half = is_steep ? reach / std::abs(way.y) : high.x - low.x;
  const int y1 = std::min(frame.rows - 1, static_cast<int>(std::floor(high.y)));
  for (int y = std::max(0, static_cast<int>(std::ceil(low.y))); y <= y1; ++y) {
    const float dy = static_cast<float>(y) - from.y;
    const float middle = is_steep ? from.x + dy * slope : (low.x + high.x) / 2;
    const int x0 = std::max(0, static_cast<int>(std::ceil(std::max(low.x, middle - half))));
    const int x1 =
        std::min(frame.cols - 1, static_cast<int>(std::floor(std::min(high.x, middle + half))));
    std::uint8_t* pixel = frame.ptr(y) + static_cast<std::ptrdiff_t>(3) * x0;
    for (int x = x0; x <= x1; ++x, pixel += 3) {
      const float dx = static_cast<float>(x) - from.x;
      const float part = (dx * way.x + dy * way.y) / length;
      const float inner = 1 - std::abs(2 * part - 1);
      const float cover = reach - std::abs(dx * way.y - dy * way.x);
      if (cover > 0 && inner > 0) {
        mix(pixel, colour, alpha * std::min(1.0F, cover) * std::min(1.0F, 2.5F * inner));
      }
    }
  }
}

void mix_ellipse(cv::Mat& frame, cv::Point2f centre, cv::Point2f radii, float angle, float blur,
                 cv::Vec3f colour, float alpha) {
  radii = {std::max(radii.x, 0.7F), std::max(radii.y, 0.7F)};
  const float least = std::min(radii.x, radii.y);
  const float edge = std::max(blur, 1.0F) / least;
  const float reach = std::max(radii.x, radii.y) * (1 + edge / 2);
  const float cosine = std::cos(angle);
  const float sine = std::sin(angle);
  around(frame, centre, {reach, reach}, [&](std::uint8_t* pixel, float dx, float dy) {
    const float u = (cosine * dx + sine * dy) / radii.x;
    const float v = (cosine * dy - sine * dx) / radii.y;
    const float cover = std::clamp((1 + edge / 2 - std::sqrt(u * u + v * v)) / edge, 0.0F, 1.0F);
    if (cover > 0) {
      mix(pixel, colour, alpha * cover);
    }
  });
}

}  // namespace kirin::engine::motion
