#include "engine/motion/join/framing.h"

#include <gtest/gtest.h>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

TEST(WindowAroundTest, IsAsLargeAsFitsAndStaysInside) {
  EXPECT_EQ(window_around({400, 100}, {160, 90}, {10, 50}), cv::Rect(0, 0, 178, 100));
  EXPECT_EQ(window_around({400, 100}, {160, 90}, {390, 50}), cv::Rect(222, 0, 178, 100));
  EXPECT_EQ(window_around({90, 400}, {160, 90}, {45, 200}), cv::Rect(0, 175, 90, 51));
  EXPECT_EQ(window_around({1600, 905}, {160, 90}, {0, 0}), cv::Rect(0, 0, 1600, 905));
}

TEST(FrameLastTest, ATallPictureIsCutToThePlaceThatTheFirstShows) {
  const media::Image first = test::textured({320, 180}, 7);
  // The same place is 150 pixels above the middle of the last one.
  const media::Image last = test::textured({320, 560}, 7, 0, 150);
  const Framing framing = frame_last(as_mat(first), as_mat(last));
  EXPECT_EQ(framing.reason, "same place");
  EXPECT_EQ(framing.window.size(), cv::Size(320, 180));
  EXPECT_NEAR(framing.window.y, 280 - 150 - 90, 2);
  ASSERT_TRUE(framing.motion.has_value());
  const cv::Vec2d middle = apply(framing.motion->camera, {160, 90});
  EXPECT_LT(cv::norm(middle - cv::Vec2d(160, 90)), 2);
}

TEST(FrameLastTest, WithoutAnythingInCommonAndNothingToKeepItIsTheMiddle) {
  media::Image last({200, 600});
  test::fill(last, 0, 0, 200, 600, 90, 120, 90);
  const media::Image first = test::textured({320, 180}, 7);
  const Framing framing = frame_last(as_mat(first), as_mat(last));
  EXPECT_FALSE(framing.motion.has_value());
  EXPECT_EQ(framing.reason, "middle");
  EXPECT_NEAR(framing.window.y + framing.window.height / 2.0, 300, 1);
}

}  // namespace
}  // namespace kirin::engine::motion
