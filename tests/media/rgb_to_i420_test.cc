#include "media/rgb_to_i420.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "media/image.h"

namespace kirin::media {
namespace {

// Planes with room behind each row, to see whether somebody writes there.
struct Planes {
  static constexpr std::size_t kMargin = 5;
  static constexpr std::uint8_t kUntouched = 0xA5;

  explicit Planes(Size size)
      : width(static_cast<std::size_t>(size.width)),
        height(static_cast<std::size_t>(size.height)),
        y((width + kMargin) * height, kUntouched),
        u((width / 2 + kMargin) * height / 2, kUntouched),
        v(u) {}

  I420Planes view() {
    return {y.data(),           u.data(), v.data(), width + kMargin, width / 2 + kMargin,
            width / 2 + kMargin};
  }
  int y_at(std::size_t column, std::size_t row) const {
    return y[row * (width + kMargin) + column];
  }
  int u_at(std::size_t column, std::size_t row) const {
    return u[row * (width / 2 + kMargin) + column];
  }
  int v_at(std::size_t column, std::size_t row) const {
    return v[row * (width / 2 + kMargin) + column];
  }

  std::size_t width;
  std::size_t height;
  std::vector<std::uint8_t> y;
  std::vector<std::uint8_t> u;
  std::vector<std::uint8_t> v;
};

Image noise(Size size, unsigned seed) {
  Image image{size};
  std::mt19937 random{seed};
  for (int y = 0; y < size.height; ++y) {
    std::generate_n(image.row(y), image.stride_bytes(),
                    [&] { return static_cast<std::uint8_t>(random() >> 24); });
  }
  return image;
}

TEST(RgbToI420, VectorsGiveWhatPlainLoopsGive) {
  for (int width = 2; width <= 140; width += 2) {  // every remainder of every vector length
    const Image image = noise({width, 6}, static_cast<unsigned>(width));
    Planes fast{image.size()};
    Planes plain{image.size()};
    rgb_to_i420(image.view(), fast.view());
    rgb_to_i420_plain(image.view(), plain.view());
    ASSERT_EQ(fast.y, plain.y) << width;
    ASSERT_EQ(fast.u, plain.u) << width;
    ASSERT_EQ(fast.v, plain.v) << width;
  }
}

struct Ycc {
  double y = 0;
  double cb = 0;
  double cr = 0;
};

// ITU-R BT.709-6 items 3.2 to 3.4, unrounded: E' in [0, 1], 8-bit limited range out.
Ycc bt709(double r, double g, double b) {
  const double luma = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return {16 + 219 * luma, 128 + 224 * (b - luma) / 1.8556, 128 + 224 * (r - luma) / 1.5748};
}

Ycc pixel_of(const Image& image, int x, int y) {
  const std::uint8_t* p = image.row(y) + 3 * std::max(x, 0);
  return bt709(p[0] / 255.0, p[1] / 255.0, p[2] / 255.0);
}

// Half a level of rounding, and 3/256 for the products' cut tails.
constexpr double kTolerance = 0.5 + 3.0 / 256 + 0.002;

TEST(RgbToI420, FollowsBt709AndSitesChromaLeft) {
  const Image image = noise({66, 10}, 7);
  Planes planes{image.size()};
  rgb_to_i420(image.view(), planes.view());
  for (int y = 0; y < 10; ++y) {
    for (int x = 0; x < 66; ++x) {
      const auto column = static_cast<std::size_t>(x);
      const auto row = static_cast<std::size_t>(y);
      ASSERT_NEAR(planes.y_at(column, row), pixel_of(image, x, y).y, kTolerance);
    }
  }
  constexpr double kAcross[3] = {0.25, 0.5, 0.25};
  for (int y = 0; y < 5; ++y) {
    for (int x = 0; x < 33; ++x) {
      Ycc mean{};
      for (int dx = -1; dx <= 1; ++dx) {
        for (int dy = 0; dy <= 1; ++dy) {
          const Ycc pixel = pixel_of(image, 2 * x + dx, 2 * y + dy);
          mean.cb += kAcross[dx + 1] * 0.5 * pixel.cb;
          mean.cr += kAcross[dx + 1] * 0.5 * pixel.cr;
        }
      }
      const auto column = static_cast<std::size_t>(x);
      const auto row = static_cast<std::size_t>(y);
      ASSERT_NEAR(planes.u_at(column, row), mean.cb, kTolerance);
      ASSERT_NEAR(planes.v_at(column, row), mean.cr, kTolerance);
    }
  }
}

TEST(RgbToI420, KeepsEveryGreyGreyAndWithinTheLimits) {
  for (int level = 0; level < 256; ++level) {
    Image image{{34, 2}};
    std::fill_n(image.row(0), image.stride_bytes() * 2, static_cast<std::uint8_t>(level));
    Planes planes{image.size()};
    rgb_to_i420(image.view(), planes.view());
    for (std::size_t x = 0; x < 34; ++x) {
      ASSERT_NEAR(planes.y_at(x, 0), 16 + level * 219.0 / 255, kTolerance);
      ASSERT_EQ(planes.u_at(x / 2, 0), 128);
      ASSERT_EQ(planes.v_at(x / 2, 0), 128);
    }
  }
}

}  // namespace
}  // namespace kirin::media
