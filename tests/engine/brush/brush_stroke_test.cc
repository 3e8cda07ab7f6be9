#include "engine/motion/brush/brush_stroke.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

using test::Frames;
using test::small_job;

constexpr media::Size kSize{256, 144};

/// A red square on grey-green texture, its mask, and a path.
GenerationJob square_job(std::vector<Point> path, media::Size mask_size = kSize) {
  GenerationJob job = small_job(kSize);
  job.first_frame = test::textured(kSize, 4);
  for (int y = 0; y < kSize.height; ++y) {
    for (int x = 0; x < kSize.width; ++x) {
      job.first_frame->row(y)[3 * x] /= 3;
    }
  }
  test::fill(*job.first_frame, 40, 60, 70, 90, 250, 10, 20);
  media::Image mask(mask_size);
  const double sx = static_cast<double>(mask_size.width) / kSize.width;
  test::fill(mask, static_cast<int>(38 * sx), static_cast<int>(58 * sx), static_cast<int>(72 * sx),
             static_cast<int>(92 * sx), 255, 255, 255);
  job.brushes.push_back({std::move(mask), std::move(path)});
  return job;
}

struct Blob {
  double x = 0;
  double y = 0;
  int area = 0;
};

Blob red_blob(const media::Image& frame) {
  Blob blob;
  for (int y = 0; y < frame.size().height; ++y) {
    for (int x = 0; x < frame.size().width; ++x) {
      const std::uint8_t* p = frame.row(y) + 3 * x;
      if (p[0] > 180 && p[1] < 90 && p[2] < 90) {
        blob.x += x;
        blob.y += y;
        ++blob.area;
      }
    }
  }
  blob.x /= std::max(1, blob.area);
  blob.y /= std::max(1, blob.area);
  return blob;
}

TEST(BrushStrokeTest, WhatIsPaintedFollowsItsPathRigidly) {
  GenerationJob job = square_job({{55, 75}, {120, 75}, {180, 40}});
  job.frame_count = 97;  // slow enough to stay sharp
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 97U);
  const Blob start = red_blob(frames.front());
  const Blob end = red_blob(frames.back());
  EXPECT_NEAR(end.x - start.x, 125, 1);
  EXPECT_NEAR(end.y - start.y, -35, 1);
  for (const media::Image& frame : frames) {
    EXPECT_NEAR(red_blob(frame).area, start.area, 0.08 * start.area);
  }
}

TEST(BrushStrokeTest, PaceIsEasedAlongAStraightPath) {
  const auto frames = test::generated(square_job({{55, 75}, {155, 75}}));
  ASSERT_EQ(frames.size(), 13U);
  const double start = red_blob(frames.front()).x;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    EXPECT_NEAR(red_blob(frames[i]).x - start, 100 * eased(static_cast<double>(i) / 12), 1.1) << i;
  }
}

TEST(BrushStrokeTest, FirstFrameIsThePictureAndNoGhostStaysBehind) {
  const GenerationJob job = square_job({{55, 75}, {185, 75}});
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_TRUE(test::same(frames.front(), *job.first_frame));
  const cv::Mat left = as_mat(frames.back())(cv::Rect(36, 56, 38, 38));
  cv::Mat reddish;
  cv::inRange(left, cv::Scalar(180, 0, 0), cv::Scalar(255, 90, 90), reddish);
  EXPECT_EQ(cv::countNonZero(reddish), 0);
  const cv::Mat untouched = as_mat(frames.back())(cv::Rect(0, 0, 256, 40));
  EXPECT_EQ(cv::norm(untouched, as_mat(*job.first_frame)(cv::Rect(0, 0, 256, 40)), cv::NORM_INF),
            0);
}

TEST(BrushStrokeTest, MaskMayHaveAnotherResolution) {
  const auto frames = test::generated(square_job({{55, 75}, {120, 75}}, {512, 288}));
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_NEAR(red_blob(frames.back()).x - red_blob(frames.front()).x, 65, 1.5);
}

TEST(BrushStrokeTest, TrajectoryIsInPixelsOfTheFirstFrame) {
  GenerationJob job = square_job({{110, 150}, {240, 150}});
  cv::Mat large;
  cv::resize(as_mat(*job.first_frame), large, {512, 288}, 0, 0, cv::INTER_CUBIC);
  job.first_frame = media::Image({512, 288});
  large.copyTo(as_mat(*job.first_frame));
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_NEAR(red_blob(frames.back()).x - red_blob(frames.front()).x, 65, 1.5);
}

TEST(BrushStrokeTest, StaticMaskIsExactInEveryFrame) {
  GenerationJob job = square_job({{55, 75}, {185, 75}});
  job.static_mask = media::Image(kSize);
  test::fill(*job.static_mask, 100, 0, 140, 144, 255, 255, 255);
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 13U);
  const cv::Rect held(100, 0, 40, 144);
  for (const media::Image& frame : frames) {
    EXPECT_EQ(cv::norm(as_mat(frame)(held), as_mat(*job.first_frame)(held), cv::NORM_INF), 0);
  }
}

TEST(BrushStrokeTest, MaskThatPaintsNothingIsAWarning) {
  GenerationJob job = square_job({{55, 75}, {185, 75}});
  job.brushes[0].mask = media::Image(kSize);
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 13U);
  ASSERT_EQ(report.warnings.size(), 1U);
  EXPECT_TRUE(test::same(frames.back(), *job.first_frame));
}

TEST(BrushStrokeTest, RefusesAPathOfOnePointAndAMissingFirstFrame) {
  Frames sink;
  const auto short_path = follow_brushes(square_job({{55, 75}}), sink, sink, {});
  ASSERT_FALSE(short_path);
  EXPECT_EQ(short_path.error().code, ErrorCode::invalid_argument);
  GenerationJob job = square_job({{55, 75}, {60, 75}});
  job.first_frame.reset();
  const auto no_picture = follow_brushes(job, sink, sink, {});
  ASSERT_FALSE(no_picture);
  EXPECT_EQ(no_picture.error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace kirin::engine::motion
