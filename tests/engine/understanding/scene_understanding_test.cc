#include "engine/motion/understanding/scene_understanding.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "engine/motion/understanding/disparity.h"
#include "engine/understanding/painted.h"

namespace kirin::engine::motion {
namespace {

using namespace test;

cv::Mat noisy(unsigned seed, double width, cv::Size size = kPainted) {
  return painted(
      [=](int x, int y) {
        return cv::Vec3d(255 * noise(x, y, width, width, seed),
                         255 * noise(x, y, width, width, seed + 1),
                         255 * noise(x, y, width, width, seed + 2));
      },
      size);
}

/// A straight road to `at` between fields, with kerbs, lines and fences that all run there.
cv::Mat road_to(cv::Point2d at) {
  cv::Mat picture = painted([&](int x, int y) {
    return y < at.y ? blue_sky(y)
                    : cv::Vec3d(90, 110, 70) + cv::Vec3d::all(4 * noise(x, y, 9, 9, 21));
  });
  // Each narrows as it goes, as a line on a road does.
  const auto stripe = [&](cv::Point2d foot, cv::Point2d width, double from, double to,
                          const cv::Scalar& colour) {
    const std::vector<cv::Point> corners = {at + from * (foot - at), at + to * (foot - at),
                                            at + to * (foot + width - at),
                                            at + from * (foot + width - at)};
    cv::fillConvexPoly(picture, corners, colour, cv::LINE_AA);
  };
  for (int i = -6; i <= 6; ++i) {
    stripe({at.x + 150.0 * i + 40, picture.rows + 40.0}, {30, 0}, 0.1, 1, {225, 225, 215});
  }
  for (int i = 1; i <= 3; ++i) {
    stripe({-20, at.y - 55 * i}, {0, 14}, 0.1, 0.6, {40, 40, 50});
    stripe({-20, at.y - 55 * i}, {0, 14}, 0.65, 1, {40, 40, 50});
  }
  return picture;
}

TEST(SceneUnderstanding, LinesMeetInTheVanishingPoint) {
  for (const cv::Point2d at :
       {cv::Point2d(320, 180), cv::Point2d(200, 150), cv::Point2d(430, 200)}) {
    const SceneUnderstanding seen = understand(road_to(at));
    ASSERT_TRUE(seen.vanishing_point.has_value()) << at;
    EXPECT_GT(seen.vanishing_trust, 0.4);
    EXPECT_NEAR(seen.vanishing_point->x, at.x / kPainted.width, 0.02);
    EXPECT_NEAR(seen.vanishing_point->y, at.y / kPainted.height, 0.02);
    EXPECT_NEAR(seen.horizon, at.y / kPainted.height, 0.04);
    EXPECT_GT(seen.horizon_trust, 0.4);
  }
}

TEST(SceneUnderstanding, NoiseHasNoVanishingPointNoFaceAndNoSubject) {
  for (const unsigned seed : {1U, 50U, 900U}) {
    for (const double width : {3.0, 11.0, 40.0}) {
      const SceneUnderstanding seen = understand(noisy(seed, width));
      EXPECT_LT(seen.vanishing_trust, 0.3) << seed << ' ' << width;
      for (const Face& face : seen.faces) {
        EXPECT_LT(face.trust, 0.5) << seed << ' ' << width;
      }
      for (const Region& region : seen.regions) {
        EXPECT_LT(region.trust, 0.5) << seed << ' ' << width;
      }
    }
  }
}

TEST(SceneUnderstanding, TheHorizonIsWhereSeaAndSkyMeet) {
  for (const int row : {130, 180, 230}) {
    const SceneUnderstanding seen =
        understand(painted([row](int x, int y) { return y < row ? blue_sky(y) : waves(x, y); }));
    EXPECT_NEAR(seen.horizon, static_cast<double>(row) / kPainted.height, 0.02);
    EXPECT_GT(seen.horizon_trust, 0.6);
  }
}

TEST(SceneUnderstanding, DisparityIsLimitedInSlope) {
  // Of any picture: what a camera travels in must not fold.
  const float step = static_cast<float>(kDisparitySlope) / kUnderstandingSide * 1.001F + 1e-6F;
  std::vector<cv::Mat> pictures = {
      road_to({320, 180}),     noisy(7, 2), noisy(8, 15), noisy(9, 90), noisy(10, 5, {300, 700}),
      noisy(11, 4, {4000, 16})};
  pictures.push_back(painted([](int x, int y) {
    return (x / 40 + y / 40) % 2 == 0 ? cv::Vec3d::all(250) : cv::Vec3d::all(5);
  }));
  for (const cv::Mat& picture : pictures) {
    const cv::Mat field = understand(picture).disparity;
    ASSERT_EQ(std::max(field.cols, field.rows), kUnderstandingSide);
    EXPECT_TRUE(cv::checkRange(field, true, nullptr, 0, 1.0001));
    double most = 0;
    cv::minMaxLoc(cv::abs(field.colRange(1, field.cols) - field.colRange(0, field.cols - 1)),
                  nullptr, &most);
    EXPECT_LE(most, step);
    cv::minMaxLoc(cv::abs(field.rowRange(1, field.rows) - field.rowRange(0, field.rows - 1)),
                  nullptr, &most);
    EXPECT_LE(most, step);
  }
}

TEST(SceneUnderstanding, SkyIsFarAndTheGroundInFrontNear) {
  const SceneUnderstanding seen =
      understand(painted([](int x, int y) { return y < 170 ? blue_sky(y) : earth(x, y); }));
  const cv::Mat& field = seen.disparity;
  EXPECT_LT(cv::mean(field.rowRange(0, field.rows / 4))[0], 0.15);
  EXPECT_GT(cv::mean(field.rowRange(field.rows * 7 / 8, field.rows))[0], 0.8);
  EXPECT_GT(seen.disparity_trust, 0.3);
}

TEST(SceneUnderstanding, ATowerIsAsNearAtItsTopAsAtItsFoot) {
  // Towers of any width, one that leans a little, and a trunk in the dark.
  struct Tower {
    int x, width, lean;
    cv::Vec3d colour;
  };
  for (const Tower& tower : {Tower{320, 16, 0, {225, 222, 215}}, Tower{200, 44, 0, {90, 60, 50}},
                             Tower{420, 22, 14, {60, 62, 70}}}) {
    const auto is_tower = [&](int x, int y) {
      const double middle = tower.x + tower.lean * (300 - y) / 260.0;
      return y > 40 && y < 300 && std::abs(x - middle) < tower.width / 2.0;
    };
    const SceneUnderstanding seen = understand(painted([&](int x, int y) -> cv::Vec3d {
      if (is_tower(x, y)) {
        return tower.colour * (0.9 + 0.1 * noise(x, y, 7, 9, 61));
      }
      return y < 200 ? blue_sky(y) : earth(x, y);
    }));
    double least = 1;
    double most = 0;
    for (int y = 60; y < 290; ++y) {
      const double middle = tower.x + tower.lean * (300 - y) / 260.0;
      const double near = seen.disparity.at<float>(y / 2, static_cast<int>(middle / 2));
      least = std::min(least, near);
      most = std::max(most, near);
    }
    EXPECT_LT(most - least, 0.3) << tower.x;
    // The sky far from it stays far.
    EXPECT_LT(seen.disparity.at<float>(30, tower.x < 320 ? 310 : 10), 0.25) << tower.x;
  }
}

TEST(SceneUnderstanding, GrassStandsUprightAndIsNoWall) {
  const SceneUnderstanding seen = understand(painted([](int x, int y) -> cv::Vec3d {
    if (y < 150) {
      return blue_sky(y);
    }
    const double blade = noise(x, y, 3, 6, 71);
    return {40 + 50 * blade, 80 + 90 * blade, 25 + 30 * blade};
  }));
  const cv::Mat& field = seen.disparity;
  EXPECT_LT(cv::mean(field.rowRange(80, 88))[0] + 0.3,
            cv::mean(field.rowRange(field.rows - 20, field.rows))[0]);
}

TEST(SceneUnderstanding, TheSubjectIsWhatStandsOut) {
  const cv::Mat picture = painted([](int x, int y) -> cv::Vec3d {
    const double far = 30 * noise(x, y, 120, 120, 31);
    if (std::hypot(x - 300, y - 190) < 70) {
      const double petal = noise(x, y, 6, 6, 33);
      return {200 + 40 * petal, 90 + 60 * petal, 40};
    }
    return {40 + far, 70 + far, 60 + far};
  });
  const SceneUnderstanding seen = understand(picture);
  EXPECT_GT(seen.subject_trust, 0.5);
  EXPECT_GT(seen.subject.at<float>(95, 150), 0.8F);
  EXPECT_LT(seen.subject.at<float>(20, 20), 0.1F);
  EXPECT_LT(seen.subject.at<float>(95, 290), 0.1F);
  EXPECT_GT(seen.disparity.at<float>(95, 150), seen.disparity.at<float>(60, 290) + 0.3F);
}

/// A face as a child draws it, but with a face's light and shade.
cv::Mat portrait(cv::Point centre, int width) {
  cv::Mat picture(kPainted, CV_8UC3, cv::Scalar(70, 80, 95));
  const auto at = [&](double x, double y) {
    return centre + cv::Point(static_cast<int>(x * width), static_cast<int>(y * width));
  };
  const auto size = [&](double x, double y) {
    return cv::Size(static_cast<int>(x * width), static_cast<int>(y * width));
  };
  cv::ellipse(picture, at(0, -0.1), size(0.62, 0.78), 0, 0, 360, {50, 35, 25}, -1, cv::LINE_AA);
  cv::ellipse(picture, at(0, 0.02), size(0.5, 0.66), 0, 0, 360, {215, 165, 135}, -1, cv::LINE_AA);
  for (const double side : {-1.0, 1.0}) {
    cv::ellipse(picture, at(0.21 * side, -0.1), size(0.15, 0.09), 0, 0, 360, {175, 125, 100}, -1,
                cv::LINE_AA);
    cv::ellipse(picture, at(0.21 * side, -0.09), size(0.1, 0.05), 0, 0, 360, {235, 230, 225}, -1,
                cv::LINE_AA);
    cv::circle(picture, at(0.21 * side, -0.09), width / 20, {45, 30, 25}, -1, cv::LINE_AA);
    cv::ellipse(picture, at(0.21 * side, -0.2), size(0.15, 0.035), 0, 180, 360, {60, 40, 30},
                std::max(2, width / 28), cv::LINE_AA);
    cv::ellipse(picture, at(0.06 * side, 0.19), size(0.04, 0.02), 0, 0, 360, {120, 75, 60}, -1,
                cv::LINE_AA);
  }
  cv::ellipse(picture, at(0, 0.08), size(0.05, 0.12), 0, 0, 360, {230, 185, 155}, -1, cv::LINE_AA);
  cv::ellipse(picture, at(0, 0.37), size(0.17, 0.045), 0, 0, 360, {160, 75, 75}, -1, cv::LINE_AA);
  cv::ellipse(picture, at(0, 0.47), size(0.12, 0.03), 0, 0, 360, {190, 140, 115}, -1, cv::LINE_AA);
  cv::GaussianBlur(picture, picture, {}, width / 70.0);
  return picture;
}

TEST(SceneUnderstanding, AFaceIsFoundWhereItIs) {
  const SceneUnderstanding seen = understand(portrait({400, 170}, 130));
  ASSERT_FALSE(seen.faces.empty());
  const Face& face = seen.faces.front();
  EXPECT_GT(face.trust, 0.5);
  EXPECT_NEAR(face.box.x + face.box.width / 2, 400.0 / 640, 0.04);
  EXPECT_NEAR(face.box.y + face.box.height / 2, 170.0 / 360, 0.08);
}

}  // namespace
}  // namespace kirin::engine::motion
