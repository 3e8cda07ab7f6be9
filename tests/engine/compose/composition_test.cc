#include "engine/motion/compose/composition.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "engine/motion/compose/panel_layout.h"
#include "engine/motion/imaging/picture.h"
#include "engine/motion/understanding/subject.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

using test::small_job;

/// A busy picture dominated by one hue of HSV.
media::Image hued(media::Size size, int hue) {
  media::Image image(size);
  cv::Mat hsv(size.height, size.width, CV_8UC3);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      hsv.at<cv::Vec3b>(y, x) =
          cv::Vec3b(static_cast<std::uint8_t>(hue), 220,
                    static_cast<std::uint8_t>((x / 8 + y / 8) % 2 == 0 ? 240 : 120));
    }
  }
  cv::cvtColor(hsv, as_mat(image), cv::COLOR_HSV2RGB);
  return image;
}

double share_of_hue(const media::Image& frame, int hue) {
  cv::Mat hsv;
  cv::cvtColor(as_mat(frame), hsv, cv::COLOR_RGB2HSV);
  cv::Mat found;
  cv::inRange(hsv, cv::Scalar(hue - 8, 120, 90), cv::Scalar(hue + 8, 255, 255), found);
  return static_cast<double>(cv::countNonZero(found)) / static_cast<double>(found.total());
}

TEST(CompositionTest, EveryReferenceIsVisibleMostOfTheTime) {
  for (const media::Size size :
       {media::Size{256, 144}, media::Size{144, 256}, media::Size{160, 160}}) {
    for (int count = 2; count <= 4; ++count) {
      GenerationJob job = small_job(size, 11);
      const int hues[] = {10, 55, 100, 145};
      for (int i = 0; i < count; ++i) {
        job.references.push_back(
            hued(i % 2 == 0 ? media::Size{120, 90} : media::Size{90, 120}, hues[i]));
      }
      const auto frames = test::generated(job);
      ASSERT_EQ(frames.size(), 11U);
      for (std::size_t f = 3; f < frames.size(); ++f) {
        for (int i = 0; i < count; ++i) {
          EXPECT_GT(share_of_hue(frames[f], hues[i]), 0.02)
              << size.width << " " << count << " " << i << " frame " << f;
        }
      }
    }
  }
}

TEST(CompositionTest, OneReferenceOfTheClipsShapeFillsTheFrame) {
  GenerationJob job = small_job();
  job.references = {test::textured({256, 144}, 2)};
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_TRUE(test::same(frames.front(), job.references[0]));
}

TEST(CompositionTest, SceneMoves) {
  GenerationJob job = small_job();
  job.references = {hued({120, 90}, 10), hued({90, 120}, 100)};
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_LT(test::psnr(frames[5], frames[12]), 30);
}

TEST(CompositionTest, SubjectOnAPlainGroundStandsInThePhotograph) {
  GenerationJob job = small_job();
  media::Image ball({160, 160});
  test::fill(ball, 0, 0, 160, 160, 245, 245, 245);
  cv::circle(as_mat(ball), {80, 80}, 50, cv::Scalar(220, 30, 20), cv::FILLED);
  job.references = {ball, hued({256, 144}, 60)};
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 13U);
  EXPECT_EQ(report.facts.at("references"), (JsonArray{"cut out", "background"}));
  EXPECT_GT(share_of_hue(frames[8], 60), 0.3);
  cv::Mat white;
  cv::inRange(as_mat(frames[8]), cv::Scalar(235, 235, 235), cv::Scalar(255, 255, 255), white);
  EXPECT_LT(cv::countNonZero(white), 40) << "the plain ground came along";
}

TEST(SubjectTest, IsFoundOnAPlainGroundOnly) {
  media::Image ball({200, 160});
  test::fill(ball, 0, 0, 200, 160, 230, 232, 228);
  cv::circle(as_mat(ball), {100, 80}, 45, cv::Scalar(30, 90, 200), cv::FILLED);
  const auto alpha = subject_alpha(as_mat(ball));
  ASSERT_TRUE(alpha.has_value());
  EXPECT_NEAR(cv::countNonZero(*alpha > 127), 3.14159 * 45 * 45, 400);
  EXPECT_FALSE(subject_alpha(as_mat(test::textured({200, 160}, 1))).has_value());
}

void expect_apart_and_inside(const std::vector<Place>& places, media::Size frame) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    EXPECT_GT(places[i].x - places[i].width / 2, 0);
    EXPECT_LT(places[i].x + places[i].width / 2, frame.width);
    EXPECT_GT(places[i].y - places[i].height / 2, 0);
    EXPECT_LT(places[i].y + places[i].height / 2, frame.height);
    for (std::size_t k = 0; k < i; ++k) {
      const bool apart_x =
          std::abs(places[i].x - places[k].x) >= (places[i].width + places[k].width) / 2;
      const bool apart_y =
          std::abs(places[i].y - places[k].y) >= (places[i].height + places[k].height) / 2;
      EXPECT_TRUE(apart_x || apart_y);
    }
  }
}

constexpr media::Size kFrames[] = {{1280, 720}, {720, 1280}, {960, 960}};

TEST(PanelLayoutTest, KeepsShapesInsideTheFrameWithoutOverlap) {
  for (const media::Size frame : kFrames) {
    for (const std::vector<double>& aspects :
         {std::vector<double>{1.5}, {0.6, 1.7}, {1.0, 1.0, 1.0}, {0.5, 2.0, 1.0, 1.5}}) {
      std::vector<PanelShape> shapes;
      for (const double aspect : aspects) {
        shapes.push_back({aspect, 1});
      }
      const auto places = panel_layout(shapes, frame);
      ASSERT_EQ(places.size(), aspects.size());
      expect_apart_and_inside(places, frame);
      for (std::size_t i = 0; i < places.size(); ++i) {
        EXPECT_NEAR(places[i].width / places[i].height, aspects[i], 1e-9);
      }
    }
  }
}

TEST(PanelLayoutTest, ShapesGiveWayUntilTheFrameIsFull) {
  constexpr double kGive = 4.0 / 3;
  for (const media::Size frame : kFrames) {
    for (const std::vector<double>& aspects :
         {std::vector<double>{1.33, 1.78, 1.78}, {1.33, 0.67, 1.5}, {1.5, 1.5, 1.5, 1.5}}) {
      std::vector<PanelShape> shapes;
      for (const double aspect : aspects) {
        shapes.push_back({aspect, kGive});
      }
      const auto places = panel_layout(shapes, frame);
      ASSERT_EQ(places.size(), aspects.size());
      expect_apart_and_inside(places, frame);
      double area = 0;
      for (std::size_t i = 0; i < places.size(); ++i) {
        const double given = places[i].width / places[i].height / aspects[i];
        EXPECT_LE(given, kGive + 1e-9);
        EXPECT_GE(given, 1 / kGive - 1e-9);
        area += places[i].width * places[i].height;
        EXPECT_GT(places[i].width * places[i].height, 0.08 * frame.width * frame.height)
            << frame.width << " " << aspects[i];
      }
      EXPECT_GT(area, 0.52 * frame.width * frame.height) << frame.width << " " << aspects.size();
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion
