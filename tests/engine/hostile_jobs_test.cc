#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "engine/motion/motion_engine.h"
#include "engine/pictures.h"

namespace kirin::engine::motion {
namespace {

using test::fill;
using test::Frames;
using test::small_job;
using test::textured;

media::Image one_colour(media::Size size, int value) {
  media::Image image(size);
  fill(image, 0, 0, size.width, size.height, value, value, value);
  return image;
}

Brush stroke(media::Image mask, std::vector<Point> trajectory) {
  return {std::move(mask), std::move(trajectory)};
}

/// Jobs of odd shapes are done like any other: all frames, none of another size.
void expect_done(const GenerationJob& job, const std::string& what) {
  SCOPED_TRACE(what);
  Frames sink;
  const auto report = MotionEngine().generate(job, sink, sink, {});
  ASSERT_TRUE(report) << report.error().describe();
  EXPECT_EQ(static_cast<int>(sink.frames.size()), job.frame_count);
  for (const media::Image& frame : sink.frames) {
    EXPECT_EQ(frame.size(), job.size);
  }
}

/// A job of each way of making a clip, with pictures of `given`.
std::vector<GenerationJob> every_way(media::Size size, int frames, const media::Image& given,
                                     const media::Image& other) {
  GenerationJob plain = small_job(size, frames);
  plain.prompt = "a lake at dusk, slowly push in, then orbit right, snow is falling";
  std::vector<GenerationJob> jobs(6, plain);
  jobs[1].first_frame = given;
  jobs[2].last_frame = given;
  jobs[3].first_frame = given;
  jobs[3].last_frame = other;
  const media::Size whole = given.size();
  media::Image mask = one_colour(whole, 0);
  fill(mask, whole.width / 4, whole.height / 4, (3 * whole.width + 3) / 4,
       (3 * whole.height + 3) / 4, 255, 255, 255);
  jobs[4].first_frame = given;
  jobs[4].brushes.push_back(
      stroke(mask, {{whole.width / 2.0, whole.height / 2.0}, {whole.width + 30.0, 0.0}}));
  jobs[5].references = test::references(given, other);
  return jobs;
}

void expect_every_way_done(media::Size size, int frames, const media::Image& given,
                           const media::Image& other, const std::string& what) {
  int way = 0;
  for (const GenerationJob& job : every_way(size, frames, given, other)) {
    expect_done(job, what + ", way " + std::to_string(way++));
  }
}

TEST(HostileJobsTest, TheSmallestAndTheNarrowestClips) {
  for (const media::Size size : {media::Size{16, 16}, {16, 500}, {500, 16}}) {
    expect_every_way_done(size, 2, textured({120, 90}, 1), textured({90, 120}, 2),
                          std::to_string(size.width) + "x" + std::to_string(size.height));
  }
}

TEST(HostileJobsTest, PicturesOfOneColour) {
  for (const int value : {0, 255}) {
    expect_every_way_done({64, 48}, 2, one_colour({160, 90}, value), one_colour({160, 90}, value),
                          "all " + std::to_string(value));
  }
  expect_every_way_done({64, 48}, 2, one_colour({160, 90}, 0), textured({160, 90}, 3),
                        "black, then a picture");
}

TEST(HostileJobsTest, ClipsOfOneFrame) {
  expect_every_way_done({64, 48}, 1, textured({160, 90}, 1), textured({160, 90}, 2), "one frame");
}

TEST(HostileJobsTest, PicturesOfEveryShape) {
  const std::vector<media::Size> shapes = {{1, 1}, {900, 7}, {1, 64}};
  for (const media::Size shape : shapes) {
    expect_every_way_done(
        {128, 72}, 3, textured(shape, 1), textured({shape.height, shape.width}, 2),
        "pictures of " + std::to_string(shape.width) + "x" + std::to_string(shape.height));
  }
}

TEST(HostileJobsTest, FourReferencesFromAPixelToABanner) {
  GenerationJob job = small_job({128, 72}, 6);
  job.references = test::references(textured({1, 1}, 1), textured({1500, 10}, 2),
                                    textured({10, 700}, 3), one_colour({40, 40}, 255));
  expect_done(job, "four references");
  for (const media::Size hair : {media::Size{1, 724}, {724, 1}}) {
    job.references = test::references(textured(hair, 1));
    expect_done(job, "one reference, a pixel wide");
    EXPECT_TRUE(MotionEngine().debug_sheet(job));
  }
  for (const media::Size size : {media::Size{1, 1}, {1, 724}, {724, 1}, {2, 3}, {50, 40}}) {
    media::ImageWithAlpha half{textured(size, 1), media::AlphaPlane{size}};
    for (int i = 0; i < size.width * size.height; i += 2) {
      half.alpha.row(0)[i] = 255;
    }
    job.references = {half};
    expect_done(job, "a cut-out alone, of every other pixel");
    job.references.push_back({textured({60, 80}, 2)});
    expect_done(job, "a cut-out of every other pixel");
  }
}

TEST(HostileJobsTest, TheSamePictureFirstAndLast) {
  GenerationJob job = small_job({128, 72}, 6);
  job.first_frame = textured({160, 90}, 1);
  job.last_frame = textured({160, 90}, 1);
  expect_done(job, "first is last");
}

TEST(HostileJobsTest, SixStrokesOverTheWholePicture) {
  GenerationJob job = small_job({128, 72}, 5);
  job.first_frame = textured({160, 90}, 1);
  for (int i = 0; i < 6; ++i) {
    job.brushes.push_back(
        stroke(one_colour({160, 90}, 255), {{80, 45}, {80.0 + 30 * i, 45.0 - 20 * i}}));
  }
  expect_done(job, "six full masks");
  job.static_mask = one_colour({160, 90}, 255);
  expect_done(job, "six full masks and nothing may move");
}

TEST(HostileJobsTest, PathsFarOutsideAndMasksOfAnotherSize) {
  GenerationJob job = small_job({128, 72}, 5);
  job.first_frame = textured({160, 90}, 1);
  const std::vector<std::vector<Point>> paths = {
      {{80, 45}, {1e6, -1e6}},
      {{1e9, 1e9}, {-1e9, 1e9}, {1e9, -1e9}},
      {{1e300, 0}, {0, 1e300}},
      {{80, 45}, {80, 45}},
      {{80, 45}, {80 + 1e-9, 45}, {80, 45 + 1e-7}},
      std::vector<Point>(77, {0, 0}),
  };
  const std::vector<media::Size> masks = {{160, 90}, {40, 400}, {1, 1}, {700, 11}};
  for (std::size_t p = 0; p < paths.size(); ++p) {
    media::Image mask = one_colour(masks[p % masks.size()], 0);
    const media::Size whole = mask.size();
    fill(mask, whole.width / 3, whole.height / 3, whole.width - whole.width / 3,
         whole.height - whole.height / 3, 255, 255, 255);
    job.brushes = {stroke(mask, paths[p])};
    expect_done(job, "path " + std::to_string(p));
  }
  job.brushes = {stroke(one_colour({160, 90}, 0), {{80, 45}, {90, 45}})};
  expect_done(job, "an empty mask");
}

TEST(HostileJobsTest, WordsWithoutEnd) {
  std::string words;
  while (words.size() < 2500) {
    words +=
        "zoom in, pan left; \xE6\x8E\xA8\xE8\xBF\x91\xE3\x80\x82 360\xC2\xB0 99999999999999999999 "
        "<<<voice_1>>> no no not \xF0\x9F\x98\x80 \xFF\xFE %s ((( 1e400 seconds -0.0x ";
  }
  for (const std::string& prompt : {words, std::string(2500, '9'), std::string(2500, '\0')}) {
    GenerationJob job = small_job({64, 48}, 2);
    job.prompt = prompt;
    job.negative_prompt = words;
    job.prompt_strength = 1;
    expect_done(job, "a painted scene of " + prompt.substr(0, 12));
    job.references = test::references(textured({80, 60}, 1), textured({60, 80}, 2));
    expect_done(job, "a composition of " + prompt.substr(0, 12));
    job.references.clear();
    job.first_frame = textured({80, 60}, 1);
    expect_done(job, "a camera move of " + prompt.substr(0, 12));
    job.last_frame = textured({80, 60}, 2);
    expect_done(job, "a transition of " + prompt.substr(0, 12));
  }
}

}  // namespace
}  // namespace kirin::engine::motion
