// What must not be seen: jitter, jumps, borders that are not the picture.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/motion/imaging/picture.h"
#include "quality/measures.h"
#include "quality/photos.h"
#include "quality/table.h"

namespace kirin::quality {
namespace {

using engine::motion::as_mat;

engine::GenerationJob job_of(media::Size size, const char* prompt) {
  engine::GenerationJob job;
  job.size = size;
  job.threads = 2;
  job.seed = 1;
  job.prompt = prompt;
  return job;
}

class Steadiness : public testing::TestWithParam<const char*> {};

TEST_P(Steadiness, PointsMoveAtSmoothSpeeds) {
  engine::GenerationJob job = job_of({1280, 720}, "slow push in, no wind");
  job.first_frame = photo(GetParam(), job.size);
  const LumaFrames clip = clip_of(job, 5, 24);
  check({"point-velocity jitter", GetParam(), velocity_jitter(clip.luma, 40, 60), Limit::at_most,
         0.05, "px/frame"});
}

INSTANTIATE_TEST_SUITE_P(Photos, Steadiness,
                         testing::Values("stream", "mountains", "motorcycle", "cat", "pagoda"));

/// The largest difference between two frames as a multiple of the median one.
double jump_of(const LumaFrames& clip) {
  std::vector<double> differences = frame_differences(clip.luma);
  const double largest = *std::max_element(differences.begin(), differences.end());
  const auto middle = differences.begin() + static_cast<std::ptrdiff_t>(differences.size() / 2);
  std::nth_element(differences.begin(), middle, differences.end());
  return largest / std::max(*middle, 0.05);
}

constexpr media::Size kSmall{640, 360};
const char* const kJump = "largest frame difference over the median";

TEST(Jumps, CameraMoves) {
  for (const auto& [name, prompt] :
       {std::pair{"sunset", ""}, std::pair{"stream", "the water flows, static camera"},
        std::pair{"room", "slowly push in, then pan left"}, std::pair{"dogs", "handheld footage"},
        std::pair{"mountains", "orbit right, snow is falling"}}) {
    engine::GenerationJob job = job_of(kSmall, prompt);
    job.first_frame = photo(name, kSmall);
    check({kJump, std::string{name} + ": " + (*prompt == 0 ? "(no prompt)" : prompt),
           jump_of(clip_of(job, 5, 24)), Limit::at_most, 4, ""});
  }
}

TEST(Jumps, FirstToLast) {
  engine::GenerationJob job = job_of(kSmall, "");
  job.first_frame = photo("motorcycle", kSmall);
  job.last_frame = photo("motorcycle, other eye", kSmall);
  check({kJump, "first–last, two eyes", jump_of(clip_of(job, 5, 24)), Limit::at_most, 4, ""});
  job.first_frame = photo("mountains", kSmall);
  job.last_frame = photo("coffee", kSmall);
  check({kJump, "first–last, mountains to coffee", jump_of(clip_of(job, 5, 24)), Limit::at_most, 4,
         ""});
}

TEST(Jumps, SeveralImages) {
  engine::GenerationJob job = job_of(kSmall, "a flower and a cat in front of the mountains");
  for (const char* name : {"flower", "cat", "mountains"}) {
    job.references.push_back({photo(name, {960, 720})});
  }
  check({kJump, "flower, cat and mountains", jump_of(clip_of(job, 5, 24)), Limit::at_most, 4, ""});
}

/// A picture whose colours are its places: red from left to right, green from top to bottom, blue
/// the same everywhere.
media::Image places(media::Size size) {
  media::Image picture(size);
  for (int y = 0; y < size.height; ++y) {
    for (int x = 0; x < size.width; ++x) {
      std::uint8_t* pixel = picture.row(y) + 3 * x;
      pixel[0] = static_cast<std::uint8_t>(28 + 200 * x / size.width);
      pixel[1] = static_cast<std::uint8_t>(28 + 200 * y / size.height);
      pixel[2] = 128;
    }
  }
  return picture;
}

/// How far the values of a frame's outermost pixels are from any the picture has, and how far they
/// turn back along an edge (a mirrored or repeated border does): in code values.
double invented(const cv::Mat& frame) {
  double worst = 0;
  const auto look = [&](const cv::Mat& edge, int along) {
    int furthest = 0;
    for (int i = 0; i < static_cast<int>(edge.total()); ++i) {
      const auto& pixel = edge.at<cv::Vec3b>(i);
      for (int c = 0; c < 2; ++c) {
        worst = std::max({worst, 28.0 - pixel[c], pixel[c] - 228.0});
      }
      worst = std::max(worst, std::abs(pixel[2] - 128.0));
      worst = std::max(worst, static_cast<double>(furthest - pixel[along]));
      furthest = std::max(furthest, static_cast<int>(pixel[along]));
    }
  };
  look(frame.row(0).clone(), 0);
  look(frame.row(frame.rows - 1).clone(), 0);
  look(frame.col(0).clone(), 1);
  look(frame.col(frame.cols - 1).clone(), 1);
  return worst;
}

TEST(Borders, AreThePicture) {
  for (const char* prompt :
       {"", "zoom in", "zoom out", "pull out", "pan left", "pan right, fast", "tilt up",
        "tilt down", "truck left", "pedestal up", "orbit right", "roll left", "handheld footage",
        "dolly zoom", "push in, then pan left", "crane up and tilt down"}) {
    engine::GenerationJob job = job_of({320, 180}, prompt);
    job.prompt_strength = 1;
    job.first_frame = places(job.size);
    std::vector<int> all;
    for (int i = 0; i < 48; ++i) {
      all.push_back(i);
    }
    double worst = 0;
    for (const cv::Mat& frame : clip_of(job, 2, 24, all).colour) {
      worst = std::max(worst, invented(frame));
    }
    check({"border pixels that are not the picture's", *prompt == 0 ? "(no prompt)" : prompt, worst,
           Limit::at_most, 3, "code values"});
  }
}

}  // namespace
}  // namespace kirin::quality
