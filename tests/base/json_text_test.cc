#include "base/json_text.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>

namespace kirin {
namespace {

TEST(JsonTextTest, NumbersArePlainWherePeopleReadThem) {
  EXPECT_EQ(json_text(Json(0.0)), "0");
  EXPECT_EQ(json_text(Json(0.45)), "0.45");
  EXPECT_EQ(json_text(Json(-61.4)), "-61.4");
  EXPECT_EQ(json_text(Json(0.000001)), "0.000001");
  EXPECT_EQ(json_text(Json(1e-7)), "1e-07");
  EXPECT_EQ(json_text(Json(123456789012345.0)), "123456789012345");
  EXPECT_EQ(json_text(Json(1e300)), "1e+300");
  EXPECT_EQ(json_text(Json(std::numeric_limits<double>::infinity())), "null");
  EXPECT_EQ(json_text(Json(1'769'757'744'021)), "1769757744021");
}

TEST(JsonTextTest, AllElseIsAsBoostWritesIt) {
  const Json value = *parse_json(
      R"({"a":[1,true,null,"x\"y\u0001ü\n"],"":{},"b":{"c":[],"d":{"e":-7}},"key \" too":1})");
  EXPECT_EQ(json_text(value), boost::json::serialize(value));
}

TEST(JsonTextTest, NumbersReadBackAsTheyWere) {
  std::mt19937_64 random{20261121};
  for (int i = 0; i < 20'000; ++i) {
    const double number = std::ldexp(static_cast<double>(static_cast<std::int64_t>(random())),
                                     static_cast<int>(random() % 200) - 150);
    const auto back = parse_json(json_text(Json(number)));
    ASSERT_TRUE(back) << json_text(Json(number));
    EXPECT_EQ(back->to_number<double>(), number);
  }
}

}  // namespace
}  // namespace kirin
