#include "engine/motion/brush/layering.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace kirin::engine::motion {
namespace {

using Order = std::vector<std::size_t>;

Painted painted(cv::Rect box) {
  Painted thing;
  thing.mask = cv::Mat::zeros(100, 200, CV_8U);
  thing.mask(box).setTo(255);
  thing.foot = box.br().y;
  return thing;
}

Spread at(cv::Rect2d box) { return {box, box.y + box.height}; }

TEST(LayeringTest, WhoStandsLowerIsInFront) {
  const Layering layering(
      {painted({10, 50, 20, 40}), painted({100, 10, 20, 30}), painted({60, 30, 20, 30})});
  EXPECT_EQ(layering.painted_order(), (Order{1, 2, 0}));
}

TEST(LayeringTest, WhatIsPaintedOntoALargerThingIsBeforeItThoughItsFootIsHigher) {
  const Layering layering(
      {painted({50, 20, 20, 20}), painted({30, 10, 80, 80}), painted({55, 22, 8, 8})});
  EXPECT_EQ(layering.painted_order(), (Order{1, 0, 2}));
  EXPECT_TRUE(layering.is_part_of(0, 1));
  EXPECT_TRUE(layering.is_part_of(2, 0));
  EXPECT_FALSE(layering.is_part_of(1, 0));
}

TEST(LayeringTest, ThingsChangePlacesOnlyWhileApart) {
  const Layering layering({painted({10, 40, 30, 30}), painted({120, 50, 30, 40})});
  const std::vector<std::vector<Spread>> frames = {
      {at({10, 40, 30, 30}), at({120, 50, 30, 40})},   // 1 stands lower
      {at({110, 70, 30, 30}), at({120, 50, 30, 40})},  // 0 is lower now, but they overlap
      {at({30, 70, 30, 30}), at({120, 50, 30, 40})},   // apart
      {at({110, 70, 30, 30}), at({120, 50, 30, 40})}};
  const auto orders = layering.orders(frames);
  ASSERT_EQ(orders.size(), 4U);
  EXPECT_EQ(orders[0], (Order{0, 1}));
  EXPECT_EQ(orders[1], (Order{0, 1}));
  EXPECT_EQ(orders[2], (Order{1, 0}));
  EXPECT_EQ(orders[3], (Order{1, 0}));
}

}  // namespace
}  // namespace kirin::engine::motion
