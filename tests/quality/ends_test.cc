// The first frame is the given picture, and so is the last where one is given: after encoding.
#include <gtest/gtest.h>

#include <algorithm>

#include "quality/encoded.h"
#include "quality/measures.h"
#include "quality/photos.h"
#include "quality/table.h"

namespace kirin::quality {
namespace {

constexpr media::Size kSize{1280, 720};
constexpr double kLeast = 38;  // dB

engine::GenerationJob job_of(int frames) {
  engine::GenerationJob job;
  job.size = kSize;
  job.frame_count = frames;
  job.threads = 2;
  job.seed = 1;
  return job;
}

std::string named(const testing::TestParamInfo<Photo>& test) {
  std::string name{test.param.name};
  name.erase(std::remove_if(name.begin(), name.end(), [](char c) { return c == ' ' || c == ','; }),
             name.end());
  return name;
}

class FirstFrame : public testing::TestWithParam<Photo> {};

TEST_P(FirstFrame, IsThePicture) {
  const std::string name{GetParam().name};
  engine::GenerationJob job = job_of(48);
  job.first_frame = photo(name, kSize);
  const EncodedEnds ends = encoded_ends(job);
  check({"first frame is the picture", name, psnr(ends.first, as_video(*job.first_frame)),
         Limit::at_least, kLeast, "dB"});
}

INSTANTIATE_TEST_SUITE_P(Photos, FirstFrame, testing::ValuesIn(photos()), named);

TEST(Ends, ArrivalEndsOnThePicture) {
  for (const char* name : {"mountains", "astronaut"}) {
    engine::GenerationJob job = job_of(120);
    job.last_frame = photo(name, kSize);
    const EncodedEnds ends = encoded_ends(job);
    check({"last frame is the picture (tail only)", name,
           psnr(ends.last, as_video(*job.last_frame)), Limit::at_least, kLeast, "dB"});
  }
}

TEST(Ends, JoinedClipsBeginAndEndOnThePictures) {
  engine::GenerationJob job = job_of(120);
  job.first_frame = window("stream", kSize, 0.5, 0.5, 0.8);
  job.last_frame = window("stream", kSize, 0.55, 0.5, 0.6);
  EncodedEnds ends = encoded_ends(job);
  check({"first frame is the picture (first–last)", "stream",
         psnr(ends.first, as_video(*job.first_frame)), Limit::at_least, kLeast, "dB"});
  check({"last frame is the picture (first–last)", "stream",
         psnr(ends.last, as_video(*job.last_frame)), Limit::at_least, kLeast, "dB"});
  job.first_frame = photo("mountains", kSize);
  job.last_frame = photo("coffee", kSize);
  ends = encoded_ends(job);
  check({"first frame is the picture (first–last)", "mountains to coffee",
         psnr(ends.first, as_video(*job.first_frame)), Limit::at_least, kLeast, "dB"});
  check({"last frame is the picture (first–last)", "mountains to coffee",
         psnr(ends.last, as_video(*job.last_frame)), Limit::at_least, kLeast, "dB"});
}

}  // namespace
}  // namespace kirin::quality
