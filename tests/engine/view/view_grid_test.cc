#include "engine/motion/view/view_grid.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {
namespace {

const cv::Size kSize(1280, 720);

/// A hilly disparity, as steep as disparity_of allows.
cv::Mat hills() {
  cv::Mat field(180, 320, CV_32F);
  for (int y = 0; y < field.rows; ++y) {
    for (int x = 0; x < field.cols; ++x) {
      field.at<float>(y, x) = static_cast<float>(0.5 + 0.25 * std::sin(x * 0.016) +
                                                 0.25 * std::sin(y * 0.021 + x * 0.009));
    }
  }
  return field;
}

/// Fully still in the middle, free from a quarter of the width away from it.
cv::Mat still_middle() {
  cv::Mat field(180, 320, CV_32F);
  for (int y = 0; y < field.rows; ++y) {
    for (int x = 0; x < field.cols; ++x) {
      const double away = std::clamp((std::hypot(x - 160, y - 90) - 20) / 80, 0.0, 1.0);
      field.at<float>(y, x) = static_cast<float>(away * away * (3 - 2 * away));
    }
  }
  return field;
}

const std::vector<CameraPose>& poses() {
  static const std::vector<CameraPose> kPoses = {{1.3, 0.05, 0.02, 0, 0, 0, 0.1},
                                                 {1.2, 0.02, 0, 0.06, 0.02, 0, 0},
                                                 {1.25, 0, -0.03, 0, 0, 0.2, -0.05},
                                                 {0.84, 0, 0, 0, 0, -0.1, 0}};
  return kPoses;
}

TEST(CameraLookTest, SeenAtIsTheInverseOfTheLook) {
  const std::vector<ViewFields> all = {{hills(), {}, {}}, {hills(), {}, still_middle()}};
  for (const ViewFields& fields : all) {
    for (const CameraPose& pose : poses()) {
      const CameraLook look(pose, kSize, fields);
      for (double y = -0.4; y < 0.45; y += 0.1) {
        for (double x = -0.4; x < 0.45; x += 0.1) {
          const Spot seen = look.seen_at(look.at({x, y}));
          EXPECT_NEAR(seen.x * kSize.width, x * kSize.width, 0.06) << x << " " << y;
          EXPECT_NEAR(seen.y * kSize.height, y * kSize.height, 0.06) << x << " " << y;
        }
      }
    }
  }
}

TEST(CameraLookTest, LooksIntoThePictureWhateverThePose) {
  const ViewFields fields{hills(), {}, {}};
  for (const CameraPose& pose :
       {CameraPose{0.7}, CameraPose{0.8, 0.1, -0.1, 0.05, 0.1, -0.2, 0.2}, CameraPose{1, 0.3}}) {
    const CameraLook look(pose, kSize, fields);
    for (double y = -0.5; y <= 0.5; y += 0.1) {
      for (double x = -0.5; x <= 0.5; x += 0.1) {
        const Spot p = look.at({x, y});
        EXPECT_LE(std::abs(p.x), 0.5 + 1e-6);
        EXPECT_LE(std::abs(p.y), 0.5 + 1e-6);
      }
    }
  }
}

TEST(FoldScoreTest, IsNothingForRigidMovesAndOneWhereTheMapFolds) {
  const auto score = [](const CameraPose& pose, const ViewFields& fields) {
    return fold_score(view_grid(pose, {320, 180}, fields, {}), pose);
  };
  EXPECT_NEAR(score({1.5, 0.05, 0.02, 0, 0, 0, 0.1}, {}), 0, 1e-3);
  EXPECT_NEAR(score({0.95}, {}), 0.5, 0.1) << "the stretched edge";
  // A slope s of 1 per width, seen from aside by t: p - t s p is turned, so that p is stretched by
  // 1 / (1 - t s), which tears where t is 1.
  cv::Mat ramp(2, 64, CV_32F);
  for (int x = 0; x < 64; ++x) {
    ramp.at<float>(0, x) = ramp.at<float>(1, x) = static_cast<float>((x + 0.5) / 64);
  }
  const ViewFields slanted{ramp, {}, {}};
  EXPECT_NEAR(score({3, -0.1, 0, 0.2}, slanted), 0.2, 0.01);
  EXPECT_NEAR(score({3, 0.1, 0, -0.2}, slanted), 1 - 1 / 1.2, 0.01);
  EXPECT_GT(score({1, 0.35}, {hills(), {}, still_middle()}), 1) << "too far past what is still";
}

/// The frame's point at which the grid, linear between its points, looks at `target`.
cv::Point2d found_in(const ViewGrid& grid, cv::Point2d target, cv::Point2d guess) {
  for (int i = 0; i < 60; ++i) {
    const int x = static_cast<int>(guess.x) / kCell;
    const int y = static_cast<int>(guess.y) / kCell;
    const double ax = guess.x / kCell - x;
    const double ay = guess.y / kCell - y;
    const auto at = [&](const cv::Mat& m) {
      return (m.at<float>(y, x) * (1 - ax) + m.at<float>(y, x + 1) * ax) * (1 - ay) +
             (m.at<float>(y + 1, x) * (1 - ax) + m.at<float>(y + 1, x + 1) * ax) * ay;
    };
    guess += target - cv::Point2d(at(grid.x), at(grid.y));
  }
  return guess;
}

TEST(ViewGridTest, PointsTravelSmoothly) {
  // The path of a picture's point through the frames is known: the pose's formula. What the grid's
  // coarseness and precision add to it must stay far below what can be seen (0.05 pixels a frame).
  const ViewFields fields{hills(), {}, {}};
  const cv::Point2d target(700, 300);
  cv::Point2d error_before;
  for (int frame = 0; frame < 40; ++frame) {
    const double t = frame / 40.0;
    const CameraPose pose{1 + 0.2 * t, 0.04 * t, 0.01 * t, 0.06 * t, 0.01 * t, 0.15 * t, 0.02 * t};
    const Spot truth =
        CameraLook(pose, kSize, fields)
            .seen_at({(target.x + 0.5) / kSize.width - 0.5, (target.y + 0.5) / kSize.height - 0.5});
    const cv::Point2d expected((truth.x + 0.5) * kSize.width - 0.5,
                               (truth.y + 0.5) * kSize.height - 0.5);
    const cv::Point2d error =
        found_in(view_grid(pose, kSize, fields, {}), target, expected) - expected;
    EXPECT_LT(cv::norm(error), 0.02);
    if (frame > 0) {
      EXPECT_LT(cv::norm(error - error_before), 0.01) << frame;
    }
    error_before = error;
  }
}

}  // namespace
}  // namespace kirin::engine::motion
