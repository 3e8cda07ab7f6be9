// First and last frame as windows onto one photograph: the windows between them are the truth.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/motion/camera/camera_plan.h"
#include "engine/motion/imaging/picture.h"
#include "quality/encoded.h"
#include "quality/measures.h"
#include "quality/photos.h"
#include "quality/table.h"

namespace kirin::quality {
namespace {

using engine::motion::as_mat;

constexpr media::Size kSize{640, 360};
constexpr int kParts = 4;  // times 1/4, 1/2, 3/4

/// A camera's way over a photograph; see window().
struct Way {
  const char* name;
  const char* photo;
  double x[2];
  double y[2];
  double width[2];
  double angle[2];
};

void PrintTo(const Way& way, std::ostream* out) { *out << way.name; }

media::Image on_the_way(const Way& way, double share) {
  // A zoom at constant speed multiplies the width by the same factor each moment; the middle goes
  // with it so that the fixed point stays one.
  const double ratio = way.width[1] / way.width[0];
  const double width = way.width[0] * std::pow(ratio, share);
  const double gone =
      std::abs(ratio - 1) < 1e-6 ? share : (std::pow(ratio, share) - 1) / (ratio - 1);
  const auto along = [&](const double* ends, double by) {
    return ends[0] + (ends[1] - ends[0]) * by;
  };
  return window(way.photo, kSize, along(way.x, gone), along(way.y, gone), width,
                along(way.angle, share));
}

class Between : public testing::TestWithParam<Way> {};

TEST_P(Between, FramesAreNearerToTheTruthThanOthers) {
  const Way& way = GetParam();
  engine::GenerationJob job;
  job.size = kSize;
  job.threads = 2;
  job.seed = 1;
  job.first_frame = on_the_way(way, 0);
  job.last_frame = on_the_way(way, 1);
  constexpr int kFrames = 121;
  std::vector<int> frames;  // those whose eased time is nearest to the times of the others
  std::vector<double> shares;
  for (int part = 1; part < kParts; ++part) {
    int nearest = 0;
    const auto time = [](int i) { return engine::motion::eased(i / (kFrames - 1.0)); };
    for (int i = 0; i < kFrames; ++i) {
      if (std::abs(time(i) - 1.0 * part / kParts) < std::abs(time(nearest) - 1.0 * part / kParts)) {
        nearest = i;
      }
    }
    frames.push_back(nearest);
    shares.push_back(time(nearest));
  }
  engine::GenerationReport report;
  const LumaFrames ours = clip_of(job, kFrames / 24.0, 24, frames, &report);
  ASSERT_EQ(ours.colour.size(), frames.size());
  EXPECT_EQ(report.facts["join"], "interpolation");
  const auto others = minterpolated(as_mat(*job.first_frame), as_mat(*job.last_frame), kParts);
  ASSERT_EQ(others.size(), frames.size());
  double gain_over_fade = 0;
  double gain_over_other = 0;
  double mean = 0;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const media::Image truth = on_the_way(way, shares[i]);
    const media::Image linear_truth = on_the_way(way, (static_cast<double>(i) + 1) / kParts);
    cv::Mat fade;
    cv::addWeighted(as_mat(*job.first_frame), 1 - shares[i], as_mat(*job.last_frame), shares[i], 0,
                    fade);
    const double own = psnr(ours.colour[i], as_mat(truth));
    mean += own / static_cast<double>(frames.size());
    gain_over_fade += (own - psnr(fade, as_mat(truth))) / static_cast<double>(frames.size());
    gain_over_other +=
        (own - psnr(others[i], as_mat(linear_truth))) / static_cast<double>(frames.size());
  }
  check(
      {"first–last: frames between, PSNR to the truth", way.name, mean, Limit::at_least, 0, "dB"});
  check({"first–last: gain over a cross-fade", way.name, gain_over_fade, Limit::at_least, 3, "dB"});
  check({"first–last: gain over ffmpeg minterpolate", way.name, gain_over_other, Limit::at_least, 0,
         "dB"});
}

INSTANTIATE_TEST_SUITE_P(
    Ways, Between,
    testing::Values(
        Way{"stream, pan", "stream", {0.42, 0.50}, {0.5, 0.5}, {0.6, 0.6}, {0, 0}},
        Way{"mountains, zoom", "mountains", {0.5, 0.52}, {0.5, 0.48}, {0.8, 0.6}, {0, 0}},
        Way{"meadow, turn and pan", "meadow", {0.48, 0.53}, {0.5, 0.5}, {0.6, 0.62}, {0, 0.08}},
        Way{"dandelion, pull out", "dandelion", {0.35, 0.45}, {0.5, 0.5}, {0.5, 0.75}, {0, 0}},
        Way{"pagoda, tilt", "pagoda", {0.5, 0.5}, {0.45, 0.55}, {0.7, 0.7}, {0, 0}},
        Way{"coffee, large zoom", "coffee", {0.5, 0.5}, {0.5, 0.5}, {0.9, 0.5}, {0, 0}}));

TEST(Between, MovingThingBeforeAGroundIsNotDoubled) {
  // A flower glides over the mountains: the truth is the same at the place between.
  const media::Image ground = photo("mountains", kSize);
  const media::Image thing = window("flower", {160, 160}, 0.5, 0.52, 0.36);
  const auto with_thing = [&](double x, double y) {
    media::Image picture(kSize);
    as_mat(ground).copyTo(as_mat(picture));
    for (int dy = 0; dy < 160; ++dy) {
      for (int dx = 0; dx < 160; ++dx) {
        if (std::hypot(dx - 80, dy - 80) < 74) {
          std::copy_n(thing.row(dy) + 3 * dx, 3,
                      picture.row(static_cast<int>(y) + dy) + 3 * (static_cast<int>(x) + dx));
        }
      }
    }
    return picture;
  };
  engine::GenerationJob job;
  job.size = kSize;
  job.threads = 2;
  job.seed = 1;
  job.first_frame = with_thing(180, 110);
  job.last_frame = with_thing(260, 90);
  const LumaFrames ours = clip_of(job, 121 / 24.0, 24, {60});
  ASSERT_EQ(ours.colour.size(), 1U);
  const media::Image truth = with_thing(220, 100);
  cv::Mat fade;
  cv::addWeighted(as_mat(*job.first_frame), 0.5, as_mat(*job.last_frame), 0.5, 0, fade);
  const auto others = minterpolated(as_mat(*job.first_frame), as_mat(*job.last_frame), 2);
  ASSERT_EQ(others.size(), 1U);
  const double own = psnr(ours.colour[0], as_mat(truth));
  check({"first–last: gain over a cross-fade", "flower before mountains",
         own - psnr(fade, as_mat(truth)), Limit::at_least, 3, "dB"});
  check({"first–last: gain over ffmpeg minterpolate", "flower before mountains",
         own - psnr(others[0], as_mat(truth)), Limit::at_least, 0, "dB"});
}

TEST(Between, UnrelatedPicturesAreNotForcedOntoEachOther) {
  engine::GenerationJob job;
  job.size = kSize;
  job.threads = 2;
  job.first_frame = photo("mountains", kSize);
  job.last_frame = photo("cat", kSize);
  engine::GenerationReport report;
  clip_of(job, 1, 24, {}, &report);
  EXPECT_EQ(report.facts["join"], "transition");
}

}  // namespace
}  // namespace kirin::quality
