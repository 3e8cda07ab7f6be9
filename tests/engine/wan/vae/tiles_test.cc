#include "engine/wan/vae/tiles.h"

#include <gtest/gtest.h>

#include <cmath>

#include "nn/tensors.h"

namespace kirin::wan {
namespace {

using nn::Index;

TEST(Tiles, SpansCoverAndShareAtLeastTheOverlap) {
  for (Index extent = 1; extent < 60; ++extent) {
    for (Index longest = 2; longest < 30; longest += 3) {
      for (Index overlap = 0; overlap < longest; overlap += 2) {
        const auto spans = cut(extent, longest, overlap);
        EXPECT_EQ(spans.front().begin, 0);
        EXPECT_EQ(spans.back().begin + spans.back().length, extent);
        for (std::size_t i = 0; i < spans.size(); ++i) {
          EXPECT_LE(spans[i].length, longest >= extent ? extent : longest);
          EXPECT_EQ(spans[i].length, spans.front().length);
          if (i > 0) {
            EXPECT_GE(spans[i].shared_before, overlap);
            EXPECT_EQ(spans[i].shared_before, spans[i - 1].shared_after);
            EXPECT_GT(spans[i].begin, spans[i - 1].begin);
          }
        }
      }
    }
  }
}

TEST(Tiles, WeightsAddUpToOneAndRiseEvenly) {
  for (const auto& [height, width, tiling] :
       {std::tuple{Index{25}, Index{40}, Tiling{.height = 16, .width = 16, .overlap = 8}},
        std::tuple{Index{9}, Index{9}, Tiling{.height = 5, .width = 4, .overlap = 3}},
        std::tuple{Index{9}, Index{30}, Tiling{.height = 0, .width = 10, .overlap = 0}}}) {
    for (const Index factor : {1, 8}) {
      const TileGrid grid(height, width, tiling);
      ASSERT_GT(grid.count(), 1U);
      nn::Tensor sum = nn::Tensor::zeros({2, 1, height * factor, width * factor});
      for (std::size_t i = 0; i < grid.count(); ++i) {
        const Region region = grid.region(i, factor);
        nn::Tensor ones = nn::Tensor::uninitialised({1, region.height, region.width, 2});
        std::ranges::fill_n(ones.mutable_data<float>(), ones.count(), 1.0F);
        const Ramps ramps = grid.ramps(i, factor);
        blend(ones, 1, region, ramps, 0, sum);
        for (std::size_t at = 1; at < ramps.columns.size(); ++at) {
          EXPECT_LT(std::abs(ramps.columns[at] - ramps.columns[at - 1]), 1.0F);
        }
      }
      for (const float value : sum.values()) {
        ASSERT_NEAR(value, 1.0F, 1e-6F);
      }
    }
  }
}

TEST(Tiles, AFrameCutOutAndPutBackIsTheSame) {
  const nn::Tensor clip = nn::random_tensor({3, 2, 12, 20}, 1);
  for (const Index patch : {1, 2}) {
    nn::Tensor copy = nn::Tensor::zeros(clip.shape());
    const TileGrid grid(3, 5, {.height = 2, .width = 2, .overlap = 0});
    for (std::size_t i = 0; i < grid.count(); ++i) {
      const Region region = grid.region(i, 4);
      for (Index at = 0; at < 2; ++at) {
        const nn::Tensor frame = coder_frame(clip, at, region, patch);
        EXPECT_EQ(frame.extent(3), 3 * patch * patch);
        blend(frame, patch, region, grid.ramps(i, 4), at, copy);
      }
    }
    EXPECT_LT(nn::relative_error(copy, clip), 1e-6);
  }
}

TEST(Tiles, ChannelsOfAPatchAreColumnsBeforeRows) {
  const nn::Tensor clip = nn::random_tensor({3, 1, 4, 4}, 1);
  const nn::Tensor frame = coder_frame(clip, 0, {0, 0, 4, 4}, 2);
  // Colour 1, column 1 and row 0 of the patch at line 1, column 0.
  EXPECT_EQ(frame.data<float>()[2 * 12 + 1 * 4 + 1 * 2 + 0], clip.data<float>()[16 + 2 * 4 + 1]);
}

}  // namespace
}  // namespace kirin::wan
