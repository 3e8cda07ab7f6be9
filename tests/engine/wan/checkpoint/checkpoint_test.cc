#include "engine/wan/checkpoint/checkpoint.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "engine/wan/checkpoint/synth.h"
#include "nn/memory.h"
#include "nn/tensors.h"
#include "nn/weights/hand_made.h"

namespace kirin::wan {
namespace {

namespace fs = std::filesystem;
using nn::ScratchFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const fs::path kGolden = fs::path(KIRIN_SOURCE_DIR) / "tests/golden";

/// Writes tensors as a safetensors file.
fs::path save(const ScratchFolder& folder, const std::string& name, const nn::Weights& weights) {
  const fs::path file = folder.path() / name;
  fs::create_directories(file.parent_path());
  std::vector<nn::TensorPlan> plan;
  for (const auto& [tensor_name, tensor] : weights.tensors()) {
    plan.push_back({tensor_name, tensor.type(), tensor.shape()});
  }
  auto writer = nn::create_tensor_file(file, nn::TensorFileWriter::Format::safetensors, plan);
  for (const auto& [tensor_name, tensor] : weights.tensors()) {
    const nn::Tensor dense = tensor.clone();
    EXPECT_TRUE((*writer)->append(
        {dense.bytes(), static_cast<std::size_t>(dense.count()) * nn::size_bytes(dense.type())}));
  }
  EXPECT_TRUE((*writer)->finish());
  return file;
}

nn::Weights renamed(const char* golden,
                    const std::function<std::string(const std::string&)>& name) {
  nn::Weights::Tensors tensors;
  const auto weights = nn::read_safetensors(kGolden / golden);
  for (const auto& [official, tensor] : weights->tensors()) {
    tensors.emplace(name(official), tensor);
  }
  return nn::Weights(std::move(tensors));
}

nn::Weights in_library(const char* golden, PartKind kind) {
  return renamed(golden, [kind](const std::string& name) { return *library_name(kind, name); });
}

std::string first_error(const Result<Checkpoint>& checkpoint) {
  return checkpoint ? "" : checkpoint.error().message;
}

TEST(CheckpointTest, AnOfficialDirectoryWithTwoExpertsIsComplete) {
  const std::size_t held = nn::memory_use().held_bytes;
  const auto folder = kGolden / "e2e_wan22_t2v_a14b";
  const auto checkpoint =
      open_checkpoint({.root = folder, .tokenizer = kGolden / "tokenizer/spiece.model"});
  ASSERT_TRUE(checkpoint) << first_error(checkpoint);
  EXPECT_THAT(checkpoint->missing, IsEmpty());
  EXPECT_TRUE(checkpoint->has_two_experts());
  EXPECT_THAT(checkpoint->high_noise->path().string(), HasSubstr("high_noise_model"));
  EXPECT_THAT(checkpoint->dit->path().string(), HasSubstr("low_noise_model"));
  EXPECT_EQ(checkpoint->vae->path().filename(), "Wan2.1_VAE.pth");
  EXPECT_EQ(checkpoint->dit->files().size(), 2U);
  EXPECT_EQ(checkpoint->dit->config().at("num_heads").get_int64(), 2);
  EXPECT_EQ(checkpoint->sizes()->heads, 2);
  EXPECT_EQ(nn::memory_use().held_bytes, held);  // nothing was read but headers
  const auto loaded = checkpoint->dit->load();
  ASSERT_TRUE(loaded) << loaded.error().describe();
  EXPECT_TRUE(loaded->weights.has("blocks.0.self_attn.q.weight"));
  EXPECT_EQ(nn::memory_use().held_bytes, held);
}

TEST(CheckpointTest, ADiffusersDirectoryGetsOfficialNamesAndKeys) {
  const ScratchFolder folder;
  const char* dit = "wan22_t2v/weights.safetensors";
  save(folder, "transformer/diffusion_pytorch_model.safetensors", in_library(dit, PartKind::dit));
  save(folder, "transformer_2/diffusion_pytorch_model.safetensors", in_library(dit, PartKind::dit));
  for (const char* name : {"transformer/config.json", "transformer_2/config.json"}) {
    folder.write(name, R"({"num_attention_heads":3,"attention_head_dim":20,"in_channels":16})");
  }
  save(folder, "vae/diffusion_pytorch_model.safetensors",
       in_library("common/vae21.safetensors", PartKind::vae21));
  save(folder, "text_encoder/model-00001-of-00001.safetensors",
       in_library("common/t5.safetensors", PartKind::t5));
  folder.write("tokenizer/spiece.model", "pieces");
  const auto checkpoint = open_checkpoint({.root = folder.path()});
  ASSERT_TRUE(checkpoint) << first_error(checkpoint);
  EXPECT_THAT(checkpoint->missing, IsEmpty());
  EXPECT_THAT(checkpoint->high_noise->path().string(), HasSubstr("transformer/"));
  EXPECT_THAT(checkpoint->dit->path().string(), HasSubstr("transformer_2"));
  EXPECT_EQ(checkpoint->sizes()->heads, 3);
  EXPECT_EQ(checkpoint->dit->config().at("dim").get_int64(), 60);
  EXPECT_EQ(checkpoint->tokenizer.filename(), "spiece.model");
  const auto loaded = checkpoint->dit->load();
  const auto official = nn::read_safetensors(kGolden / dit);
  for (const auto& [name, tensor] : official->tensors()) {
    EXPECT_EQ(loaded->weights.get(name, tensor.shape())->values(), tensor.values()) << name;
  }
  EXPECT_TRUE(checkpoint->text_encoder->load()->weights.has("blocks.1.ffn.gate.0.weight"));
}

TEST(CheckpointTest, ComfyFoldersWithPrefixesAndAnEmbeddedTokenizerWork) {
  const ScratchFolder folder;
  save(folder, "diffusion_models/wan_t2v.safetensors",
       renamed("wan22_t2v/weights.safetensors",
               [](const std::string& name) { return "model.diffusion_model." + name; }));
  save(folder, "vae/wan_2.1_vae.safetensors",
       renamed("common/vae21.safetensors", [](const std::string& name) { return name; }));
  nn::Weights::Tensors t5 = in_library("common/t5.safetensors", PartKind::t5).tensors();
  static const std::string kModel = "a serialized model";
  t5.emplace("spiece_model",
             nn::Tensor::over(nullptr, reinterpret_cast<const std::byte*>(kModel.data()),
                              {static_cast<nn::Index>(kModel.size())}, nn::DType::u8));
  save(folder, "text_encoders/umt5.safetensors", nn::Weights(t5));
  const auto checkpoint = open_checkpoint({.root = folder.path()});
  ASSERT_TRUE(checkpoint) << first_error(checkpoint);
  EXPECT_THAT(checkpoint->missing, IsEmpty());
  EXPECT_EQ(checkpoint->embedded_tokenizer, kModel);
  EXPECT_THAT(checkpoint->dit->check().faults, IsEmpty());
  EXPECT_THAT(checkpoint->text_encoder->check().unknown, IsEmpty());
}

TEST(CheckpointTest, WhatIsMissingIsSaidWithTheFileToDownload) {
  const auto checkpoint = open_checkpoint({.root = kGolden / "e2e_wan21_i2v"});
  ASSERT_TRUE(checkpoint) << first_error(checkpoint);
  EXPECT_THAT(checkpoint->missing,
              ElementsAre(HasSubstr("Wan2.1_VAE.pth"), HasSubstr("models_t5_umt5-xxl-enc-bf16.pth"),
                          HasSubstr("models_clip"), HasSubstr("spiece.model")));
  const auto wrong_vae = open_checkpoint(
      {.root = kGolden / "e2e_wan22_ti2v", .vae = kGolden / "common/vae21.safetensors"});
  ASSERT_TRUE(wrong_vae);
  EXPECT_THAT(wrong_vae->missing, testing::Contains(HasSubstr("Wan2.2_VAE.pth")));
  const auto lone = open_checkpoint({.root = kGolden / "e2e_wan22_t2v_a14b/low_noise_model"});
  ASSERT_TRUE(lone);
  EXPECT_TRUE(lone->dit);
  const ScratchFolder empty;
  EXPECT_EQ(open_checkpoint({.root = empty.path()}).error().code, ErrorCode::not_found);
  EXPECT_EQ(open_checkpoint({.root = empty.path() / "nowhere"}).error().code, ErrorCode::not_found);
}

TEST(CheckpointTest, SeveralDitsMustBeNamedAndNamedFilesMustBeOfTheirKind) {
  const ScratchFolder folder;
  const auto same = [](const std::string& name) { return name; };
  const auto a = save(folder, "a.safetensors", renamed("wan22_t2v/weights.safetensors", same));
  save(folder, "sub/b.safetensors", renamed("wan22_i2v/weights.safetensors", same));
  const auto both = open_checkpoint({.root = folder.path()});
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().code, ErrorCode::failed_precondition);
  EXPECT_THAT(both.error().message, HasSubstr("sub/b.safetensors"));
  EXPECT_TRUE(open_checkpoint({.root = folder.path(), .dit = a}));
  EXPECT_FALSE(open_checkpoint({.root = folder.path(), .dit = a, .vae = a}));
}

TEST(CheckpointTest, BrokenFilesAreNotedAndFaultsAreListed) {
  const ScratchFolder folder;
  nn::Weights::Tensors tensors =
      renamed("wan22_t2v/weights.safetensors", [](const std::string& name) {
        return name;
      }).tensors();
  tensors.erase("blocks.1.ffn.2.bias");
  tensors["blocks.2.norm3.weight"] = nn::Tensor::zeros({7});
  tensors.emplace("blocks.0.audio.weight", nn::Tensor::zeros({1}));
  save(folder, "model.safetensors", nn::Weights(tensors));
  folder.write("sub/cut.safetensors", "\x40");
  const auto checkpoint = open_checkpoint({.root = folder.path()});
  ASSERT_TRUE(checkpoint) << first_error(checkpoint);
  EXPECT_THAT(checkpoint->notes, testing::Contains(HasSubstr("cut.safetensors")));
  const auto faults = checkpoint->dit->check();
  EXPECT_THAT(faults.faults, ElementsAre(HasSubstr("blocks.1.ffn.2.bias is missing"),
                                         HasSubstr("blocks.2.norm3.weight has the shape [7]")));
  EXPECT_THAT(faults.unknown, ElementsAre("blocks.0.audio.weight"));
}

TEST(CheckpointTest, LorasMergeWhenADitIsLoaded) {
  const ScratchFolder folder;
  const auto part = CheckpointPart::open(kGolden / "wan22_t2v/weights.safetensors");
  ASSERT_TRUE(part);
  const auto lora =
      save(folder, "lora.safetensors",
           nn::Weights(
               {{"lora_unet_blocks_0_self_attn_q.lora_down.weight", nn::random_tensor({2, 60}, 1)},
                {"lora_unet_blocks_0_self_attn_q.lora_up.weight", nn::random_tensor({60, 2}, 2)},
                {"transformer.blocks.1.attn2.to_k.lora_A.weight", nn::random_tensor({1, 60}, 3)},
                {"transformer.blocks.1.attn2.to_k.lora_B.weight", nn::random_tensor({60, 1}, 4)},
                {"lora_te_x.lora_up.weight", nn::Tensor::zeros({1, 1})}}));
  const LoraFile file{lora, 1.0F};
  const auto plain = part->load();
  const auto changed = part->load(std::span(&file, 1));
  ASSERT_TRUE(changed) << changed.error().describe();
  EXPECT_THAT(changed->warnings, ElementsAre(HasSubstr("lora_te_x.lora_up.weight")));
  std::vector<std::string> different;
  for (const auto& [name, tensor] : plain->weights.tensors()) {
    if (changed->weights.get(name)->values() != tensor.values()) {
      different.push_back(name);
    }
  }
  EXPECT_THAT(different,
              ElementsAre("blocks.0.self_attn.q.weight", "blocks.1.cross_attn.k.weight"));
}

JsonObject small_config() {
  return parse_json(R"({"dit":{"dim":24,"ffn_dim":40,"num_heads":2,"num_layers":2,"in_dim":36,
      "out_dim":16,"text_dim":32,"image_dim":20,"model_type":"i2v"},"two_experts":true,
      "t5":{"dim":32,"dim_attn":16,"dim_ffn":48,"num_heads":2,"num_layers":2,"vocab_size":300},
      "vae":{"dim":4,"z_dim":16},"clip":{"vision_dim":20,"vision_layers":2,"image_size":28}})")
      ->get_object();
}

