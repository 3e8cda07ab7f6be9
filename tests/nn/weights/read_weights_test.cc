#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "nn/weights/hand_made.h"
#include "nn/weights/weight_files.h"
#include "nn/weights/weights.h"

namespace kirin::nn {
namespace {

using testing::HasSubstr;

const std::filesystem::path kGolden = std::filesystem::path(KIRIN_SOURCE_DIR) / "tests/golden";

/// One tensor of one byte.
std::string one(const std::string& name, char value = 1) {
  std::string file = safetensors_file(
      fmt::format(R"({{"{}":{{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}}})", name), 1);
  file.back() = value;
  return file;
}

TEST(ReadWeightsTest, ShardsWithAnIndexAreOneModel) {
  const auto folder = kGolden / "e2e_wan22_t2v_a14b/high_noise_model";
  const auto weights = read_weights(folder);
  ASSERT_TRUE(weights) << weights.error().describe();
  const auto first =
      read_safetensors(folder / "diffusion_pytorch_model-00001-of-00002.safetensors");
  const auto second =
      read_safetensors(folder / "diffusion_pytorch_model-00002-of-00002.safetensors");
  EXPECT_EQ(weights->tensors().size(), first->tensors().size() + second->tensors().size());
  EXPECT_TRUE(weights->has("patch_embedding.weight"));
  EXPECT_TRUE(weights->has("head.head.weight"));
}

TEST(ReadWeightsTest, ShardsThatNumberThemselvesNeedNoIndex) {
  const ScratchFolder folder;
  folder.write("m-00001-of-00002.safetensors", one("a"));
  folder.write("m-00002-of-00002.safetensors", one("b"));
  const auto weights = read_weights(folder.path());
  ASSERT_TRUE(weights) << weights.error().describe();
  EXPECT_TRUE(weights->has("a") && weights->has("b"));
  std::filesystem::remove(folder.path() / "m-00001-of-00002.safetensors");
  folder.write("m-00003-of-00002.safetensors", one("c"));
  EXPECT_FALSE(read_weights(folder.path()));
}

TEST(ReadWeightsTest, SeveralModelsInADirectoryMustBeNamed) {
  const ScratchFolder folder;
  folder.write("a.safetensors", one("a"));
  folder.write("b.safetensors", one("b"));
  const auto weights = read_weights(folder.path());
  ASSERT_FALSE(weights);
  EXPECT_EQ(weights.error().code, ErrorCode::failed_precondition);
  EXPECT_TRUE(read_weights(folder.path() / "a.safetensors"));
}

TEST(ReadWeightsTest, WrongIndicesAreErrorsThatNameTheFile) {
  const ScratchFolder folder;
  const auto with_index = [&](const std::string& map) {
    folder.write("m.safetensors.index.json", R"({"metadata":{},"weight_map":)" + map + "}");
    return read_weights(folder.path());
  };
  folder.write("1.safetensors", one("a"));
  folder.write("2.safetensors", one("b"));
  ASSERT_TRUE(with_index(R"({"a":"1.safetensors","b":"2.safetensors"})"));
  const auto missing = with_index(R"({"a":"1.safetensors","b":"3.safetensors"})");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, ErrorCode::not_found);
  EXPECT_THAT(missing.error().message, HasSubstr("3.safetensors"));
  const auto elsewhere = with_index(R"({"a":"2.safetensors","b":"2.safetensors"})");
  ASSERT_FALSE(elsewhere);
  EXPECT_THAT(elsewhere.error().message, HasSubstr("\"a\""));
  for (const char* map : {R"({"a":"../1.safetensors"})", R"({"a":"/etc/passwd"})", R"({"a":".."})",
                          R"({"a":""})", R"({"a":1})", R"({})", "[]"}) {
    EXPECT_FALSE(with_index(map)) << map;
  }
}

TEST(ReadWeightsTest, OfAnIndexOnlyWhatItListsIsRead) {
  const ScratchFolder folder;
  folder.write("1.safetensors",
               safetensors_file(R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},)"
                                R"("b":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
                                2));
  folder.write("2.safetensors", one("b", 7));
  folder.write("m.safetensors.index.json",
               R"({"weight_map":{"a":"1.safetensors","b":"2.safetensors"}})");
  const auto weights = read_weights(folder.path());
  ASSERT_TRUE(weights) << weights.error().describe();
  EXPECT_EQ(weights->get("b")->values().front(), 7);
}

TEST(ReadWeightsTest, WhatIsNoWeightFileIsSaidToBeNone) {
  const ScratchFolder folder;
  const auto text = read_weights(folder.write("model.txt", "hello, world"));
  ASSERT_FALSE(text);
  EXPECT_THAT(text.error().message, HasSubstr("safetensors, PyTorch"));
  EXPECT_FALSE(read_weights(folder.write("empty.safetensors", "")));
  EXPECT_FALSE(read_weights(folder.path() / "nowhere"));
  EXPECT_FALSE(read_weights("/dev/null"));
}

}  // namespace
}  // namespace kirin::nn
