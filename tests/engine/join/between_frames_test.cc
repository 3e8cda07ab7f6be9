#include "engine/motion/join/between_frames.h"

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace kirin::engine::motion
