#include "engine/wan/vae/vae.h"

#include <gtest/gtest.h>

#include "engine/wan/golden_folder.h"
#include "engine/wan/vae/random_vae.h"
#include "engine/wan/vae/whole_clip.h"
#include "nn/tensors.h"

namespace kirin::wan {
namespace {

using nn::Index;
using nn::random_tensor;
using nn::relative_error;
using nn::Tensor;

/// No width that a vector or a power of two divides; time is halved first, then not.
const VaeSizes kOdd21{.encoder_width = 3,
                      .decoder_width = 6,
                      .latent_channels = 5,
                      .multipliers = {1, 3, 2},
                      .residual_blocks = 1,
                      .halves_time = {true, false}};
const VaeSizes kOdd22{.levels = true,
                      .encoder_width = 6,
                      .decoder_width = 3,
                      .latent_channels = 7,
                      .multipliers = {1, 2, 2},
                      .residual_blocks = 1,
                      .halves_time = {false, true}};
const VaeSizes kAll[] = {kSmall21, kSmall22, kOdd21, kOdd22};

LatentStatistics statistics_of(Index channels) {
  LatentStatistics statistics;
  for (Index c = 0; c < channels; ++c) {
    statistics.mean.push_back(0.1F * static_cast<float>(c % 3) - 0.1F);
    statistics.deviation.push_back(1.0F + 0.05F * static_cast<float>(c % 5));
  }
  return statistics;
}

Vae vae_of(const VaeSizes& sizes, std::uint32_t seed = 1) {
  auto vae = Vae::load(random_vae(sizes, seed), statistics_of(sizes.latent_channels));
  EXPECT_TRUE(vae) << vae.error().describe();
  return *std::move(vae);
}

Tensor random_clip(const Vae& vae, Index frames, Index rows, Index columns, std::uint32_t seed) {
  return random_tensor({3, frames, rows * vae.stride_space(), columns * vae.stride_space()}, seed);
}

TEST(Vae, MatchesTheReferenceOfWan21) { expect_golden("vae21"); }

TEST(Vae, MatchesTheReferenceOfWan22) { expect_golden("vae22"); }

TEST(Vae, FrameByFrameEqualsTheWholeClipAtOnce) {
  for (const VaeSizes& sizes : kAll) {
    const auto statistics = statistics_of(sizes.latent_channels);
    const nn::Weights weights = random_vae(sizes, 1);
    const Vae vae = vae_of(sizes);
    for (const Index latent_frames : {1, 2, 4}) {
      const Tensor clip = random_clip(vae, vae.clip_frames(latent_frames), 2, 3, 5);
      const auto latent = vae.encode(clip, {});
      ASSERT_TRUE(latent) << latent.error().describe();
      EXPECT_EQ(latent->shape(), (nn::Shape{sizes.latent_channels, latent_frames, 2, 3}));
      EXPECT_LT(relative_error(*latent, encode_whole(sizes, weights, statistics, clip)), 5e-6);

      const Tensor given = random_tensor({sizes.latent_channels, latent_frames, 3, 2}, 6);
      Tensor expected = decode_whole(sizes, weights, statistics, given);
      clamp_pixels(expected);
      const auto decoded = vae.decode(given, {});
      ASSERT_TRUE(decoded) << decoded.error().describe();
      EXPECT_EQ(decoded->extent(1), vae.clip_frames(latent_frames));
      // Norms of three channels magnify rounding where all three are near zero.
      EXPECT_LT(relative_error(*decoded, expected), 5e-5);
    }
  }
}

TEST(Vae, SizesFollowFromTheTensors) {
  EXPECT_EQ(vae_of(kSmall21).stride_space(), 8);
  EXPECT_EQ(vae_of(kSmall21).stride_time(), 4);
  EXPECT_EQ(vae_of(kSmall22).stride_space(), 16);
  EXPECT_EQ(vae_of(kSmall22).patch(), 2);
  EXPECT_EQ(vae_of(kOdd21).stride_space(), 4);
  EXPECT_EQ(vae_of(kOdd21).stride_time(), 2);
  EXPECT_EQ(vae_of(kOdd22).latent_channels(), 7);
}

TEST(Vae, FramesAreAskedForChunkByChunkAndLeftOverOnesNever) {
  const Vae vae = vae_of(kSmall21);
  const Tensor clip = random_clip(vae, 12, 2, 2, 3);
  std::vector<std::pair<Index, Index>> asked;
  const auto source = [&](Index first, Index count) -> Result<Tensor> {
    asked.emplace_back(first, count);
    return clip.slice(1, first, first + count).clone();
  };
  const auto latent = vae.encode({12, 16, 16}, source, {});
  ASSERT_TRUE(latent);
  EXPECT_EQ(asked, (std::vector<std::pair<Index, Index>>{{0, 1}, {1, 4}, {5, 4}}));
  const auto whole = vae.encode(clip.slice(1, 0, 9).clone(), {});
  EXPECT_EQ(latent->values(), whole->values());
}

TEST(Vae, FramesAreHandedOutChunkByChunk) {
  const Vae vae = vae_of(kSmall22);
  const Tensor latent = random_tensor({48, 3, 2, 2}, 4);
  std::vector<Index> counts;
  Index done = 0;
  const auto sink = [&](const Tensor& frames) -> Result<void> {
    counts.push_back(frames.extent(1));
    EXPECT_EQ(done, static_cast<Index>(counts.size()));
    return {};
  };
  const auto progress = [&](Index at, Index total) {
    done = at;
    EXPECT_EQ(total, 3);
  };
  ASSERT_TRUE(vae.decode(latent, sink, {.progress = progress}));
  EXPECT_EQ(counts, (std::vector<Index>{1, 4, 4}));
}

TEST(Vae, LookingOnChangesNothing) {
  const Vae vae = vae_of(kSmall22);
  const Tensor latent = random_tensor({48, 2, 2, 2}, 4);
  std::vector<std::string> names;
  const nn::Trace trace([&](const std::string& name, const Tensor&) { names.push_back(name); });
  EXPECT_EQ(vae.decode(latent, {.trace = trace})->values(), vae.decode(latent, {})->values());
  ASSERT_FALSE(names.empty());
  EXPECT_EQ(names.front(), "dec.conv2");
  EXPECT_EQ(names.back(), "dec.chunk1.out");
}

TEST(Vae, AStopIsHeardBetweenLayers) {
  const Vae vae = vae_of(kSmall21);
  std::stop_source stop;
  int layers = 0;
  const nn::Trace trace([&](const std::string&, const Tensor&) { ++layers; });
  const auto sink = [&](const Tensor&) -> Result<void> {
    stop.request_stop();
    return {};
  };
  const auto decoded =
      vae.decode(random_tensor({16, 5, 2, 2}, 1), sink, {.stop = stop.get_token(), .trace = trace});
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().code, ErrorCode::canceled);
  EXPECT_LT(layers, 30);  // one chunk's, of five
  const auto encoded = vae.encode(random_tensor({3, 1, 8, 8}, 1), {.stop = stop.get_token()});
  ASSERT_FALSE(encoded);
  EXPECT_EQ(encoded.error().code, ErrorCode::canceled);
}

TEST(Vae, ErrorsOfSourceAndSinkEndTheRun) {
  const Vae vae = vae_of(kSmall21);
  const Error error{ErrorCode::data_loss, "no more frames"};
  const auto encoded = vae.encode({5, 8, 8}, [&](Index, Index) { return error; }, {});
  ASSERT_FALSE(encoded);
  EXPECT_EQ(encoded.error().message, error.message);
  const auto decoded = vae.decode(random_tensor({16, 1, 1, 1}, 1),
                                  [&](const Tensor&) { return Result<void>(error); }, {});
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().message, error.message);
}

