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

TEST(BrushStrokeTest, FramesDoNotDependOnTheNumberOfThreads) {
  GenerationJob job = square_job({{55, 75}, {120, 90}, {185, 60}});
  job.threads = 1;
  const auto alone = test::generated(job);
  job.threads = 3;
  const auto together = test::generated(job);
  ASSERT_EQ(alone.size(), 13U);
  ASSERT_EQ(together.size(), 13U);
  for (std::size_t i = 0; i < alone.size(); ++i) {
    EXPECT_TRUE(test::same(alone[i], together[i])) << i;
  }
}

/// Six red squares in a row, each with its mask; odd ones go down, even ones up.
GenerationJob six_squares() {
  GenerationJob job = small_job({480, 272}, 49);
  job.first_frame = test::textured(job.size, 4);
  for (int y = 0; y < job.size.height; ++y) {
    for (int x = 0; x < job.size.width; ++x) {
      job.first_frame->row(y)[3 * x] /= 3;
    }
  }
  for (int i = 0; i < 6; ++i) {
    const int left = 30 + 75 * i;
    test::fill(*job.first_frame, left, 120, left + 30, 150, 250, 10, 20);
    media::Image mask(job.size);
    test::fill(mask, left - 3, 117, left + 33, 153, 255, 255, 255);
    const double down = i % 2 == 0 ? -60 : 60;
    job.brushes.push_back({std::move(mask), {{left + 15.0, 135}, {left + 15.0, 135 + down}}});
  }
  return job;
}

TEST(BrushStrokeTest, SixBrushesGoTheirOwnWays) {
  const auto frames = test::generated(six_squares());
  ASSERT_EQ(frames.size(), 49U);
  for (int i = 0; i < 6; ++i) {
    media::Image part({60, 272});
    for (int y = 0; y < 272; ++y) {
      const std::uint8_t* from = frames.back().row(y) + 3 * (15 + 75 * i);
      std::copy(from, from + 3 * 60, part.row(y));
    }
    const Blob blob = red_blob(part);
    EXPECT_NEAR(blob.y, 134.5 + (i % 2 == 0 ? -60 : 60), 1) << i;
    EXPECT_NEAR(blob.x, 29.5, 1) << i;
    EXPECT_NEAR(blob.area, 900, 70) << i;
  }
}

TEST(BrushStrokeTest, AThingMayLeaveTheFrame) {
  const auto frames = test::generated(square_job({{55, 75}, {-300, 75}}));
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_EQ(red_blob(frames.back()).area, 0);
}

TEST(BrushStrokeTest, AThingCutOffByTheBorderStaysWithIt) {
  // A post that stands on the lower border and rises: nothing may show below it.
  GenerationJob job = small_job(kSize, 49);
  job.first_frame = test::textured(kSize, 4);
  for (int y = 0; y < kSize.height; ++y) {
    for (int x = 0; x < kSize.width; ++x) {
      job.first_frame->row(y)[3 * x] /= 3;
    }
  }
  test::fill(*job.first_frame, 110, 60, 150, 144, 250, 10, 20);
  media::Image mask(kSize);
  test::fill(mask, 107, 57, 153, 144, 255, 255, 255);
  job.brushes.push_back({std::move(mask), {{130, 100}, {130, 80}}});
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 49U);
  const std::uint8_t* bottom = frames.back().row(kSize.height - 1) + 3 * 130;
  EXPECT_GT(bottom[0], 200);
  EXPECT_LT(bottom[1], 60);
  EXPECT_GT(frames.back().row(45)[3 * 130], 200);  // and its top is 20 pixels higher
}

TEST(BrushStrokeTest, TheWholePictureMovesWithoutABorder) {
  GenerationJob job = small_job(kSize, 25);
  job.first_frame = test::textured(kSize, 4);
  media::Image mask(kSize);
  test::fill(mask, 0, 0, 256, 144, 255, 255, 255);
  job.brushes.push_back({std::move(mask), {{128, 72}, {148, 72}}});
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 25U);
  EXPECT_TRUE(test::same(frames.front(), *job.first_frame));
  const cv::Mat last = as_mat(frames.back());
  const cv::Mat first = as_mat(*job.first_frame);
  EXPECT_LT(
      cv::norm(last(cv::Rect(120, 40, 60, 60)), first(cv::Rect(100, 40, 60, 60)), cv::NORM_INF), 4);
  EXPECT_LT(cv::norm(last.col(0), first.col(0), cv::NORM_INF), 4);  // stretched to the border
}

TEST(BrushStrokeTest, WhatStandsLowerPassesInFront) {
  // A green square higher up passes behind the red one, which rests.
  GenerationJob job = square_job({{55, 75}, {55, 75}});
  job.frame_count = 49;
  test::fill(*job.first_frame, 160, 45, 190, 75, 20, 230, 20);
  media::Image mask(kSize);
  test::fill(mask, 157, 42, 193, 78, 255, 255, 255);
  job.brushes.push_back({std::move(mask), {{175, 60}, {60, 62}}});
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 49U);
  // At the end the green one covers 45..75 across and 47..77 down; the red one 40..70, 60..90.
  const std::uint8_t* shared = frames.back().row(70) + 3 * 55;
  EXPECT_GT(shared[0], 200);
  EXPECT_LT(shared[1], 60);
  const std::uint8_t* above = frames.back().row(53) + 3 * 60;
  EXPECT_GT(above[1], 190);
  EXPECT_LT(above[0], 90);
}

