#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/wan/vae/random_vae.h"
#include "engine/wan/vae/vae.h"
#include "nn/ops/elementwise.h"
#include "nn/tensors.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::Tensor;

/// Few layers, so that what a number depends on is not far away; attention is zero unless asked
/// for.
nn::Weights near_sighted(VaeSizes sizes, bool attention) {
  sizes.residual_blocks = 1;
  sizes.multipliers = {1, 1};
  sizes.halves_time = {true};
  auto tensors = random_vae(sizes, 3).tensors();
  for (const char* coder : {"encoder", "decoder"}) {
    for (const char* part : {".middle.1.proj.weight", ".middle.1.proj.bias"}) {
      Tensor& tensor = tensors[std::string(coder) + part];
      // A trained model's attention adds a little to what it sees.
      const float factor = attention ? 0.2F : 0.0F;
      nn::Combine{}({{factor, &tensor}}, tensor);
    }
  }
  return nn::Weights(std::move(tensors));
}

Vae vae_of(const VaeSizes& sizes, bool attention) {
  auto vae = Vae::load(near_sighted(sizes, attention));
  EXPECT_TRUE(vae) << vae.error().describe();
  return *std::move(vae);
}

float largest_difference(const Tensor& a, const Tensor& b, Index first_column, Index last_column) {
  const auto ours = a.values();
  const auto theirs = b.values();
  const auto width = static_cast<std::size_t>(a.extent(3));
  float worst = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    const auto column = static_cast<Index>(i % width);
    if (column >= first_column && column < last_column) {
      worst = std::max(worst, std::abs(ours[i] - theirs[i]));
    }
  }
  return worst;
}

class VaeTiling : public testing::TestWithParam<bool> {
 protected:
  VaeSizes sizes() const { return GetParam() ? kSmall22 : kSmall21; }
};

TEST_P(VaeTiling, FarFromSeamsNothingChanges) {
  const Vae vae = vae_of(sizes(), false);
  const Index stride = vae.stride_space();
  // Two tiles of 36 cells that share 16: 0-36 and 20-56. No number reaches 16 cells.
  const Tiling tiling{.height = 0, .width = 36, .overlap = 16};
  const Tensor latent = nn::random_tensor({vae.latent_channels(), 2, 4, 56}, 1);
  const Tensor whole = *vae.decode(latent, {});
  const Tensor tiled = *vae.decode(latent, {.tiling = tiling});
  EXPECT_LT(largest_difference(whole, tiled, 0, 20 * stride), 1e-5F);
  EXPECT_LT(largest_difference(whole, tiled, 36 * stride, 56 * stride), 1e-5F);

  const Tensor clip = nn::random_tensor({3, 3, 4 * stride, 56 * stride}, 2);
  const Tensor coded = *vae.encode(clip, {});
  const Tensor tiled_code = *vae.encode(clip, {.tiling = tiling});
  EXPECT_LT(largest_difference(coded, tiled_code, 0, 20), 1e-5F);
  EXPECT_LT(largest_difference(coded, tiled_code, 36, 56), 1e-5F);
}

TEST_P(VaeTiling, BothOrdersComputeTheSame) {
  const Vae vae = vae_of(sizes(), true);
  const Tiling by_chunk{.height = 6, .width = 8, .overlap = 3};
  Tiling by_tile = by_chunk;
  by_tile.order = Tiling::Order::tiles;
  const Tensor latent = nn::random_tensor({vae.latent_channels(), 3, 9, 13}, 1);
  EXPECT_EQ(vae.decode(latent, {.tiling = by_chunk})->values(),
            vae.decode(latent, {.tiling = by_tile})->values());
  const Tensor clip = nn::random_tensor({3, 5, 9 * vae.stride_space(), 13 * vae.stride_space()}, 2);
  EXPECT_EQ(vae.encode(clip, {.tiling = by_chunk})->values(),
            vae.encode(clip, {.tiling = by_tile})->values());
}

/// What tiling changed, as the mean over lines, frames and colours of |d(column) - d(column - 1)|
/// for each column, d being tiled - whole.
std::vector<double> steps(const Tensor& whole, const Tensor& tiled) {
  const auto a = whole.values();
  const auto b = tiled.values();
  const auto width = static_cast<std::size_t>(whole.extent(3));
  std::vector<double> mean(width, 0.0);
  for (std::size_t i = 1; i < a.size(); ++i) {
    if (i % width != 0) {
      mean[i % width] += std::abs((b[i] - a[i]) - (b[i - 1] - a[i - 1])) *
                         static_cast<double>(width) / static_cast<double>(a.size());
    }
  }
  return mean;
}

TEST_P(VaeTiling, SeamsAreNoEdges) {
  VaeSizes wide = sizes();
  wide.encoder_width = wide.decoder_width = 16;
  const Vae vae = vae_of(wide, true);
  const Index stride = vae.stride_space();
  Tensor latent = Tensor::uninitialised({vae.latent_channels(), 2, 12, 40});
  for (Index i = 0; i < latent.count(); ++i) {  // smooth, as latents of pictures are
    const auto column = static_cast<float>(i % 40);
    const auto line = static_cast<float>(i / 40 % 12);
    const auto channel = static_cast<float>(i / 960);
    latent.mutable_data<float>()[i] =
        std::sin(0.2F * column + channel) + std::cos(0.3F * line - 2 * channel);
  }
  const Tensor whole = *vae.decode(latent, {});
  const auto blended =
      *vae.decode(latent, {.tiling = {.height = 0, .width = 24, .overlap = 8}});  // 0-24, 16-40
  const auto cut_hard = *vae.decode(latent, {.tiling = {.height = 0, .width = 20, .overlap = 0}});
  const auto soft = steps(whole, blended);
  const auto hard = steps(whole, cut_hard);
  const double seam = std::max(soft[static_cast<std::size_t>(16 * stride)],
                               soft[static_cast<std::size_t>(24 * stride)]);
  // Columns well inside what is shared change because the mixture does, seam or not.
  const double usual = *std::max_element(soft.begin() + 18 * stride, soft.begin() + 22 * stride);
  RecordProperty("usual", std::to_string(usual));
  RecordProperty("largest", std::to_string(largest_difference(whole, blended, 0, 40 * stride)));
  RecordProperty("largest_hard",
                 std::to_string(largest_difference(whole, cut_hard, 0, 40 * stride)));
  RecordProperty("seam", std::to_string(seam));
  RecordProperty("hard_seam", std::to_string(hard[static_cast<std::size_t>(20 * stride)]));
  EXPECT_LT(seam, 0.1 * hard[static_cast<std::size_t>(20 * stride)]);
  EXPECT_LT(seam, usual);
  EXPECT_LT(largest_difference(whole, blended, 0, 40 * stride), 0.2F);
}

INSTANTIATE_TEST_SUITE_P(Both, VaeTiling, testing::Bool(),
                         [](const auto& which) { return which.param ? "Wan22" : "Wan21"; });

}  // namespace
}  // namespace kirin::wan
