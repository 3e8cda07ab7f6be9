#include "engine/motion/join/between_frames.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>
#include <vector>

#include "engine/motion/imaging/picture.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

using test::small_job;
using test::textured;

constexpr media::Size kSize{320, 180};

media::Image cross_fade(const media::Image& a, const media::Image& b) {
  media::Image mixed(a.size());
  for (int y = 0; y < a.size().height; ++y) {
    for (int i = 0; i < a.size().width * 3; ++i) {
      mixed.row(y)[i] = static_cast<std::uint8_t>((a.row(y)[i] + b.row(y)[i] + 1) / 2);
    }
  }
  return mixed;
}

TEST(BetweenFramesTest, EndsAreExact) {
  for (const unsigned other : {7U, 8U}) {
    GenerationJob job = small_job(kSize, 9);
    job.first_frame = textured(kSize, 7);
    job.last_frame = textured(kSize, other, 24, 6);
    const auto frames = test::generated(job);
    ASSERT_EQ(frames.size(), 9U);
    EXPECT_TRUE(test::same(frames.front(), *job.first_frame));
    EXPECT_TRUE(test::same(frames.back(), *job.last_frame));
  }
}

TEST(BetweenFramesTest, RelatedPicturesAreInterpolatedAlongTheirMotion) {
  GenerationJob job = small_job(kSize, 9);
  job.first_frame = textured(kSize, 7);
  job.last_frame = textured(kSize, 7, 30, 10);
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 9U);
  EXPECT_EQ(report.facts.at("join"), "interpolation");
  const media::Image truth = textured(kSize, 7, 15, 5);
  const double ours = test::psnr(frames[4], truth);
  EXPECT_GT(ours, 30);
  EXPECT_GT(ours, test::psnr(cross_fade(*job.first_frame, *job.last_frame), truth) + 8);
}

TEST(BetweenFramesTest, ZoomBetweenPicturesIsFollowed) {
  GenerationJob job = small_job(kSize, 9);
  job.first_frame = textured(kSize, 7);
  job.last_frame = textured(kSize, 7, 0, 0, 1.3);
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 9U);
  EXPECT_GT(test::psnr(frames[4], textured(kSize, 7, 0, 0, std::sqrt(1.3))), 28);
}

TEST(BetweenFramesTest, UnrelatedPicturesPassByACameraMoveNotAFade) {
  GenerationJob job = small_job(kSize, 25);
  job.first_frame = media::Image(kSize);
  job.last_frame = media::Image(kSize);
  test::fill(*job.first_frame, 0, 0, 320, 180, 220, 30, 30);
  test::fill(*job.last_frame, 0, 0, 320, 180, 30, 30, 220);
  GenerationReport report;
  const auto frames = test::generated(job, &report);
  ASSERT_EQ(frames.size(), 25U);
  EXPECT_EQ(report.facts.at("join"), "transition");
  // In the middle most places show one of the two, not a mix, though each has come nearer to the
  // other's colour.
  int pure = 0;
  int red = 0;
  for (int y = 0; y < kSize.height; ++y) {
    for (int x = 0; x < kSize.width; ++x) {
      const int value = frames[12].row(y)[3 * x];
      pure += value < 100 || value > 150 ? 1 : 0;
      red += value > 125 ? 1 : 0;
    }
  }
  const double all = kSize.width * kSize.height;
  EXPECT_GT(pure / all, 0.6);
  EXPECT_GT(red / all, 0.15);
  EXPECT_LT(red / all, 0.85);
}

TEST(BetweenFramesTest, UnrelatedTexturesAreRecognisedAsSuch) {
  GenerationJob job = small_job(kSize, 5);
  job.first_frame = textured(kSize, 7);
  job.last_frame = textured(kSize, 8);
  GenerationReport report;
  test::generated(job, &report);
  EXPECT_EQ(report.facts.at("join"), "transition");
}

GenerationJob job_between(const media::Image& first, const media::Image& last, int frames = 9) {
  GenerationJob job = small_job(first.size(), frames);
  job.first_frame = first;
  job.last_frame = last;
  return job;
}

