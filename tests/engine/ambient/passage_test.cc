#include "engine/motion/ambient/passage.h"

#include <gtest/gtest.h>

#include <cmath>

namespace kirin::engine::motion {
namespace {

TEST(PassageTest, LeavesTheGivenPictureFromRestAndThenKeepsPace) {
  const Passage passage{.seconds = 10};
  EXPECT_EQ(passage.elapsed(0), 0);
  EXPECT_EQ(passage.presence(0, kOnset), 0);
  EXPECT_LT(passage.elapsed(0.001), 1e-4);
  EXPECT_NEAR(passage.elapsed(0.6) - passage.elapsed(0.5), 1, 1e-9);
  EXPECT_EQ(passage.presence(0.1, kOnset), 1);
}

TEST(PassageTest, ArrivesAtTheGivenPictureWithTimeRunningForwards) {
  const Passage passage{.seconds = 5, .is_arriving = true};
  EXPECT_EQ(passage.elapsed(1), 0);
  EXPECT_EQ(passage.presence(1, kOnset), 0);
  EXPECT_EQ(passage.presence(0, kOnset), 1);
  for (double t = 0; t < 0.99; t += 0.05) {
    EXPECT_LT(passage.elapsed(t), passage.elapsed(t + 0.01)) << t;
  }
}

TEST(PassageTest, LoopHasWholeTurnsAndEndsAsItBegan) {
  const Passage passage{.seconds = 5, .loops = true};
  for (const double hz : {0.01, 0.33, 0.7, 2.49}) {
    const double turns = passage.fitted_hz(hz) * passage.elapsed(1);
    EXPECT_NEAR(turns, std::round(turns), 1e-9) << hz;
    EXPECT_GE(turns, 1 - 1e-9) << hz;
  }
  EXPECT_EQ(passage.presence(1, kOnset), 0);
  EXPECT_EQ((Passage{.seconds = 5}).fitted_hz(0.33), 0.33);
}

}  // namespace
}  // namespace kirin::engine::motion
