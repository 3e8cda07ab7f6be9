#include <gtest/gtest.h>

#include "engine/wan/vae/random_vae.h"
#include "engine/wan/vae/vae.h"
#include "nn/memory.h"
#include "nn/parallel.h"
#include "nn/tensors.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;
using Direction = Vae::Direction;

std::size_t measured(const Vae& vae, Direction direction, const ClipSize& size,
                     const Tiling& tiling) {
  const Index stride = vae.stride_space();
  const Tensor latent = nn::random_tensor({vae.latent_channels(), vae.latent_frames(size.frames),
                                           size.height / stride, size.width / stride},
                                          1);
  const std::size_t before = nn::memory_use().held_bytes;
  nn::reset_peak_memory();
  if (direction == Direction::decode) {
    EXPECT_TRUE(
        vae.decode(latent, [](const Tensor&) { return Result<void>(); }, {.tiling = tiling}));
  } else {
    const auto source = [&](Index, Index count) -> Result<Tensor> {
      return Tensor::zeros({3, count, size.height, size.width});
    };
    EXPECT_TRUE(vae.encode(size, source, {.tiling = tiling}));
  }
  return nn::memory_use().peak_bytes - before;
}

/// Wide enough that frames are most of the memory, not what kernels hold for themselves.
VaeSizes wide(VaeSizes sizes) {
  sizes.encoder_width = sizes.decoder_width = 16;
  sizes.multipliers = {1, 2, 2};
  sizes.residual_blocks = 1;
  sizes.halves_time = {false, true};
  return sizes;
}

TEST(VaeMemory, ThePredictionIsWithinATenthOfWhatIsMeasured) {
  nn::set_compute_threads(1);  // what kernels hold depends on which threads take part
  const Tiling tilings[] = {
      {},
      {.height = 24, .width = 24, .overlap = 4},
      {.height = 24, .width = 24, .overlap = 4, .order = Tiling::Order::tiles},
  };
  for (const VaeSizes& sizes : {wide(kSmall21), wide(kSmall22)}) {
    for (const Direction direction : {Direction::encode, Direction::decode}) {
      for (const Tiling& tiling : tilings) {
        for (const Index latent_frames : {1, 3}) {
          const auto vae = Vae::load(random_vae(sizes, 1));
          ASSERT_TRUE(vae);
          const ClipSize size{vae->clip_frames(latent_frames), 32 * vae->stride_space(),
                              40 * vae->stride_space()};
          const auto predicted =
              static_cast<double>(vae->predicted_peak_bytes(direction, size, tiling));
          const auto real = static_cast<double>(measured(*vae, direction, size, tiling));
          EXPECT_NEAR(predicted / real, 1.0, 0.1)
              << (sizes.levels ? "2.2 " : "2.1 ")
              << (direction == Direction::encode ? "encode " : "decode ") << latent_frames
              << " latent frames, tiles of " << tiling.height
              << (tiling.order == Tiling::Order::tiles ? " one by one" : "");
        }
      }
    }
  }
}

TEST(VaeMemory, TheTilingForABudgetKeepsIt) {
  const auto vae = Vae::load(random_vae(kSmall21, 1));
  ASSERT_TRUE(vae);
  const ClipSize size{9, 480, 832};
  for (const Direction direction : {Direction::encode, Direction::decode}) {
    const std::size_t whole = vae->predicted_peak_bytes(direction, size, {});
    const auto roomy = vae->tiling_within(whole, direction, size);
    ASSERT_TRUE(roomy);
    EXPECT_EQ(TileGrid(60, 104, *roomy).count(), 1U);
    for (const std::size_t budget : {whole * 3 / 4, whole / 2}) {
      const auto tight = vae->tiling_within(budget, direction, size);
      ASSERT_TRUE(tight) << tight.error().describe();
      EXPECT_GT(TileGrid(60, 104, *tight).count(), 1U);
      EXPECT_LE(vae->predicted_peak_bytes(direction, size, *tight), budget);
    }
    const auto hopeless = vae->tiling_within(whole / 50, direction, size);
    ASSERT_FALSE(hopeless);
    EXPECT_EQ(hopeless.error().code, ErrorCode::resource_exhausted);
  }
}

TEST(VaeMemory, AClipSmallerThanTheOverlapIsDecodedWhole) {
  const auto vae = Vae::load(random_vae(kSmall21, 1));
  ASSERT_TRUE(vae);
  const auto tiling = vae->tiling_within(std::size_t{1} << 40U, Direction::decode, {5, 48, 64});
  ASSERT_TRUE(tiling);
  const nn::Tensor latent = nn::random_tensor({vae->latent_channels(), 2, 6, 8}, 1);
  Vae::Run run;
  run.tiling = *tiling;
  const auto tiled = vae->decode(latent, run);
  ASSERT_TRUE(tiled) << tiled.error().describe();
  EXPECT_EQ(nn::relative_error(*tiled, *vae->decode(latent, Vae::Run())), 0);
}

TEST(VaeMemory, LongClipsNeedNoMoreThanShortOnes) {
  const auto vae = Vae::load(random_vae(kSmall21, 1));
  ASSERT_TRUE(vae);
  const auto at = [&](Index frames) {
    return static_cast<double>(
        vae->predicted_peak_bytes(Direction::decode, {frames, 480, 832}, {}));
  };
  EXPECT_LT(at(81) / at(9), 1.1);
}

}  // namespace
}  // namespace kirin::wan
