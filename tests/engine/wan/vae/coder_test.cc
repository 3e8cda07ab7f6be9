#include "engine/wan/vae/coder.h"

#include <gtest/gtest.h>

#include "engine/wan/vae/random_vae.h"
#include "engine/wan/vae/vae.h"

namespace kirin::wan {
namespace {

nn::Weights without(const nn::Weights& weights, const std::string& name) {
  auto tensors = weights.tensors();
  tensors.erase(name);
  return nn::Weights(std::move(tensors));
}

nn::Weights with(const nn::Weights& weights, const std::string& name, const nn::Tensor& tensor) {
  auto tensors = weights.tensors();
  tensors[name] = tensor;
  return nn::Weights(std::move(tensors));
}

bool refused(const nn::Weights& weights) {
  const auto vae = Vae::load(weights);
  return !vae && !vae.error().message.empty() &&
         (vae.error().code == ErrorCode::not_found ||
          vae.error().code == ErrorCode::failed_precondition);
}

TEST(Coder, NoTensorMayBeMissing) {
  for (const VaeSizes& sizes : {kSmall21, kSmall22}) {
    const nn::Weights weights = random_vae(sizes, 1);
    ASSERT_TRUE(Vae::load(weights));
    for (const auto& [name, tensor] : weights.tensors()) {
      EXPECT_TRUE(refused(without(weights, name))) << name;
    }
  }
}

TEST(Coder, EveryShapeMustFollowFromTheOthers) {
  for (const VaeSizes& sizes : {kSmall21, kSmall22}) {
    const nn::Weights weights = random_vae(sizes, 1);
    for (const auto& [name, tensor] : weights.tensors()) {
      for (nn::Index axis = 0; axis < tensor.rank(); ++axis) {
        if (axis == 2 && tensor.rank() == 5 && tensor.extent(3) == 3) {
          continue;  // a convolution may see any number of frames
        }
        nn::Shape shape = tensor.shape();
        ++shape[static_cast<std::size_t>(axis)];
        EXPECT_TRUE(refused(with(weights, name, nn::Tensor::zeros(shape)))) << name << axis;
      }
      nn::Shape deeper = tensor.shape();
      deeper.push_back(2);
      EXPECT_TRUE(refused(with(weights, name, nn::Tensor::zeros(deeper)))) << name;
      EXPECT_TRUE(refused(with(weights, name, nn::Tensor::zeros({})))) << name;
      EXPECT_TRUE(refused(with(weights, name, nn::Tensor::zeros({0})))) << name;
      EXPECT_TRUE(refused(with(weights, name, nn::Tensor::zeros(tensor.shape(), nn::DType::i32))))
          << name;
    }
  }
}

TEST(Coder, ATensorWithoutAPlaceIsNamed) {
  const nn::Weights weights = with(random_vae(kSmall21, 1), "decoder.upsamples.16.residual.0.gamma",
                                   nn::Tensor::zeros({4, 1, 1, 1}));
  const auto vae = Vae::load(weights);
  ASSERT_FALSE(vae);
  EXPECT_EQ(vae.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(vae.error().message.find("decoder.upsamples.16"), std::string::npos);
}

TEST(Coder, HalvesMustBelongTogether) {
  auto tensors = random_vae(kSmall21, 1).tensors();
  VaeSizes shallow = kSmall21;
  shallow.halves_time = {false, true, false};
  const nn::Weights slower = random_vae(shallow, 1);
  for (const auto& [name, tensor] : slower.tensors()) {
    if (name.starts_with("decoder.")) {
      tensors[name] = tensor;
    }
  }
  tensors.erase("decoder.upsamples.3.time_conv.weight");
  tensors.erase("decoder.upsamples.3.time_conv.bias");
  EXPECT_TRUE(refused(nn::Weights(tensors)));
}

TEST(Coder, UnknownStatisticsMustBeGiven) {
  VaeSizes sizes = kSmall21;
  sizes.latent_channels = 6;
  const nn::Weights weights = random_vae(sizes, 1);
  EXPECT_TRUE(refused(weights));
  EXPECT_TRUE(Vae::load(
      weights, LatentStatistics{std::vector<float>(6, 0.0F), std::vector<float>(6, 1.0F)}));
  EXPECT_FALSE(Vae::load(
      weights, LatentStatistics{std::vector<float>(5, 0.0F), std::vector<float>(6, 1.0F)}));
}

}  // namespace
}  // namespace kirin::wan
