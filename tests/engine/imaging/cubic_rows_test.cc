#include "engine/motion/imaging/cubic_rows.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/core.hpp>
#include <vector>

#include "engine/motion/imaging/cubic_rows_plain.h"
#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

constexpr int kCount = 61;  // neither whole cells nor whole vectors

std::vector<float> points(double first, double step) {
  std::vector<float> values;
  for (int i = 0; i < cell_points(kCount); ++i) {
    values.push_back(static_cast<float>(first + step * i + 0.3 * std::sin(0.7 * i)));
  }
  return values;
}

struct Fixture {
  media::Image image = test::textured({97, 53}, 3);
  media::Image other = test::textured({97, 53}, 8);
  cv::Mat alpha = [] {
    cv::Mat ramp(53, 97, CV_8U);
    for (int row = 0; row < ramp.rows; ++row) {
      for (int column = 0; column < ramp.cols; ++column) {
        ramp.at<std::uint8_t>(row, column) = cv::saturate_cast<std::uint8_t>(column * 8 - 200);
      }
    }
    return ramp;
  }();
  SampledPicture first{as_mat(image), alpha};
  SampledPicture second{as_mat(other)};
  // Beyond both sides of the pictures too.
  std::vector<float> x = points(-9.3, 7.4);
  std::vector<float> y = points(-4.2, 3.9);
  std::vector<float> back_x = points(99.1, -6.8);
  std::vector<float> back_y = points(20.6, 0.13);
  RowLook one{&first, x.data(), y.data()};
  RowLook two{&second, back_x.data(), back_y.data()};
};

/// A row that shows whether anything beyond its end was written.
std::vector<std::uint8_t> blank_row() {
  std::vector<std::uint8_t> row(3 * kCount + 32);
  for (std::size_t i = 0; i < row.size(); ++i) {
    row[i] = static_cast<std::uint8_t>(40 + i * 7 % 180);
  }
  return row;
}

/// One level of difference comes from coordinates that round differently.
void expect_alike(const std::vector<std::uint8_t>& fast, const std::vector<std::uint8_t>& plain) {
  ASSERT_EQ(fast.size(), plain.size());
  int unlike = 0;
  for (std::size_t i = 0; i < fast.size(); ++i) {
    ASSERT_NEAR(fast[i], plain[i], 2) << i;
    unlike += fast[i] == plain[i] ? 0 : 1;
  }
  EXPECT_LE(unlike, 6);
  const auto blank = blank_row();
  EXPECT_TRUE(std::equal(fast.begin() + 3 * kCount, fast.end(), blank.begin() + 3 * kCount));
}

TEST(CubicRowsTest, VectorsComputeWhatThePlainLoopsDo) {
  const Fixture f;
  auto fast = blank_row();
  auto plain = blank_row();
  sample_row(f.one, kCount, fast.data());
  plain_sample_row(f.one, kCount, plain.data());
  expect_alike(fast, plain);

  std::vector<float> share;
  for (int i = 0; i < cell_points(kCount); ++i) {
    share.push_back(static_cast<float>(i < 3 ? 0 : i > 10 ? 1 : (i - 2) / 9.0));
  }
  blend_row(f.one, f.two, share.data(), kCount, fast.data());
  plain_blend_row(f.one, f.two, share.data(), kCount, plain.data());
  expect_alike(fast, plain);

  cover_row(f.one, kCount, fast.data());
  plain_cover_row(f.one, kCount, plain.data());
  expect_alike(fast, plain);

  const std::vector<std::uint8_t> other(f.other.row(3), f.other.row(3) + 3 * kCount);
  mix_row(other.data(), share.data(), kCount, fast.data());
  plain_mix_row(other.data(), share.data(), kCount, plain.data());
  expect_alike(fast, plain);

  std::vector<float> light;
  for (int i = 0; i < cell_points(kCount); ++i) {
    light.push_back(static_cast<float>(-0.2 + i / 7.0));  // beyond 2 at the end
  }
  shade_row(light.data(), kCount, fast.data());
  plain_shade_row(light.data(), kCount, plain.data());
  expect_alike(fast, plain);
}

