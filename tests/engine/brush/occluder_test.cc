#include "engine/motion/brush/occluder.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace kirin::engine::motion {
namespace {

const cv::Size kSize(480, 270);
const cv::Rect kTower(200, 60, 70, 150);

struct Seen {
  explicit Seen(double trust, cv::Scalar tower = {200, 60, 40}) {
    picture = cv::Mat(kSize, CV_8UC3, cv::Scalar(120, 150, 190));
    picture(kTower).setTo(tower);
    cv::Mat subject = cv::Mat::zeros(kSize, CV_32F);
    subject(kTower).setTo(1);
    cv::resize(subject, understanding.subject, {320, 180}, 0, 0, cv::INTER_AREA);
    understanding.subject_trust = trust;
  }
  cv::Mat picture;
  SceneUnderstanding understanding;
  cv::Mat painted = cv::Mat::zeros(kSize, CV_8U);
};

TEST(OccluderTest, ACertainSubjectWithClearEdgesHidesWhatPassesBehind) {
  const Seen seen(0.9);
  const Occluder occluder = certain_occluder(seen.understanding, seen.picture, seen.painted);
  ASSERT_FALSE(occluder.alpha.empty());
  EXPECT_NEAR(occluder.foot, kTower.br().y, 3);
  EXPECT_EQ(occluder.alpha.at<std::uint8_t>(130, 235), 255);
  EXPECT_EQ(occluder.alpha.at<std::uint8_t>(130, 100), 0);
  cv::Mat frame(kSize, CV_8UC3, cv::Scalar(0, 255, 0));  // something green is everywhere
  cover_with(occluder, seen.picture, {0, 0, 480, 100}, frame);
  EXPECT_EQ(frame.at<cv::Vec3b>(90, 235), cv::Vec3b(200, 60, 40));
  EXPECT_EQ(frame.at<cv::Vec3b>(90, 100), cv::Vec3b(0, 255, 0));
  EXPECT_EQ(frame.at<cv::Vec3b>(130, 235), cv::Vec3b(0, 255, 0));  // outside of the box
}

TEST(OccluderTest, DoubtHidesNothing) {
  const Seen unsure(0.5);
  EXPECT_TRUE(certain_occluder(unsure.understanding, unsure.picture, unsure.painted).alpha.empty());
  const Seen edgeless(0.9, {122, 152, 188});
  EXPECT_TRUE(
      certain_occluder(edgeless.understanding, edgeless.picture, edgeless.painted).alpha.empty());
  Seen painted(0.9);
  painted.painted(kTower).setTo(255);  // the subject itself is what moves
  EXPECT_TRUE(
      certain_occluder(painted.understanding, painted.picture, painted.painted).alpha.empty());
}

}  // namespace
}  // namespace kirin::engine::motion
