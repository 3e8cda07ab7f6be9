#include "engine/motion/view/parallax_view.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

const cv::Size kSize(240, 136);

/// Red tells x and green y, a level a pixel: a painted frame says where each of its pixels looked.
cv::Mat coordinates() {
  cv::Mat picture(kSize, CV_8UC3);
  for (int y = 0; y < kSize.height; ++y) {
    for (int x = 0; x < kSize.width; ++x) {
      picture.at<cv::Vec3b>(y, x) =
          cv::Vec3b(static_cast<std::uint8_t>(x + 8), static_cast<std::uint8_t>(y + 60), 100);
    }
  }
  return picture;
}

cv::Mat painted(const ParallaxView& view, const AmbientMoment& moment,
                const CameraPose& pose = {}) {
  cv::Mat frame(kSize, CV_8UC3, cv::Scalar(0));
  view.paint(pose, moment, frame);
  return frame;
}

/// A field that is `inside` in the right half of the picture and `outside` in the left.
template <typename T>
cv::Mat halves(int type, const T& outside, const T& inside) {
  cv::Mat field(9, 32, type);
  for (int y = 0; y < field.rows; ++y) {
    for (int x = 0; x < field.cols; ++x) {
      field.at<T>(y, x) = x < field.cols / 2 ? outside : inside;
    }
  }
  return field;
}

TEST(ParallaxViewTest, IdentityIsThePicture) {
  const cv::Mat picture = as_mat(test::textured({kSize.width, kSize.height}, 3)).clone();
  const ParallaxView view(picture, kSize, Detail::normal);
  EXPECT_EQ(cv::norm(painted(view, {}), picture, cv::NORM_INF), 0);
}

TEST(ParallaxViewTest, AmbientShiftMovesOnlyWhereItIs) {
  const ParallaxView view(coordinates(), kSize, Detail::normal);
  AmbientMoment moment;
  moment.shift = halves<cv::Vec2f>(CV_32FC2, {0, 0}, {3.0F / kSize.width, -2.0F / kSize.height});
  const cv::Mat frame = painted(view, moment);
  EXPECT_EQ(cv::norm(frame.colRange(0, 110), view.plain().colRange(0, 110), cv::NORM_INF), 0);
  for (int y = 10; y < 120; y += 7) {
    for (int x = 132; x < 230; x += 5) {
      EXPECT_NEAR(frame.at<cv::Vec3b>(y, x)[0], x + 3 + 8, 1);
      EXPECT_NEAR(frame.at<cv::Vec3b>(y, x)[1], y - 2 + 60, 1);
    }
  }
}

TEST(ParallaxViewTest, OtherShiftIsMixedInByItsShare) {
  const ParallaxView view(coordinates(), kSize, Detail::normal);
  AmbientMoment moment;
  moment.other_shift = cv::Mat(4, 4, CV_32FC2, cv::Scalar(8.0 / kSize.width, 0));
  moment.share = halves<float>(CV_32FC1, 0, 0.75F);
  for (const CameraPose& pose : {CameraPose{}, CameraPose{1, 0.001}, CameraPose{1, 0.05}}) {
    const cv::Mat frame = painted(view, moment, pose);
    const double pan = pose.x * kSize.width;
    for (int x = 12; x < 200; x += 5) {
      if (std::abs(x + pan - 120) > 8) {
        const double expected = x + pan + 8 + (x + pan < 120 ? 0 : 0.75 * 8);
        EXPECT_NEAR(frame.at<cv::Vec3b>(70, x)[0], expected, 1.1) << x << " " << pose.x;
      }
    }
  }
}

TEST(ParallaxViewTest, LightIsAGainOfThePicture) {
  const ParallaxView view(coordinates(), kSize, Detail::normal);
  AmbientMoment moment;
  moment.light = halves<float>(CV_32FC1, 1, 1.4F);
  const cv::Mat still = painted(view, moment);
  EXPECT_EQ(cv::norm(still.colRange(0, 110), view.plain().colRange(0, 110), cv::NORM_INF), 0);
  EXPECT_EQ(still.at<cv::Vec3b>(70, 150)[2], 140);
  // The lit part is one of the picture, which a pan moves to the left.
  const cv::Mat panned = painted(view, moment, {1, 0.1});
  EXPECT_NEAR(panned.at<cv::Vec3b>(70, 104)[2], 140, 1);
  EXPECT_NEAR(panned.at<cv::Vec3b>(70, 88)[2], 100, 1);
}