TEST(Vae, WrongSizesAreRefused) {
  const Vae vae = vae_of(kSmall21);
  const auto refused = [](const auto& result) {
    return !result && result.error().code == ErrorCode::invalid_argument;
  };
  EXPECT_TRUE(refused(vae.encode(random_tensor({3, 1, 8, 12}, 1), {})));
  EXPECT_TRUE(refused(vae.encode(random_tensor({3, 0, 8, 8}, 1), {})));
  EXPECT_TRUE(refused(vae.encode(random_tensor({4, 1, 8, 8}, 1), {})));
  EXPECT_TRUE(refused(vae.encode(random_tensor({3, 8, 8}, 1), {})));
  EXPECT_TRUE(refused(vae.encode({1, 0, 8}, nullptr, {})));
  const auto too_few = [](Index, Index) -> Result<Tensor> {
    return random_tensor({3, 1, 8, 8}, 1);
  };
  EXPECT_TRUE(refused(vae.encode({5, 8, 8}, too_few, {})));
  EXPECT_TRUE(refused(vae.decode(random_tensor({15, 1, 2, 2}, 1), {})));
  EXPECT_TRUE(refused(vae.decode(random_tensor({16, 2, 2}, 1), {})));
  EXPECT_TRUE(refused(vae.decode(random_tensor({16, 0, 2, 2}, 1), {})));
  EXPECT_TRUE(refused(vae.decode(random_tensor({16, 1, 2, 2}, 1, nn::DType::bf16), {})));
  const Tiling thin{.height = 2, .width = 2, .overlap = 2};
  EXPECT_TRUE(refused(vae.decode(random_tensor({16, 1, 4, 4}, 1), {.tiling = thin})));
}

TEST(Vae, WeightsMayBeOfAnyType) {
  const nn::Weights wide = random_vae(kSmall21, 1);
  for (const nn::DType type : {nn::DType::f16, nn::DType::bf16}) {
    nn::Weights::Tensors narrow;
    nn::Weights::Tensors widened;
    for (const auto& [name, tensor] : wide.tensors()) {
      narrow[name] = tensor.to(type);
      widened[name] = narrow[name].to(nn::DType::f32);
    }
    const auto vae = Vae::load(nn::Weights(narrow));
    const auto reference = Vae::load(nn::Weights(widened));
    ASSERT_TRUE(vae && reference);
    const Tensor latent = random_tensor({16, 2, 2, 2}, 1);
    EXPECT_LT(relative_error(*vae->decode(latent, {}), *reference->decode(latent, {})), 1e-5);
  }
}

}  // namespace
}  // namespace kirin::wan
