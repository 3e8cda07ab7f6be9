#include "engine/motion/compose/casting.h"

#include <gtest/gtest.h>

namespace kirin::engine::motion {
namespace {

using enum ShownAs;

constexpr Candidate kCup{1.5, 0.9, 0.0};
constexpr Candidate kFlower{1.5, 1.0, 0.1};
constexpr Candidate kMountain{1.5, 0.1, 0.9};
constexpr Candidate kGarage{1.5, 0.0, 0.1};
constexpr Candidate kTower{1.5, 0.8, 0.7};

std::vector<ShownAs> cast_for(const std::vector<Candidate>& candidates, std::string_view prompt,
                              double aspect = 16.0 / 9) {
  return cast_pictures(candidates, read_stage_directions(prompt, candidates.size()), aspect);
}

TEST(CastingTest, MostScenicIsThePlace) {
  EXPECT_EQ(cast_for({kCup, kMountain, kFlower}, ""), (std::vector{cut_out, background, cut_out}));
  EXPECT_EQ(cast_for({kGarage, kMountain}, ""), (std::vector{inset, background}));
  EXPECT_EQ(cast_for({kGarage, kCup}, ""), (std::vector{background, cut_out}));
}

TEST(CastingTest, DirectionsRule) {
  EXPECT_EQ(cast_for({kCup, kMountain}, "image 1 is the background"),
            (std::vector{background, inset}));
  EXPECT_EQ(cast_for({kGarage, kMountain, kCup}, "图3在图1前面"),
            (std::vector{background, inset, cut_out}));
  EXPECT_EQ(cast_for({kGarage, kMountain}, "image 2 on the left"),
            (std::vector{background, inset}));
}

TEST(CastingTest, ClearSceneryIsThePlaceThoughItCouldBeCutOut) {
  EXPECT_EQ(cast_for({kFlower, kTower}, ""), (std::vector{cut_out, background}));
  EXPECT_EQ(cast_for({kFlower, kTower, kGarage}, ""), (std::vector{cut_out, background, inset}));
}

TEST(CastingTest, WithoutSceneryNoneIs) {
  EXPECT_EQ(cast_for({kFlower, kCup}, ""), (std::vector{cut_out, cut_out}));
}

}  // namespace
}  // namespace kirin::engine::motion
