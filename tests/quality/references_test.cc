// Several reference images: each of them can be found again in most frames.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/motion/imaging/picture.h"
#include "quality/measures.h"
#include "quality/photos.h"
#include "quality/table.h"

namespace kirin::quality {
namespace {

struct Cast {
  const char* name;
  std::vector<const char*> photos;
  const char* prompt;
  media::Size size;
};

void PrintTo(const Cast& cast, std::ostream* out) { *out << cast.name; }

class References : public testing::TestWithParam<Cast> {};

TEST_P(References, CanAllBeFoundInMostFrames) {
  const Cast& cast = GetParam();
  engine::GenerationJob job;
  job.size = cast.size;
  job.threads = 2;
  job.seed = 1;
  job.prompt = cast.prompt;
  for (const char* name : cast.photos) {
    job.references.push_back({photo(name, {800, 600})});
  }
  const LumaFrames clip = clip_of(job, 5, 24);
  std::vector<Features> seen;
  for (std::size_t k = 0; k < clip.luma.size(); k += 17) {
    seen.push_back(features_of(clip.luma[k]));
  }
  for (std::size_t i = 0; i < cast.photos.size(); ++i) {
    const Features picture =
        features_of(engine::motion::luma_of(engine::motion::as_mat(job.references[i].image)));
    const auto found = std::count_if(seen.begin(), seen.end(), [&](const Features& frame) {
      return agreeing(picture, frame) >= 12;
    });
    check({"several images: frames in which the picture is found",
           std::string{cast.name} + ": " + cast.photos[i],
           100.0 * static_cast<double>(found) / static_cast<double>(seen.size()), Limit::at_least,
           60, "%"});
  }
}

INSTANTIATE_TEST_SUITE_P(
    Casts, References,
    testing::Values(
        Cast{"two, 16:9",
             {"flower", "mountains"},
             "a flower in front of the mountains",
             {1280, 720}},
        Cast{"three, 16:9",
             {"coffee", "flower", "sunset"},
             "a cup of coffee on the left and a flower on the right, at sunset",
             {1280, 720}},
        Cast{"four, 16:9",
             {"astronaut", "cat", "flower", "meadow"},
             "an astronaut and a cat with a flower on a meadow",
             {1280, 720}},
        Cast{"two, 9:16", {"astronaut", "mountains"}, "an astronaut in the mountains", {720, 1280}},
        Cast{"three, 9:16",
             {"cat", "flower", "pagoda"},
             "a cat and a flower before a pagoda",
             {720, 1280}},
        Cast{"two, 1:1", {"rocket", "dragonfly"}, "a rocket and a dragonfly", {960, 960}},
        Cast{"four, 1:1", {"coffee", "motorcycle", "flower", "lake"}, "", {960, 960}},
        Cast{"one, 1:1", {"astronaut"}, "the astronaut smiles", {960, 960}}));

}  // namespace
}  // namespace kirin::quality