TEST(BrushStrokeTest, APartOfSomethingLargerBends) {
  // The upper end of a long post, painted alone and moved a little.
  GenerationJob job = small_job({480, 272}, 25);
  job.first_frame = test::textured(job.size, 4);
  for (int y = 0; y < job.size.height; ++y) {
    for (int x = 0; x < job.size.width; ++x) {
      job.first_frame->row(y)[3 * x] /= 3;
    }
  }
  test::fill(*job.first_frame, 215, 60, 265, 272, 250, 10, 20);
  media::Image mask(job.size);
  test::fill(mask, 205, 50, 275, 140, 255, 255, 255);
  job.brushes.push_back({std::move(mask), {{240, 95}, {258, 95}}});
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 25U);
  EXPECT_EQ(report.facts["strokes"].as_array().at(0).as_string(), "bent");
  EXPECT_GT(report.facts["fold"].to_number<double>(), 0);
  EXPECT_LT(report.facts["fold"].to_number<double>(), 1);
  // Red all the way down, in one piece, from where the top now is to where the foot still is.
  for (int y = 70; y < 268; ++y) {
    const std::uint8_t* row = frames.back().row(y);
    int red = 0;
    for (int x = 200; x < 300; ++x) {
      red += row[3 * x] > 180 && row[3 * x + 1] < 90 ? 1 : 0;
    }
    EXPECT_NEAR(red, 50, 5) << y;
  }
  EXPECT_GT(frames.back().row(95)[3 * 280], 180);
  EXPECT_LT(frames.back().row(265)[3 * 280], 130);
}

/// Mean second difference along rows within `place`: how crisp its texture is.
double crispness(const media::Image& frame, cv::Rect place) {
  double sum = 0;
  for (int y = place.y; y < place.br().y; ++y) {
    const std::uint8_t* row = frame.row(y) + 1;
    for (int x = place.x; x < place.br().x; ++x) {
      sum += std::abs(row[3 * x - 3] - 2 * row[3 * x] + row[3 * x + 3]);
    }
  }
  return sum / place.area();
}

TEST(BrushStrokeTest, SlowMotionDoesNotShimmer) {
  // A textured disc on a grey ground creeps a third of a pixel a frame.
  GenerationJob job = small_job({480, 272}, 49);
  job.first_frame = media::Image({480, 272});
  media::Image mask({480, 272});
  cv::Mat picture = as_mat(*job.first_frame);
  cv::Mat painted = as_mat(mask);
  picture.setTo(cv::Scalar(120, 120, 120));
  cv::Mat noise(272, 480, CV_8UC3);
  cv::RNG dice(7);
  dice.fill(noise, cv::RNG::UNIFORM, 30, 220);
  cv::GaussianBlur(noise, noise, {}, 0.7);
  cv::Mat disc = cv::Mat::zeros(272, 480, CV_8U);
  cv::circle(disc, {200, 136}, 60, 255, cv::FILLED);
  noise.copyTo(picture, disc);
  painted.setTo(cv::Scalar::all(255), disc);
  job.brushes.push_back({std::move(mask), {{200, 136}, {212, 136}}});
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 49U);
  double least = 1e9;
  double most = 0;
  for (std::size_t i = 24; i < 40; ++i) {
    const double crisp = crispness(frames[i], {190, 110, 30, 50});
    least = std::min(least, crisp);
    most = std::max(most, crisp);
  }
  EXPECT_LT(most / least, 1.15);
  EXPECT_GT(least, 5);
}

TEST(BrushStrokeTest, OddMasksAndWildPathsMakeAClip) {
  for (const media::Size size : {media::Size{16, 16}, {30, 200}}) {
    for (const int frames : {1, 5}) {
      GenerationJob job = small_job(size, frames);
      job.first_frame = test::textured({size.width * 2, size.height * 2}, 3);
      const double w = size.width * 2;
      const double h = size.height * 2;
      const std::vector<std::vector<Point>> paths = {
          {{0, 0}, {w, h}},
          {{w / 2, h / 2}, {1e9, -1e9}},
          {{w / 2, h / 2}, {w / 2, h / 2}},
          {{-5 * w, 0}, {5 * w, h}, {-5 * w, h}, {w, -h}},
          {{1, 1}, {1.001, 1}, {1, 1.001}, {w / 3, h / 3}, {1, 1}},
          {{w, h}, {w - 1, h - 2}}};
      for (std::size_t i = 0; i < paths.size(); ++i) {
        media::Image mask({size.width, size.height});
        const int k = static_cast<int>(i);
        test::fill(mask, k * size.width / 8, k * size.height / 9,
                   std::min(size.width, k * size.width / 8 + 1 + k * size.width / 5),
                   std::min(size.height, k * size.height / 9 + 1 + k * size.height / 4), 255, 255,
                   255);
        job.brushes.push_back({std::move(mask), paths[i]});
      }
      EXPECT_EQ(test::generated(job).size(), static_cast<std::size_t>(frames))
          << size.width << "x" << size.height;
    }
  }
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