TEST(SynthTest, WhatIsWrittenIsACompleteModelAndTheSameForASeed) {
  const auto model = synth_model(small_config());
  ASSERT_TRUE(model) << model.error().describe();
  SynthOptions options;
  options.parts = {PartKind::dit, PartKind::vae21, PartKind::t5, PartKind::clip};
  options.shard_bytes = 20'000;
  for (const bool only_safetensors : {false, true}) {
    options.only_safetensors = only_safetensors;
    const SynthPlan plan = plan_synth(*model, options);
    const ScratchFolder folder;
    std::uint64_t last = 0;
    ASSERT_TRUE(write_synth(plan, folder.path(), 7, [&](std::uint64_t done, std::string_view) {
      EXPECT_GT(done, last);
      last = done;
    }));
    EXPECT_EQ(last, plan.size_bytes);
    const auto checkpoint =
        open_checkpoint({.root = folder.path(), .tokenizer = kGolden / "tokenizer/spiece.model"});
    ASSERT_TRUE(checkpoint) << first_error(checkpoint);
    EXPECT_THAT(checkpoint->missing, IsEmpty());
    EXPECT_THAT(checkpoint->notes, IsEmpty());
    EXPECT_GT(checkpoint->dit->files().size(), 1U);
    std::uint64_t parameters = 0;
    for (const auto* part : {&checkpoint->dit, &checkpoint->high_noise, &checkpoint->vae,
                             &checkpoint->text_encoder, &checkpoint->image_encoder}) {
      EXPECT_THAT((*part)->check().faults, IsEmpty());
      EXPECT_THAT((*part)->check().unknown, IsEmpty());
      parameters += (*part)->parameters();
    }
    EXPECT_EQ(parameters, plan.parameters);
    const auto high = checkpoint->high_noise->load();
    const auto low = checkpoint->dit->load();
    EXPECT_NE(high->weights.get("head.head.weight")->values(),
              low->weights.get("head.head.weight")->values());
    const ScratchFolder again;
    ASSERT_TRUE(write_synth(plan, again.path(), 7, [](std::uint64_t, std::string_view) {}));
    const auto second = nn::read_weights(again.path() / plan.files.back().name);
    const auto first = nn::read_weights(folder.path() / plan.files.back().name);
    ASSERT_TRUE(second);
    for (const auto& [name, tensor] : first->tensors()) {
      EXPECT_EQ(second->get(name)->values(), tensor.values());
    }
  }
}