media::Image turned(unsigned seed, double degrees) {
  const media::Image wide = textured({560, 440}, seed);
  const cv::Mat turn = cv::getRotationMatrix2D({280, 220}, degrees, 1);
  cv::Mat all;
  cv::warpAffine(motion::as_mat(wide), all, turn, {560, 440}, cv::INTER_CUBIC);
  media::Image window(kSize);
  all(cv::Rect(120, 130, kSize.width, kSize.height)).copyTo(motion::as_mat(window));
  return window;
}

TEST(BetweenFramesTest, ATurnIsFollowed) {
  const media::Image first = turned(7, -6);
  const media::Image last = turned(7, 6);
  const auto frames = test::generated(job_between(first, last));
  ASSERT_EQ(frames.size(), 9U);
  const media::Image truth = turned(7, 0);
  EXPECT_GT(test::psnr(frames[4], truth), test::psnr(cross_fade(first, last), truth) + 8);
}

/// A textured square before a textured ground that pans.
media::Image with_square(double pan, int x, int y) {
  media::Image image = textured({480, 270}, 7, pan, 0);
  const media::Image square = textured({90, 90}, 9);
  motion::as_mat(square).copyTo(motion::as_mat(image)(cv::Rect(x, y, 90, 90)));
  return image;
}

TEST(BetweenFramesTest, AnObjectTravelsInOnePiece) {
  const media::Image first = with_square(0, 60, 70);
  const media::Image last = with_square(20, 260, 110);
  const auto frames = test::generated(job_between(first, last));
  ASSERT_EQ(frames.size(), 9U);
  const media::Image truth = with_square(10, 160, 90);
  const double ours = test::psnr(frames[4], truth);
  EXPECT_GT(ours, test::psnr(cross_fade(first, last), truth) + 6);
  EXPECT_GT(ours, 24);
}

TEST(BetweenFramesTest, SwappingThePicturesRunsTheClipBackwards) {
  const media::Image first = textured(kSize, 7);
  const media::Image last = textured(kSize, 7, 30, 10, 1.15);
  const auto there = test::generated(job_between(first, last));
  const auto back = test::generated(job_between(last, first));
  ASSERT_EQ(there.size(), back.size());
  for (std::size_t i = 0; i < there.size(); ++i) {
    EXPECT_GT(test::psnr(there[i], back[back.size() - 1 - i]), 36) << i;
  }
}

double mean_level(const media::Image& image) {
  double sum = 0;
  for (int y = 0; y < image.size().height; ++y) {
    for (int i = 0; i < image.size().width * 3; ++i) {
      sum += image.row(y)[i];
    }
  }
  return sum / (3.0 * image.size().width * image.size().height);
}

TEST(BetweenFramesTest, AnotherExposureIsReachedEvenly) {
  const media::Image first = textured(kSize, 7);
  media::Image last = textured(kSize, 7, 40, 0);
  cv::Mat darker = motion::as_mat(last);
  darker.convertTo(darker, -1, 0.55, 0);
  GenerationReport report;
  const auto frames = test::generated(job_between(first, last, 17), &report);
  ASSERT_EQ(frames.size(), 17U);
  EXPECT_EQ(report.facts.at("join"), "interpolation");
  double before = mean_level(frames[0]) + 0.5;
  for (const media::Image& frame : frames) {
    EXPECT_LT(mean_level(frame), before + 0.5);
    before = mean_level(frame);
  }
  // No step in light at the edge of what the pan uncovers: columns beside it are equally bright.
  const media::Image& middle = frames[8];
  const auto level = [&](int x0, int x1) {
    double sum = 0;
    for (int y = 0; y < kSize.height; ++y) {
      for (int x = x0; x < x1; ++x) {
        sum += middle.row(y)[3 * x + 1];
      }
    }
    return sum / ((x1 - x0) * kSize.height);
  };
  media::Image truth = textured(kSize, 7, 20, 0);
  cv::Mat scaled = motion::as_mat(truth);
  scaled.convertTo(scaled, -1, (1 + 0.55) / 2, 0);
  for (const int x : {0, 280, 300}) {
    double expected = 0;
    for (int y = 0; y < kSize.height; ++y) {
      for (int i = x; i < x + 20; ++i) {
        expected += truth.row(y)[3 * i + 1];
      }
    }
    EXPECT_NEAR(level(x, x + 20), expected / (20 * kSize.height), 6) << x;
  }
}

