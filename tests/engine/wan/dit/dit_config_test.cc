#include "engine/wan/dit/dit_config.h"

#include <gtest/gtest.h>

#include "engine/wan/dit/random_dit.h"

namespace kirin::wan {
namespace {

JsonObject json(std::string_view text) { return parse_json(text)->as_object(); }

TEST(DitConfig, JoinsWeightsAndThePublishedFile) {
  DitConfig made = small_config(10);
  made.image_dim = 12;
  made.image_positions = 14;
  made.layers = 4;
  made.control_layers = {1, 3};
  made.control_channels = 7;
  const auto config =
      dit_config(RandomDit(made).weights(),
                 json(R"({"dim": 30, "ffn_dim": 46, "num_heads": 3, "num_layers": 4, "in_dim": 4,
                          "out_dim": 4, "freq_dim": 32, "text_len": 40, "eps": 1e-06,
                          "model_type": "vace", "vace_layers": [1, 3], "vace_in_dim": 7})"));
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->heads, 3);
  EXPECT_EQ(config->head_dim(), 10);
  EXPECT_EQ(config->layers, 4);
  EXPECT_EQ(config->text_dim, 14);
  EXPECT_EQ(config->text_len, 40);
  EXPECT_EQ(config->image_dim, 12);
  EXPECT_EQ(config->image_positions, 14);
  EXPECT_EQ(config->control_channels, 7);
  EXPECT_EQ(config->control_layers, (std::vector<Index>{1, 3}));
  EXPECT_EQ(config->model_type, "vace");
  EXPECT_FLOAT_EQ(config->eps, 1e-6F);
}

TEST(DitConfig, WithoutTheFileHeadsHave128ChannelsAndHintsAreSpread) {
  DitConfig made = small_config(128);
  made.layers = 4;
  made.control_layers = {0, 2};
  made.control_channels = 7;
  const auto config = dit_config(RandomDit(made).weights(), {});
  ASSERT_TRUE(config) << config.error().message;
  EXPECT_EQ(config->heads, 3);
  EXPECT_EQ(config->control_layers, (std::vector<Index>{0, 2}));
  EXPECT_EQ(config->text_len, 512);
}

TEST(DitConfig, ContradictionsAndImpossibleModelsAreErrors) {
  const nn::Weights weights = RandomDit(small_config(10)).weights();
  for (const char* published :
       {R"({"dim": 31})", R"({"num_layers": 3, "num_heads": 3})", R"({"num_heads": 4})",
        R"({"num_heads": 0})", R"({"num_heads": "3"})", R"({"num_heads": 3, "text_len": -1})",
        R"({"num_heads": 3, "eps": "small"})", R"({"num_heads": 6})"}) {
    const auto config = dit_config(weights, json(published));
    ASSERT_FALSE(config) << published;
    EXPECT_EQ(config.error().code, ErrorCode::failed_precondition) << published;
  }
  DitConfig controlled = small_config(10);
  controlled.control_layers = {0};
  controlled.control_channels = 2;
  const nn::Weights steered = RandomDit(controlled).weights();
  for (const char* published :
       {R"({"num_heads": 3, "vace_layers": []})", R"({"num_heads": 3, "vace_layers": [0, 1]})",
        R"({"num_heads": 3, "vace_layers": [2]})", R"({"num_heads": 3, "vace_layers": [-1]})",
        R"({"num_heads": 3, "vace_layers": 0})"}) {
    EXPECT_FALSE(dit_config(steered, json(published))) << published;
  }
}

TEST(DitConfig, EveryMissingOrMisshapenTensorIsNamed) {
  DitConfig config = small_config(10);
  config.image_dim = 12;
  config.image_positions = 14;
  config.control_layers = {1};
  config.control_channels = 7;
  const RandomDit whole(config);
  const nn::Weights complete = whole.weights();
  ASSERT_TRUE(Dit::load(complete, config, nn::DType::f32));
  for (const auto& [name, tensor] : complete.tensors()) {
    RandomDit lacking = whole;
    lacking.tensors().erase(name);
    const auto without = Dit::load(lacking.weights(), config, nn::DType::f32);
    EXPECT_TRUE(!without || name.ends_with(".bias")) << name;  // a layer may have no bias
    if (!without) {
      EXPECT_NE(without.error().message.find(name), std::string::npos)
          << without.error().message << " without " << name;
    }
    RandomDit wrong = whole;
    nn::Shape shape = tensor.shape();
    shape.back() += 1;
    wrong.tensors()[name] = nn::Tensor::zeros(shape);
    EXPECT_FALSE(Dit::load(wrong.weights(), config, nn::DType::f32)) << name;
    RandomDit whole_numbers = whole;
    whole_numbers.tensors()[name] = nn::Tensor::zeros(tensor.shape(), nn::DType::i64);
    if (!name.ends_with(".bias")) {
      EXPECT_FALSE(Dit::load(whole_numbers.weights(), config, nn::DType::f32)) << name;
    }
  }
}

}  // namespace
}  // namespace kirin::wan