TEST(SynthTest, NumbersDependOnNameAndPositionAloneAndKeepTheSizeOfSignals) {
  const nn::Shape shape{64, 300};
  std::vector<float> whole(64 * 300);
  fill_random("m.weight", shape, nn::DType::f32, 5, 0, 64 * 300,
              reinterpret_cast<std::byte*>(whole.data()));
  std::vector<float> part(1000);
  fill_random("m.weight", shape, nn::DType::f32, 5, 4321, 1000,
              reinterpret_cast<std::byte*>(part.data()));
  EXPECT_TRUE(std::equal(part.begin(), part.end(), whole.begin() + 4321));
  double squares = 0;
  for (const float value : whole) {
    squares += static_cast<double>(value) * value;
  }
  EXPECT_NEAR(squares / static_cast<double>(whole.size()) * 300, 1.0, 0.03);  // variance 1/inputs
}

TEST(SynthTest, WrongSizesAreErrorsThatNameTheKey) {
  JsonObject config = small_config();
  config["t5"].as_object()["dim_ffn"] = -3;
  const auto model = synth_model(config);
  ASSERT_FALSE(model);
  EXPECT_THAT(model.error().message, HasSubstr("t5.dim_ffn"));
  EXPECT_FALSE(synth_model(JsonObject{{"dit", 3}}));
}

}  // namespace
}  // namespace kirin::wan
