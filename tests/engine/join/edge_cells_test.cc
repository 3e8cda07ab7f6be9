#include "engine/motion/join/edge_cells.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "engine/motion/imaging/cubic_rows.h"

namespace kirin::engine::motion {
namespace {

constexpr int kSide = 32;

/// Fields over 32 by 32 pixels: right of pixel 16 all looks are 100 pixels further to the right.
struct Looks {
  std::array<cv::Mat, 5> grids;
  LookFields fields{};

  explicit Looks(float jump) {
    const int points = cell_points(kSide);
    for (std::size_t i = 0; i < 5; ++i) {
      grids[i] = cv::Mat(points, points, CV_32F, cv::Scalar(0));
      fields[i] = &grids[i];
    }
    for (int y = 0; y < points; ++y) {
      for (int x = 0; x < points; ++x) {
        const auto here = static_cast<float>(x * kCell);
        grids[0].at<float>(y, x) = here + (x * kCell >= 16 ? jump : 0);
        grids[1].at<float>(y, x) = static_cast<float>(y * kCell);
        grids[2].at<float>(y, x) = here;
        grids[3].at<float>(y, x) = static_cast<float>(y * kCell);
      }
    }
  }
};

TEST(EdgeCellsTest, NothingIsPaintedFromBetweenTheTwoSidesOfAnEdge) {
  const Looks looks(100);
  cv::Mat frame(kSide, kSide, CV_8UC3, cv::Scalar(7, 7, 7));
  int spans = 0;
  mend_edges(
      looks.fields,
      [&](const cv::Mat& rows, int count, std::uint8_t* rgb) {
        ++spans;
        const float from = rows.at<float>(0, 0);
        const float to = rows.at<float>(0, 1);
        EXPECT_TRUE(to < 60 || from > 90) << from << " to " << to;
        EXPECT_EQ(count, kCell);
        std::fill(rgb, rgb + 3 * count, from > 90 ? 200 : 100);
      },
      frame);
  EXPECT_EQ(spans, kSide * 2);  // one column of cells, each row from both sides
  const auto level = [&](int x) { return static_cast<int>(frame.at<cv::Vec3b>(10, x)[1]); };
  EXPECT_EQ(level(11), 7);  // other cells stay as they are
  EXPECT_EQ(level(16), 7);
  EXPECT_EQ(level(12), 100);
  EXPECT_EQ(level(15), 200);
  EXPECT_LE(level(13), level(14));
}

TEST(EdgeCellsTest, WhereNothingEndsNothingIsPainted) {
  const Looks looks(3);
  cv::Mat frame(kSide, kSide, CV_8UC3, cv::Scalar(7, 7, 7));
  mend_edges(
      looks.fields, [&](const cv::Mat&, int, std::uint8_t*) { ADD_FAILURE(); }, frame);
}

}  // namespace
}  // namespace kirin::engine::motion
