#include "nn/dtype.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace kirin::nn {
namespace {

TEST(DTypeTest, EveryHalfPrecisionNumberSurvivesTheRoundTrip) {
  for (std::uint32_t bits = 0; bits < 0x10000; ++bits) {
    const Float16 half{static_cast<std::uint16_t>(bits)};
    const BFloat16 brain{static_cast<std::uint16_t>(bits)};
    if (!std::isnan(to_float(half))) {
      EXPECT_EQ(to_float16(to_float(half)).bits, bits);
    }
    if (!std::isnan(to_float(brain))) {
      EXPECT_EQ(to_bfloat16(to_float(brain)).bits, bits);
    }
  }
}

TEST(DTypeTest, RoundingGoesToTheNearestAndTiesToEven) {
  EXPECT_EQ(to_float(to_bfloat16(1.0F + 0x1p-8F)), 1.0F);
  EXPECT_EQ(to_float(to_bfloat16(1.0F + 3 * 0x1p-8F)), 1.0F + 0x1p-6F);
  EXPECT_EQ(to_float(to_float16(1.0F + 0x1p-11F)), 1.0F);
  EXPECT_EQ(to_float(to_float16(65519.0F)), 65504.0F);
  EXPECT_TRUE(std::isinf(to_float(to_float16(65520.0F))));
  EXPECT_EQ(to_float(to_float16(0x1p-25F)), 0.0F);
  EXPECT_EQ(to_float(to_float16(0x1.8p-24F)), 0x1p-23F);
  EXPECT_TRUE(std::isnan(to_float(to_bfloat16(std::numeric_limits<float>::quiet_NaN()))));
}

TEST(DTypeTest, EightBitFloatsHaveTheirPublishedValues) {  // OCP 8-bit floating point, table 1
  EXPECT_EQ(to_float(Float8E4M3{0x7e}), 448.0F);
  EXPECT_EQ(to_float(Float8E4M3{0x08}), 0x1p-6F);
  EXPECT_EQ(to_float(Float8E4M3{0x01}), 0x1p-9F);
  EXPECT_EQ(to_float(Float8E4M3{0xb8}), -1.0F);
  EXPECT_TRUE(std::isnan(to_float(Float8E4M3{0x7f})));
  EXPECT_TRUE(std::isnan(to_float(Float8E4M3{0xff})));
}

}  // namespace
}  // namespace kirin::nn
