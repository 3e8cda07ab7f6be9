#include "engine/motion/view/field_rows.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace kirin::engine::motion {
namespace {

cv::Mat hills() {
  cv::Mat field(90, 160, CV_32F);
  for (int y = 0; y < field.rows; ++y) {
    for (int x = 0; x < field.cols; ++x) {
      field.at<float>(y, x) =
          static_cast<float>(0.5 + 0.3 * std::sin(x * 0.035) + 0.2 * std::cos(y * 0.04));
    }
  }
  return field;
}

constexpr int kCount = 161;  // no whole number of vectors

TEST(FieldRowsTest, VectorsLookUpWhatThePlainLoopDoes) {
  std::vector<float> x(padded(kCount));
  std::vector<float> y(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {  // beyond the field on both sides too
    x[i] = static_cast<float>(i) / 150 - 0.05F;
    y[i] = 1.1F - static_cast<float>(i) / 140;
  }
  std::vector<float> fast(x.size());
  std::vector<float> plain(x.size());
  look_up_row(hills(), x.data(), y.data(), kCount, fast.data());
  plain_look_up_row(hills(), x.data(), y.data(), kCount, plain.data());
  for (std::size_t i = 0; i < kCount; ++i) {
    EXPECT_NEAR(fast[i], plain[i], 1e-5) << i;
  }
}

TEST(FieldRowsTest, SettledPointsAgreeWithTheField) {
  const ParallaxRow row{-0.4F,  -0.1F, 0.8F / kCount, 0.1F / kCount, 0.02F,
                        -0.01F, 0.09F, 0.03F,         0.2F};
  const cv::Mat field = hills();
  std::vector<float> fast(padded(kCount), 0.5F);
  std::vector<float> plain = fast;
  settle_row(field, row, kCount, fast.data());
  plain_settle_row(field, row, kCount, plain.data());
  for (int i = 0; i < kCount; ++i) {
    const auto at = static_cast<std::size_t>(i);
    EXPECT_NEAR(fast[at], plain[at], 1e-5) << i;
    const float d = fast[at];
    const float reach = 1 - row.push * d;
    const float x =
        row.centre_x + (row.x + static_cast<float>(i) * row.step_x + row.truck_x * d) * reach;
    const float y =
        row.centre_y + (row.y + static_cast<float>(i) * row.step_y + row.truck_y * d) * reach;
    const std::vector<float> px(1, x + 0.5F);
    const std::vector<float> py(1, y + 0.5F);
    float there = 0;
    plain_look_up_row(field, px.data(), py.data(), 1, &there);
    EXPECT_NEAR(there, d, 2e-5) << i;
  }
}

}  // namespace
}  // namespace kirin::engine::motion
