#include "nn/weights/lora.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "nn/tensors.h"
#include "nn/weights/dequantise.h"

namespace kirin::nn {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// W + factor · up · down in double precision.
std::vector<double> expected_sum(const Tensor& weight, const Tensor& up, const Tensor& down,
                                 double factor) {
  const auto w = weight.values();
  const auto u = up.values();
  const auto d = down.values();
  const auto rank = static_cast<std::size_t>(down.extent(0));
  const auto outputs = static_cast<std::size_t>(up.extent(0));
  const std::size_t inputs = w.size() / outputs;
  std::vector<double> sum(w.begin(), w.end());
  for (std::size_t out = 0; out < outputs; ++out) {
    for (std::size_t in = 0; in < inputs; ++in) {
      for (std::size_t r = 0; r < rank; ++r) {
        sum[out * inputs + in] += factor * static_cast<double>(u[out * rank + r]) *
                                  static_cast<double>(d[r * inputs + in]);
      }
    }
  }
  return sum;
}

double worst(const Tensor& ours, const std::vector<double>& expected) {
  double difference = 0;
  const auto values = ours.values();
  for (std::size_t i = 0; i < values.size(); ++i) {
    difference = std::max(difference, std::abs(static_cast<double>(values[i]) - expected[i]));
  }
  return difference;
}

TEST(LoraTest, TheMergedWeightFollowsTheFormula) {
  for (std::uint32_t seed = 1; seed <= 8; ++seed) {
    std::mt19937 random(seed);
    const auto any = [&](Index most) { return 1 + static_cast<Index>(random() % most); };
    const Index rank = any(9);
    const Tensor weight = random_tensor({any(40), any(40)}, seed);
    const Tensor up = random_tensor({weight.extent(0), rank}, seed + 10);
    const Tensor down = random_tensor({rank, weight.extent(1)}, seed + 20);
    const float strength = seed % 2 == 0 ? 0.7F : 1.0F;
    const bool has_alpha = seed % 3 != 0;
    Weights model({{"m.weight", weight}, {"m.bias", random_tensor({weight.extent(0)}, 3)}});
    Weights::Tensors tensors{{"m.lora_up.weight", up}, {"m.lora_down.weight", down}};
    if (has_alpha) {
      tensors.emplace("m.alpha", Tensor::of(std::vector<float>{4}, {}));
    }
    const auto report = merge_lora(model, Weights(tensors), strength, {});
    ASSERT_TRUE(report) << report.error().describe();
    EXPECT_EQ(report->merged, 1U);
    EXPECT_TRUE(report->unmatched.empty());
    const double factor = strength * (has_alpha ? 4.0 / static_cast<double>(rank) : 1.0);
    EXPECT_LT(worst(*model.get("m.weight"), expected_sum(weight, up, down, factor)), 2e-5) << seed;
  }
}

TEST(LoraTest, TheResultHasTheWeightsTypeAndEightBitsBecomeSixteen) {
  const Tensor up = random_tensor({4, 2}, 1);
  const Tensor down = random_tensor({2, 4}, 2);
  const Weights lora({{"m.lora_B.weight", up}, {"m.lora_A.weight", down}});
  const Tensor bf16 = random_tensor({4, 4}, 3, DType::bf16);
  Weights model({{"m.weight", bf16}});
  ASSERT_TRUE(merge_lora(model, lora, 1, {}));
  EXPECT_EQ(model.get("m.weight")->type(), DType::bf16);
  EXPECT_LT(worst(*model.get("m.weight"), expected_sum(bf16, up, down, 1)), 0.03);

  static const std::uint8_t kBytes[16] = {0x38, 0x40, 0xb8, 0x30, 0x38, 0x40, 0xb8, 0x30,
                                          0x38, 0x40, 0xb8, 0x30, 0x38, 0x40, 0xb8, 0x30};
  const Tensor f8 =
      Tensor::over(nullptr, reinterpret_cast<const std::byte*>(kBytes), {4, 4}, DType::f8_e4m3);
  Weights small({{"m.weight", f8}, {"m.scale_weight", Tensor::of(std::vector<float>{0.5F}, {})}});
  ASSERT_TRUE(merge_lora(small, lora, 1, {}));
  EXPECT_EQ(small.get("m.weight")->type(), DType::bf16);
  EXPECT_FALSE(small.has("m.scale_weight"));
  Tensor half = f8.to(DType::f32).clone();
  for (Index i = 0; i < 16; ++i) {
    half.mutable_data<float>()[i] *= 0.5F;
  }
  EXPECT_LT(worst(*small.get("m.weight"), expected_sum(half, up, down, 1)), 0.03);
}

TEST(LoraTest, DifferencesAreAddedAndConvolutionsKeepTheirShape) {
  const Tensor conv = random_tensor({3, 2, 1, 2, 2}, 1);
  const Tensor up = random_tensor({3, 2, 1, 1, 1}, 2);
  const Tensor down = random_tensor({2, 2, 1, 2, 2}, 3);
  Weights model({{"p.weight", conv},
                 {"p.bias", Tensor::of(std::vector<float>{1, 2, 3}, {3})},
                 {"blocks.0.norm3.weight", Tensor::of(std::vector<float>{1, 1}, {2})},
                 {"blocks.0.modulation", Tensor::of(std::vector<float>{1, 2}, {1, 1, 2})}});
  const Weights lora({{"p.lora_up.weight", up},
                      {"p.lora_down.weight", down},
                      {"p.diff_b", Tensor::of(std::vector<float>{1, 1, 1}, {3})},
                      {"blocks.0.norm3.diff", Tensor::of(std::vector<float>{2, 4}, {2})},
                      {"blocks.0.diff_m", Tensor::of(std::vector<float>{8, 8}, {1, 1, 2})}});
  const auto report = merge_lora(model, lora, 0.5F, {});
  ASSERT_TRUE(report) << report.error().describe();
  EXPECT_EQ(report->merged, 4U);
  EXPECT_EQ(model.get("p.weight")->shape(), conv.shape());
  EXPECT_LT(worst(*model.get("p.weight"), expected_sum(conv, up, down, 0.5)), 1e-5);
  EXPECT_THAT(model.get("p.bias")->values(), ElementsAre(1.5, 2.5, 3.5));
  EXPECT_THAT(model.get("blocks.0.norm3.weight")->values(), ElementsAre(2, 3));
  EXPECT_THAT(model.get("blocks.0.modulation")->values(), ElementsAre(5, 6));
}

TEST(LoraTest, NamesOfAllTrainersAreUnderstood) {
  struct Case {
    const char* name;
    const char* module;
    LoraRole role;
    bool is_flat;
  };
  const Case cases[] = {
      {"lora_unet_blocks_0_self_attn_q.lora_down.weight", "blocks_0_self_attn_q", LoraRole::down,
       true},
      {"lora_unet__blocks_0_self_attn_q.alpha", "blocks_0_self_attn_q", LoraRole::alpha, true},
      {"diffusion_model.blocks.0.self_attn.q.lora_A.weight", "blocks.0.self_attn.q", LoraRole::down,
       false},
      {"diffusion_model.blocks.0.self_attn.q.lora_B.default.weight", "blocks.0.self_attn.q",
       LoraRole::up, false},
      {"transformer.blocks.0.attn1.to_q.lora.up.weight", "blocks.0.attn1.to_q", LoraRole::up,
       false},
      {"base_model.model.blocks.0.ffn.0.lora_A.weight", "blocks.0.ffn.0", LoraRole::down, false},
      {"diffusion_model.blocks.0.norm3.diff", "blocks.0.norm3", LoraRole::diff, false},
      {"blocks.0.ffn.0.diff_b", "blocks.0.ffn.0", LoraRole::diff_bias, false},
      {"diffusion_model.head.diff_m", "head", LoraRole::diff_modulation, false},
  };
  for (const Case& one : cases) {
    const auto name = parse_lora_name(one.name);
    ASSERT_TRUE(name) << one.name;
    EXPECT_EQ(name->module, one.module);
    EXPECT_EQ(name->role, one.role) << one.name;
    EXPECT_EQ(name->is_flat, one.is_flat) << one.name;
  }
  for (const char* name : {"", ".alpha", "blocks.0.self_attn.q.weight", "lora_unet_.alpha"}) {
    EXPECT_FALSE(parse_lora_name(name)) << name;
  }
}

TEST(LoraTest, ModulesAreFoundByOtherNamesAndByFlatOnes) {
  const auto other_names = [](std::string_view module) {
    return module == "blocks.0.self_attn.q" ? std::vector<std::string>{"blocks.0.attn1.to_q"}
                                            : std::vector<std::string>{};
  };
  for (const char* module :
       {"lora_unet_blocks_0_self_attn_q", "lora_unet_blocks_0_attn1_to_q",
        "diffusion_model.blocks.0.self_attn.q", "transformer.blocks.0.attn1.to_q"}) {
    Weights model({{"blocks.0.self_attn.q.weight", Tensor::zeros({2, 2})}});
    const std::string name = module;
    const Weights lora({{name + ".lora_up.weight", random_tensor({2, 1}, 1)},
                        {name + ".lora_down.weight", random_tensor({1, 2}, 2)}});
    const auto report = merge_lora(model, lora, 1, other_names);
    ASSERT_TRUE(report) << module << ": " << report.error().describe();
    EXPECT_EQ(report->merged, 1U);
  }
}

TEST(LoraTest, WhatFitsNothingIsListedAndWhatIsWrongIsAnError) {
  const Tensor up = random_tensor({2, 1}, 1);
  const Tensor down = random_tensor({1, 2}, 2);
  const auto merged = [&](Weights::Tensors tensors) {
    Weights model({{"m.weight", Tensor::zeros({2, 2})}});
    return merge_lora(model, Weights(std::move(tensors)), 1, {});
  };
  const auto some = merged({{"m.lora_up.weight", up},
                            {"m.lora_down.weight", down},
                            {"m.diff_b", down},
                            {"n.lora_up.weight", up},
                            {"n.lora_down.weight", down},
                            {"readme", up}});
  ASSERT_TRUE(some) << some.error().describe();
  EXPECT_EQ(some->merged, 1U);
  EXPECT_THAT(some->unmatched, testing::IsSupersetOf({"n.lora_up.weight", "readme"}));
  EXPECT_FALSE(merged({{"n.lora_up.weight", up}, {"n.lora_down.weight", down}}));
  EXPECT_FALSE(merged({{"m.lora_up.weight", up}}));
  EXPECT_FALSE(merged({{"m.lora_up.weight", up}, {"m.lora_down.weight", up}}));
  EXPECT_FALSE(
      merged({{"m.lora_up.weight", up}, {"m.lora_down.weight", down}, {"m.lora_A.weight", down}}));
  EXPECT_FALSE(merged({{"m.lora_up.weight", Tensor::zeros({2, 0})},
                       {"m.lora_down.weight", Tensor::zeros({0, 2})}}));
  const auto dora =
      merged({{"m.lora_up.weight", up}, {"m.lora_down.weight", down}, {"m.dora_scale", up}});
  ASSERT_FALSE(dora);
  EXPECT_THAT(dora.error().message, HasSubstr("dora_scale"));
}

TEST(DequantiseTest, OneScaleStaysForLayersAndScalesOfRowsAreApplied) {
  static const std::uint8_t kBytes[4] = {0x38, 0x40, 0xb8, 0x30};  // 1, 2, -1, 0.5
  const Tensor f8 =
      Tensor::over(nullptr, reinterpret_cast<const std::byte*>(kBytes), {2, 2}, DType::f8_e4m3);
  const Tensor one = Tensor::of(std::vector<float>{3}, {});
  const Tensor rows = Tensor::of(std::vector<float>{2, 4}, {2, 1});
  const Weights file({{"a.weight", f8},
                      {"a.scale_weight", one},
                      {"a.scale_input", one},
                      {"b.weight", f8},
                      {"b.weight_scale", rows},
                      {"embedding.weight", f8},
                      {"embedding.scale_weight", one},
                      {"scaled_fp8", Tensor::zeros({2})}});
  const auto plain =
      without_row_scales(file, [](std::string_view module) { return module != "embedding"; });
  ASSERT_TRUE(plain) << plain.error().describe();
  EXPECT_EQ(plain->get("a.weight")->type(), DType::f8_e4m3);
  EXPECT_TRUE(plain->linear("a"));
  const Tensor x = Tensor::of(std::vector<float>{1, 1}, {1, 2});
  EXPECT_THAT((*plain->linear("a"))(x).values(), ElementsAre(9, -1.5));
  EXPECT_EQ(plain->get("b.weight")->type(), DType::bf16);
  EXPECT_THAT(plain->get("b.weight")->values(), ElementsAre(2, 4, -4, 2));
  EXPECT_THAT(plain->get("embedding.weight")->values(), ElementsAre(3, 6, -3, 1.5));
  EXPECT_EQ(plain->tensors().size(), 4U);
  const Weights wrong({{"b.weight", f8}, {"b.weight_scale", Tensor::zeros({3})}});
  EXPECT_FALSE(without_row_scales(wrong, [](std::string_view) { return true; }));
}

}  // namespace
}  // namespace kirin::nn
