#include "engine/motion/join/edge_aware_fill.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace kirin::engine::motion {
namespace {

/// The left half is dark and moves by (8, 0), the right half is bright and moves by (0, 2); a band
/// of 20 columns on each side of the middle is not known.
struct Halves {
  cv::Mat flow = cv::Mat(60, 120, CV_32FC2);
  cv::Mat trust = cv::Mat(60, 120, CV_32F);
  cv::Mat guide = cv::Mat(60, 120, CV_8UC3);

  Halves() {
    for (int y = 0; y < 60; ++y) {
      for (int x = 0; x < 120; ++x) {
        const bool is_known = x < 40 || x >= 80;
        const cv::Vec2f right = x < 60 ? cv::Vec2f(8, 0) : cv::Vec2f(0, 2);
        flow.at<cv::Vec2f>(y, x) = is_known ? right : cv::Vec2f(-30, 50);
        trust.at<float>(y, x) = is_known ? 1.0F : 0.0F;
        guide.at<cv::Vec3b>(y, x) = x < 60 ? cv::Vec3b(40, 40, 40) : cv::Vec3b(200, 190, 180);
      }
    }
  }
};

TEST(EdgeAwareFillTest, WhatIsTrustedStays) {
  Halves halves;
  const cv::Mat before = halves.flow.clone();
  fill_flow(halves.flow, halves.trust, halves.guide, 1);
  for (const int x : {0, 20, 39, 80, 119}) {
    EXPECT_EQ(halves.flow.at<cv::Vec2f>(30, x), before.at<cv::Vec2f>(30, x));
  }
}

TEST(EdgeAwareFillTest, WhatIsNotTakesTheMotionOfWhatItLooksLike) {
  Halves halves;
  fill_flow(halves.flow, halves.trust, halves.guide, 1);
  for (int x = 40; x < 80; ++x) {
    const cv::Vec2f expected = x < 60 ? cv::Vec2f(8, 0) : cv::Vec2f(0, 2);
    EXPECT_LT(cv::norm(halves.flow.at<cv::Vec2f>(30, x) - expected), 0.3) << x;
  }
}

TEST(EdgeAwareFillTest, NeverTheMeanOfTwoMotions) {
  Halves halves;
  halves.guide.setTo(cv::Scalar(90, 90, 90));  // nothing tells where the border is
  fill_flow(halves.flow, halves.trust, halves.guide, 1);
  for (int x = 40; x < 80; ++x) {
    const cv::Vec2f here = halves.flow.at<cv::Vec2f>(30, x);
    EXPECT_LT(std::min(cv::norm(here - cv::Vec2f(8, 0)), cv::norm(here - cv::Vec2f(0, 2))), 0.5)
        << x;
  }
}

TEST(EdgeAwareFillTest, NothingTrustedIsNoMotion) {
  cv::Mat flow(20, 30, CV_32FC2, cv::Scalar(5, 5));
  fill_flow(flow, cv::Mat(20, 30, CV_32F, cv::Scalar(0)), cv::Mat(20, 30, CV_8UC3, cv::Scalar(9)),
            1);
  EXPECT_TRUE(cv::checkRange(flow));
}

}  // namespace
}  // namespace kirin::engine::motion
