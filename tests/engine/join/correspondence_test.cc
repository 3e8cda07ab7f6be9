#include "engine/motion/join/correspondence.h"

#include <gtest/gtest.h>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

constexpr media::Size kSize{320, 180};

Correspondence between(const media::Image& a, const media::Image& b) {
  const cv::Mat first = as_mat(a);
  const cv::Mat last = as_mat(b);
  return correspondence_of(
      first, last,
      common_motion(feature_grey(first, kFieldWidth), feature_grey(last, kFieldWidth)));
}

TEST(CorrespondenceTest, WindowsOntoOnePictureAreTrustedWhereTheyOverlap) {
  const Correspondence found = between(test::textured(kSize, 7), test::textured(kSize, 7, 64, 0));
  EXPECT_GT(found.quality, 0.8);
  EXPECT_NEAR(found.overlap, 0.8, 0.03);
  EXPECT_GT(found.forward_trust.at<float>(90, 200), 0.9F);
  EXPECT_EQ(found.forward_trust.at<float>(90, 20), 0.0F);  // the last picture does not show it
}

TEST(CorrespondenceTest, UnrelatedPicturesScoreNextToNothing) {
  for (const unsigned other : {8U, 9U, 10U, 11U}) {
    EXPECT_LT(between(test::textured(kSize, 7), test::textured(kSize, other)).quality, 0.1);
  }
}

TEST(CorrespondenceTest, PlainPicturesProveNothing) {
  media::Image red(kSize);
  media::Image blue(kSize);
  test::fill(red, 0, 0, 320, 180, 200, 40, 40);
  test::fill(blue, 0, 0, 320, 180, 40, 40, 200);
  EXPECT_LT(between(red, blue).quality, kRelated);
}

TEST(CorrespondenceTest, AnotherExposureIsTheSamePicture) {
  const media::Image first = test::textured(kSize, 7);
  media::Image last = test::textured(kSize, 7, 20, 5);
  cv::Mat darker = as_mat(last);
  darker.convertTo(darker, -1, 0.5, 5);
  EXPECT_GT(between(first, last).quality, 0.6);
}

TEST(CorrespondenceTest, FlowOfWhatMovesForItselfHasItsOwnDirection) {
  const media::Image far = test::textured({480, 270}, 7);
  const media::Image thing = test::textured({120, 120}, 9);
  media::Image first = far;
  media::Image last = far;
  as_mat(thing).copyTo(as_mat(first)(cv::Rect(60, 60, 120, 120)));
  as_mat(thing).copyTo(as_mat(last)(cv::Rect(250, 90, 120, 120)));
  const Correspondence found = between(first, last);
  const cv::Vec2f moved = found.forward.at<cv::Vec2f>(120, 120);
  EXPECT_NEAR(moved[0], 190, 1);
  EXPECT_NEAR(moved[1], 30, 1);
  // What the thing will hide belongs to the ground, which does not move.
  EXPECT_LT(cv::norm(found.forward.at<cv::Vec2f>(150, 310)), 2);
  EXPECT_LT(found.forward_trust.at<float>(150, 310), 0.3F);
}

}  // namespace
}  // namespace kirin::engine::motion