TEST(BetweenFramesTest, NoFrameJumps) {
  for (const bool is_related : {true, false}) {
    const auto frames = test::generated(
        job_between(textured(kSize, 7), textured(kSize, is_related ? 7 : 8, 24, 6, 1.1), 49));
    ASSERT_EQ(frames.size(), 49U);
    std::vector<double> differences;
    for (std::size_t i = 1; i < frames.size(); ++i) {
      differences.push_back(std::pow(10, -test::psnr(frames[i - 1], frames[i]) / 20));
    }
    std::vector<double> sorted = differences;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_LT(sorted.back(), 4 * sorted[sorted.size() / 2]) << is_related;
  }
}

TEST(BetweenFramesTest, TheLastPictureMayHaveAnotherShape) {
  GenerationReport report;
  const media::Image tall = textured({320, 560}, 7, 0, 150);
  const auto frames = test::generated(job_between(textured(kSize, 7, 20, 0), tall), &report);
  ASSERT_EQ(frames.size(), 9U);
  EXPECT_EQ(report.facts.at("join"), "interpolation");
  EXPECT_EQ(report.facts.at("last_frame_crop"), "same place");
  EXPECT_GT(test::psnr(frames[8], textured(kSize, 7)), 40);
}

TEST(BetweenFramesTest, TenSecondsLingerOnBothPictures) {
  const auto likeness = [](int frames) {
    GenerationReport report;
    const auto clip = test::generated(
        job_between(textured(kSize, 7), textured(kSize, 7, 60, 0), frames), &report);
    EXPECT_EQ(report.facts.at("join"), "interpolation");
    return test::psnr(clip[static_cast<std::size_t>(frames / 5)], clip[0]);
  };
  EXPECT_GT(likeness(240), likeness(120) + 2);  // at a fifth of the clip still nearly there
}

TEST(BetweenFramesTest, ThePromptChoosesTheTransition) {
  for (const auto& [prompt, style] :
       {std::pair{"", "push through"}, std::pair{"whip pan left", "whip pan"},
        std::pair{"a wipe", "wipe"}, std::pair{"camera pans right", "camera move"},
        std::pair{"morph", "morph"}, std::pair{"fade to black", "dip"}}) {
    GenerationJob job = job_between(textured(kSize, 7), textured(kSize, 8), 5);
    job.prompt = prompt;
    GenerationReport report;
    EXPECT_EQ(test::generated(job, &report).size(), 5U);
    EXPECT_EQ(report.facts.at("transition"), style) << prompt;
  }
}

TEST(BetweenFramesTest, ADipIsBlackInTheMiddle) {
  GenerationJob job = job_between(textured(kSize, 7), textured(kSize, 8), 9);
  job.prompt = "fade to black";
  const auto frames = test::generated(job);
  ASSERT_EQ(frames.size(), 9U);
  EXPECT_LT(mean_level(frames[4]), 2);
  EXPECT_GT(mean_level(frames[1]), 60);
}

TEST(BetweenFramesTest, FramesDoNotDependOnTheNumberOfThreads) {
  for (const unsigned other : {7U, 8U}) {
    GenerationJob job = job_between(textured(kSize, 7), textured(kSize, other, 20, 0), 7);
    job.threads = 1;
    const auto alone = test::generated(job);
    job.threads = 3;
    const auto together = test::generated(job);
    ASSERT_EQ(alone.size(), together.size());
    for (std::size_t i = 0; i < alone.size(); ++i) {
      EXPECT_TRUE(test::same(alone[i], together[i]));
    }
  }
}

TEST(BetweenFramesTest, SmallAndSlenderPicturesAreJoinedToo) {
  for (const media::Size size : {media::Size{16, 16}, media::Size{64, 16}, media::Size{16, 128}}) {
    for (const media::Size given :
         {media::Size{3, 3}, media::Size{40, 700}, media::Size{900, 60}}) {
      GenerationJob job = small_job(size, 4);
      job.first_frame = textured(given, 7);
      job.last_frame = textured({given.height, given.width}, 7);
      EXPECT_EQ(test::generated(job).size(), 4U) << size.width << ' ' << given.width;
    }
  }
}

}  // namespace
}  // namespace kirin::engine::motion