TEST(ParallaxViewTest, SeenAtIsWhereAPointIsPainted) {
  cv::Mat picture = coordinates();
  const ParallaxView view(picture, kSize, Detail::normal);
  const CameraPose pose{1.2, 0.03, -0.02, 0.05, 0.02, 0.15, 0.06};
  const cv::Mat frame = painted(view, {}, pose);
  for (const cv::Point2f p : {cv::Point2f{0.3F, 0.4F}, {0.5F, 0.5F}, {0.7F, 0.35F}}) {
    const cv::Point2f seen = view.seen_at(pose, p);
    cv::Mat colour;
    cv::getRectSubPix(frame, {1, 1}, seen, colour);
    EXPECT_NEAR(colour.at<cv::Vec3b>(0, 0)[0], p.x * kSize.width - 0.5 + 8, 1.2);
    EXPECT_NEAR(colour.at<cv::Vec3b>(0, 0)[1], p.y * kSize.height - 0.5 + 60, 1.2);
  }
}

double detail_of(const cv::Mat& part) {
  cv::Mat edges;
  cv::Laplacian(luma_of(part), edges, CV_32F);
  return cv::norm(edges, cv::NORM_L1) / static_cast<double>(part.total());
}

TEST(ParallaxViewTest, FocusBlursWhatIsAtAnotherDepth) {
  cv::Mat picture = as_mat(test::textured({480, 272}, 3)).clone();
  ParallaxView view(picture, picture.size(), Detail::normal);
  view.prepare_focus(0.02);
  const auto shown = [&](double focus, double aperture) {
    cv::Mat frame(picture.size(), CV_8UC3);
    CameraPose pose;
    pose.focus = focus;
    pose.aperture = aperture;
    view.paint(pose, frame);
    return frame;
  };
  EXPECT_EQ(cv::norm(shown(0.5, 0), view.plain(), cv::NORM_INF), 0);
  // A little opening changes a little: the blur sets in from nothing.
  EXPECT_LT(cv::norm(shown(0.5, 0.0002), view.plain(), cv::NORM_INF), 12);
  cv::Mat depth;
  cv::resize(view.disparity(), depth, {12, 7}, 0, 0, cv::INTER_AREA);
  cv::Point farthest;
  cv::Point nearest;
  cv::minMaxLoc(depth, nullptr, nullptr, &farthest, &nearest);
  const auto cell = [](cv::Point at) { return cv::Rect(at.x * 40, at.y * 38, 40, 38); };
  const auto ratio = [&](const cv::Mat& frame) {
    return detail_of(frame(cell(farthest))) / detail_of(frame(cell(nearest)));
  };
  const double far_in_focus = ratio(shown(0, 0.02));
  const double near_in_focus = ratio(shown(1, 0.02));
  EXPECT_GT(far_in_focus, 1.4 * near_in_focus);
}

TEST(ParallaxViewTest, NoMoveThatAPromptCanAskForFolds) {
  const ParallaxView view(as_mat(test::textured({320, 180}, 9)), {320, 180}, Detail::normal);
  for (const char* prompt :
       {"", "zoom out", "pull out", "push in fast", "truck left, very fast", "orbit around it",
        "orbit right and crane up", "pan left, tilt down and roll", "handheld"}) {
    const CameraPlan plan = read_camera(prompt, "", 1, 3);
    for (const double t : {0.2, 0.5, 0.8, 1.0}) {
      EXPECT_LT(view.fold(at(plan, t)), 0.8) << prompt << " " << t;
    }
  }
}

TEST(ParallaxViewTest, SeenAtKnowsWhatIsHeldStill) {
  ParallaxView view(coordinates(), kSize, Detail::normal);
  cv::Mat mask(kSize, CV_8U, cv::Scalar(0));
  mask(cv::Rect(20, 30, 60, 60)).setTo(cv::Scalar(255));
  view.hold_still(mask);
  const CameraPose pose{1.1, 0.03, 0, 0.02};
  const cv::Mat frame = painted(view, {}, pose);
  const cv::Point2f held = view.seen_at(pose, {0.2F, 0.4F});
  EXPECT_NEAR(held.x, 0.2 * kSize.width - 0.5, 0.05);
  EXPECT_NEAR(held.y, 0.4 * kSize.height - 0.5, 0.05);
  for (const cv::Point2f p : {cv::Point2f{0.45F, 0.5F}, {0.6F, 0.3F}, {0.8F, 0.7F}}) {
    cv::Mat colour;
    cv::getRectSubPix(frame, {1, 1}, view.seen_at(pose, p), colour);
    EXPECT_NEAR(colour.at<cv::Vec3b>(0, 0)[0], p.x * kSize.width - 0.5 + 8, 1.2);
  }
}

}  // namespace
}  // namespace kirin::engine::motion
