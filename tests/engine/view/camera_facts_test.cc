#include "engine/motion/view/camera_facts.h"

#include <gtest/gtest.h>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

const cv::Size kSmall(320, 180);

SceneUnderstanding understood() {
  SceneUnderstanding seen;
  seen.disparity = cv::Mat(kSmall, CV_32F);
  for (int y = 0; y < kSmall.height; ++y) {
    seen.disparity.row(y).setTo(0.2 + 0.5 * y / (kSmall.height - 1));
  }
  seen.subject = cv::Mat(kSmall, CV_32F, cv::Scalar(0));
  seen.subject(cv::Rect(200, 60, 80, 90)).setTo(cv::Scalar(0.9));
  return seen;
}

TEST(CameraFactsTest, TellsWhatIsLikelyOnly) {
  const media::Image picture = test::textured({640, 360}, 3);
  SceneUnderstanding seen = understood();
  seen.horizon = 0.3;
  seen.faces = {{{0.1, 0.1, 0.1, 0.2}, 0.9}, {{0.5, 0.2, 0.2, 0.4}, 0.8}};
  Region& sky = seen.regions[static_cast<std::size_t>(RegionKind::sky)];
  sky.share = cv::Mat(kSmall, CV_32F, cv::Scalar(0.4));
  const PictureFacts unsure = camera_facts(as_mat(picture), seen);
  EXPECT_FALSE(unsure.horizon || unsure.subject);
  EXPECT_EQ(unsure.sky_share, 0);
  EXPECT_NEAR(unsure.depth_range, 0.45, 0.01);
  EXPECT_NEAR(unsure.aspect, 16.0 / 9, 1e-9);
  EXPECT_FALSE(unsure.is_flat);

  seen.horizon_trust = seen.subject_trust = sky.trust = 0.8;
  const PictureFacts sure = camera_facts(as_mat(picture), seen);
  EXPECT_EQ(sure.horizon, 0.3);
  ASSERT_TRUE(sure.subject && sure.face);
  EXPECT_NEAR(sure.subject->x, 240.0 / 320, 0.005);
  EXPECT_NEAR(sure.subject->y, 105.0 / 180, 0.005);
  EXPECT_NEAR(sure.face->x, 0.6, 1e-9);
  EXPECT_NEAR(sure.face->y, 0.4, 1e-9);
  EXPECT_EQ(sure.face_height, 0.4);
  EXPECT_NEAR(sure.sky_share, 0.4, 1e-5);
}

TEST(CameraFactsTest, AGraphicIsFlat) {
  media::Image page({640, 360});
  test::fill(page, 0, 0, 640, 360, 240, 240, 240);
  test::fill(page, 100, 80, 300, 200, 200, 30, 30);
  test::fill(page, 350, 80, 500, 300, 20, 30, 130);
  EXPECT_TRUE(camera_facts(as_mat(page), understood()).is_flat);
}

}  // namespace
}  // namespace kirin::engine::motion