TEST(CubicRowsTest, LightMultipliesAndOneChangesNothing) {
  const auto lit = [](std::uint8_t value, float light) {
    std::vector<std::uint8_t> row(3 * kCount, value);
    const std::vector<float> all(static_cast<std::size_t>(cell_points(kCount)), light);
    shade_row(all.data(), kCount, row.data());
    EXPECT_TRUE(std::all_of(row.begin(), row.end(), [&](auto v) { return v == row[0]; }));
    return row[0];
  };
  for (int value = 0; value < 256; ++value) {
    const auto level = static_cast<std::uint8_t>(value);
    EXPECT_EQ(lit(level, 1), value);
    EXPECT_EQ(lit(level, 0), 0);
    EXPECT_EQ(lit(level, 2), std::min(255, 2 * value));
    EXPECT_NEAR(lit(level, 1.3F), std::min(255.0, 1.3 * value), 0.51);
  }
}

TEST(CubicRowsTest, RowsWithAlphaHoldTheSameColours) {
  const Fixture f;
  std::vector<std::uint8_t> fast(4 * kCount + 8, 77);
  auto plain = fast;
  sample_rgba_row(f.one, kCount, fast.data());
  plain_sample_rgba_row(f.one, kCount, plain.data());
  std::vector<std::uint8_t> rgb(3 * kCount);
  sample_row(f.one, kCount, rgb.data());
  for (std::size_t i = 0; i < fast.size(); ++i) {
    EXPECT_NEAR(fast[i], plain[i], 2) << i;
    if (i >= 4 * kCount) {
      EXPECT_EQ(fast[i], 77);
    } else if (i % 4 < 3) {
      EXPECT_EQ(fast[i], rgb[i / 4 * 3 + i % 4]) << i;
    }
  }
}

/// Keys' cubic in double precision, straight from the paper.
double keys_sample(const cv::Mat& picture, double x, double y, int c) {
  const auto weight = [](double d) {
    d = std::abs(d);
    return d < 1   ? 1.5 * d * d * d - 2.5 * d * d + 1
           : d < 2 ? -0.5 * d * d * d + 2.5 * d * d - 4 * d + 2
                   : 0.0;
  };
  double sum = 0;
  for (int v = static_cast<int>(std::floor(y)) - 1; v <= std::floor(y) + 2; ++v) {
    for (int u = static_cast<int>(std::floor(x)) - 1; u <= std::floor(x) + 2; ++u) {
      sum += weight(x - u) * weight(y - v) * picture.at<cv::Vec3b>(v, u)[c];
    }
  }
  return std::clamp(sum, 0.0, 255.0);
}

TEST(CubicRowsTest, SamplesAreKeysCubic) {
  const Fixture f;
  const std::vector<float> x = {5.1F,  12.83F, 20.4F, 29,    33.3F, 40.77F, 49.2F, 55.9F, 60,
                                66.1F, 70.5F,  75,    79.3F, 84.2F, 88.8F,  90.1F, 92.2F};
  const std::vector<float> y(x.size(), 17.37F);
  std::vector<std::uint8_t> row(3 * kCount);
  sample_row({&f.second, x.data(), y.data()}, kCount, row.data());
  for (int i = 0; i < kCount; ++i) {
    const auto cell = static_cast<std::size_t>(i / kCell);
    const double at = x[cell] + (x[cell + 1] - x[cell]) * (i % kCell) / kCell;
    for (int c = 0; c < 3; ++c) {
      const double expected = keys_sample(as_mat(f.other), at, 17.37, c);
      EXPECT_NEAR(row[static_cast<std::size_t>(3 * i + c)], expected, 1.2) << i;
    }
  }
}

TEST(CubicRowsTest, WholePixelsAreExact) {
  const Fixture f;
  std::vector<float> x;
  for (int i = 0; i < cell_points(kCount); ++i) {
    x.push_back(static_cast<float>(kCell * i));
  }
  const std::vector<float> y(x.size(), 52);
  std::vector<std::uint8_t> row(3 * kCount);
  sample_row({&f.second, x.data(), y.data()}, kCount, row.data());
  EXPECT_TRUE(std::equal(row.begin(), row.end(), f.other.row(52)));
}

TEST(CubicRowsTest, AnyPointIsSafe) {
  const Fixture f;
  const float inf = std::numeric_limits<float>::infinity();
  std::vector<float> wild(static_cast<std::size_t>(cell_points(kCount)));
  const float values[] = {-1e30F, 1e30F, inf, -inf, std::nanf(""), 3e9F, -96.5F, 192.5F};
  for (std::size_t i = 0; i < wild.size(); ++i) {
    wild[i] = values[i % 8];
  }
  std::vector<std::uint8_t> row(3 * kCount, 0);
  sample_row({&f.second, wild.data(), wild.data()}, kCount, row.data());
  plain_sample_row({&f.second, wild.data(), wild.data()}, kCount, row.data());
}

}  // namespace
}  // namespace kirin::engine::motion
