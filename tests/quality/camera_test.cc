// The camera does what the prompt asks: recovered from the frames alone.
#include <gtest/gtest.h>

#include <cmath>

#include "engine/motion/camera/camera_plan.h"
#include "quality/measures.h"
#include "quality/photos.h"
#include "quality/table.h"

namespace kirin::quality {
namespace {

constexpr media::Size kSize{640, 360};

LumaFrames filmed(const char* name, const std::string& prompt, double strength = 0.5,
                  double seconds = 5) {
  engine::GenerationJob job;
  job.size = kSize;
  job.threads = 2;
  job.seed = 1;
  job.prompt = prompt;
  job.negative_prompt = "wind, waves";  // only the camera is measured
  job.prompt_strength = strength;
  job.first_frame = photo(name, kSize);
  return clip_of(job, seconds, 24);
}

ContentMotion whole_motion(const LumaFrames& clip) {
  return content_motion(clip.luma, 0, static_cast<int>(clip.luma.size()) - 1);
}

struct Asked {
  const char* prompt;
  const char* photo;
};

void PrintTo(const Asked& asked, std::ostream* out) { *out << asked.prompt; }

class Camera : public testing::TestWithParam<Asked> {};

/// One number of a segment: what the plan intends beside what was seen.
void check_part(const std::string& subject, const char* part, double asked, double seen,
                double least) {
  if (std::abs(asked) < least) {
    return;  // this segment does not ask for it
  }
  check({"camera: share of what was asked", subject + ": " + part, 100 * seen / asked,
         Limit::at_least, 90, "%"});
}

TEST_P(Camera, DoesWhatWasAsked) {
  const auto& [prompt, photo_name] = GetParam();
  const LumaFrames clip = filmed(photo_name, prompt);
  const auto plan = engine::motion::read_camera(prompt, "wind, waves", 0.5, 1);
  const int last = static_cast<int>(clip.luma.size()) - 1;
  int number = 0;
  for (const engine::motion::ImageMotion& segment : engine::motion::asked_motion(plan)) {
    ++number;
    const ContentMotion seen =
        content_motion(clip.luma, static_cast<int>(std::lround(segment.start * last)),
                       static_cast<int>(std::lround(segment.end * last)));
    const std::string subject =
        std::string{prompt} + " (" + photo_name + ") " + std::to_string(number);
    check_part(subject, "zoom", std::log(segment.scale * segment.room), std::log(seen.scale), 0.03);
    check_part(subject, "sideways", segment.shift_x, seen.right, 0.01);
    check_part(subject, "up or down", segment.shift_y, seen.down, 0.01);
    check_part(subject, "roll", -segment.roll, seen.turn, 0.01);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Prompts, Camera,
    testing::Values(Asked{"zoom in", "mountains"}, Asked{"the camera slowly pushes in", "pagoda"},
                    Asked{"zoom out", "stream"}, Asked{"pull out", "motorcycle"},
                    Asked{"camera pans left", "mountains"}, Asked{"camera pans right", "stream"},
                    Asked{"tilt up", "pagoda"}, Asked{"tilt down", "meadow"},
                    Asked{"truck left", "motorcycle"}, Asked{"truck right", "meadow"},
                    Asked{"pedestal up", "coffee"}, Asked{"the camera rolls left", "flower"},
                    Asked{"crane down", "stream"}, Asked{"slowly push in, then pan left", "pagoda"},
                    Asked{"先向右摇镜头,然后拉远", "mountains"},
                    Asked{"tilt up, then truck right, finally zoom in", "stream"},
                    Asked{"镜头缓慢推近", "cat"}));

TEST(CfgScale, MakesMovesLarger) {
  for (const char* name : {"mountains", "motorcycle"}) {
    const auto zoomed = [&](double strength) {
      return std::log(whole_motion(filmed(name, "zoom in", strength)).scale);
    };
    const double weak = zoomed(0);
    const double ordinary = zoomed(0.5);
    const double strong = zoomed(1);
    check({"cfg_scale 0.5 over 0: size of the move", name, ordinary / weak, Limit::at_least, 1.3,
           "times"});
    check({"cfg_scale 1 over 0.5: size of the move", name, strong / ordinary, Limit::at_least, 1.3,
           "times"});
  }
}

TEST(Duration, TenSecondsAreMoreThanFiveInSlowMotion) {
  for (const char* name : {"mountains", "motorcycle"}) {
    const double five = std::log(whole_motion(filmed(name, "zoom in")).scale);
    const double ten = std::log(whole_motion(filmed(name, "zoom in", 0.5, 10)).scale);
    check({"10 s over 5 s: size of the move", name, ten / five, Limit::at_least, 1.15, "times"});
  }
}

}  // namespace
}  // namespace kirin::quality
