#include "engine/wan/checkpoint/names.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "base/json.h"

namespace kirin::wan {
namespace {

const std::filesystem::path kGolden = std::filesystem::path(KIRIN_SOURCE_DIR) / "tests/golden";

JsonObject name_maps() {
  const auto text = read_file(kGolden / "name_maps.json");
  return parse_json(*text)->get_object();
}

/// The map's entries with its remarks removed and its placeholders filled.
std::vector<std::pair<std::string, std::string>> entries(const char* key) {
  std::vector<std::pair<std::string, std::string>> all;
  const auto filled = [](std::string name) {
    if (const auto remark = name.find(" ("); remark != std::string::npos) {
      name.resize(remark);
    }
    if (const auto number = name.find(".N."); number != std::string::npos) {
      name.replace(number, 3, ".17.");
    }
    if (name.ends_with('*')) {
      name.replace(name.size() - 1, 1, "weight");
    }
    return name;
  };
  const JsonObject maps = name_maps();
  for (const auto& [official, library] : maps.at(key).get_object()) {
    all.emplace_back(filled(official), filled(std::string(library.get_string())));
  }
  return all;
}

void expect_both_ways(PartKind kind, const char* key, std::size_t count) {
  const auto names = entries(key);
  EXPECT_EQ(names.size(), count);
  for (const auto& [official, library] : names) {
    EXPECT_EQ(library_name(kind, official), library);
    EXPECT_EQ(official_name(kind, library), official);
  }
}

TEST(NamesTest, EveryNameOfTheListsIsTranslatedBothWays) {
  expect_both_ways(PartKind::dit, "dit (t2v keys plus i2v/flf2v extras)", 56);
  expect_both_ways(PartKind::dit, "dit vace extras", 33);
  expect_both_ways(PartKind::vae21, "vae21", 194);
  expect_both_ways(PartKind::vae22, "vae22", 196);
  expect_both_ways(PartKind::t5, "umt5", 12);
  expect_both_ways(PartKind::clip, "clip visual", 12);
}

TEST(NamesTest, WhatNoLayoutKnowsHasNoName) {
  for (const PartKind kind :
       {PartKind::dit, PartKind::vae21, PartKind::vae22, PartKind::t5, PartKind::clip}) {
    for (const char* name : {"", "blocks.", "blocks..attn1.to_q.weight", "decoder.up_blocks.x.y"}) {
      EXPECT_FALSE(official_name(kind, name)) << name;
      EXPECT_FALSE(library_name(kind, name)) << name;
    }
    EXPECT_FALSE(official_name(kind, "lm_head.weight"));
    EXPECT_FALSE(library_name(kind, "lm_head.weight"));
    // Numbers that no network reaches are no error.
    official_name(kind, "decoder.up_blocks.99999999999999999999.resnets.0.conv1.weight");
    library_name(kind, "decoder.upsamples.99999999999999999999.residual.2.weight");
  }
}

/// The same tensors as a library would publish them.
nn::Weights in_library_layout(const nn::Weights& official, PartKind kind, std::string_view prefix) {
  nn::Weights::Tensors tensors;
  for (const auto& [name, tensor] : official.tensors()) {
    const auto library = library_name(kind, name);
    if (!library) {
      continue;
    }
    const auto brace = library->find("{q,k,v}");
    if (brace != std::string::npos) {
      const nn::Index rows = tensor.extent(0) / 3;
      for (nn::Index i = 0; i < 3; ++i) {
        std::string part = *library;
        part.replace(brace, 7, std::string(1, "qkv"[i]));
        tensors.emplace(std::string(prefix) + part,
                        tensor.slice(0, i * rows, (i + 1) * rows).clone());
      }
    } else if (name == "visual.head") {
      tensors.emplace(std::string(prefix) + *library, tensor.transposed(0, 1).clone());
    } else if (name == "visual.cls_embedding") {
      tensors.emplace(std::string(prefix) + *library, tensor.reshaped({-1}));
    } else if (name == "visual.pos_embedding") {
      tensors.emplace(std::string(prefix) + *library, tensor.select(0, 0));
    } else {
      tensors.emplace(std::string(prefix) + *library, tensor);
    }
  }
  return nn::Weights(std::move(tensors));
}

struct Network {
  const char* file;
  PartKind kind;
};

class NamesOfNetworksTest : public testing::TestWithParam<Network> {};

TEST_P(NamesOfNetworksTest, AreRecognisedInEachLayoutAndBecomeOfficial) {
  const auto official = nn::read_safetensors(kGolden / GetParam().file);
  ASSERT_TRUE(official);
  const auto found = recognise(*official);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->kind, GetParam().kind);
  EXPECT_EQ(found->layout, NameLayout::official);
  for (const char* prefix : {"", "model.diffusion_model."}) {
    const nn::Weights library = in_library_layout(*official, GetParam().kind, prefix);
    const auto recognised = recognise(library);
    ASSERT_TRUE(recognised);
    EXPECT_EQ(recognised->kind, GetParam().kind);
    EXPECT_EQ(recognised->layout, NameLayout::library);
    const auto renamed = with_official_names(library, *recognised);
    ASSERT_TRUE(renamed) << renamed.error().describe();
    for (const auto& [name, tensor] : official->tensors()) {
      if (!library_name(GetParam().kind, name)) {
        continue;  // CLIP's text half
      }
      const auto again = renamed->get(name, tensor.shape());
      ASSERT_TRUE(again) << again.error().describe();
      EXPECT_EQ(again->values(), tensor.values()) << name;
    }
    EXPECT_EQ(official_shapes(library, *recognised), shapes_of(*renamed));
  }
}

INSTANTIATE_TEST_SUITE_P(Golden, NamesOfNetworksTest,
                         testing::Values(Network{"wan22_t2v/weights.safetensors", PartKind::dit},
                                         Network{"wan21_i2v/weights.safetensors", PartKind::dit},
                                         Network{"wan21_flf2v/weights.safetensors", PartKind::dit},
                                         Network{"wan21_vace/weights.safetensors", PartKind::dit},
                                         Network{"common/vae21.safetensors", PartKind::vae21},
                                         Network{"common/vae22.safetensors", PartKind::vae22},
                                         Network{"common/t5.safetensors", PartKind::t5},
                                         Network{"common/clip.safetensors", PartKind::clip}));

TEST(NamesTest, ComfyPrefixesAreTakenOff) {
  const auto official = nn::read_safetensors(kGolden / "wan22_t2v/weights.safetensors");
  for (const char* prefix : {"model.diffusion_model.", "diffusion_model."}) {
    nn::Weights::Tensors tensors;
    for (const auto& [name, tensor] : official->tensors()) {
      tensors.emplace(prefix + name, tensor);
    }
    const nn::Weights prefixed(std::move(tensors));
    const auto found = recognise(prefixed);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->layout, NameLayout::official);
    const auto renamed = with_official_names(prefixed, *found);
    ASSERT_TRUE(renamed);
    EXPECT_EQ(renamed->tensors().size(), official->tensors().size());
    EXPECT_TRUE(renamed->has("blocks.0.self_attn.q.weight"));
  }
}

TEST(NamesTest, ClipProjectionsThatDoNotFitAreAnError) {
  nn::Weights::Tensors tensors;
  const std::string layer = "vision_model.encoder.layers.0.self_attn.";
  tensors.emplace(layer + "q_proj.weight", nn::Tensor::zeros({2, 2}));
  tensors.emplace(layer + "k_proj.weight", nn::Tensor::zeros({2, 2}));
  EXPECT_FALSE(with_official_names(nn::Weights(tensors), {PartKind::clip, NameLayout::library}));
  tensors.emplace(layer + "v_proj.weight", nn::Tensor::zeros({3, 2}));
  EXPECT_FALSE(with_official_names(nn::Weights(tensors), {PartKind::clip, NameLayout::library}));
}

}  // namespace
}  // namespace kirin::wan
