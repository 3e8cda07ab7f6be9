#include "nn/weights/safetensors.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "nn/memory.h"
#include "nn/tensors.h"
#include "nn/weights/hand_made.h"
#include "nn/weights/weights.h"

namespace kirin::nn {
namespace {

const std::filesystem::path kGolden = std::filesystem::path(KIRIN_SOURCE_DIR) / "tests/golden";

TEST(SafetensorsTest, EveryGoldenFileOpens) {
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(kGolden)) {
    if (entry.path().extension() == ".safetensors") {
      const auto weights = read_safetensors(entry.path());
      ASSERT_TRUE(weights) << weights.error().describe();
      EXPECT_FALSE(weights->tensors().empty()) << entry.path();
      ++files;
    }
  }
  EXPECT_GE(files, 50);
}

TEST(SafetensorsTest, ATensorOfAnotherShapeIsRefusedByName) {
  const auto weights = read_safetensors(kGolden / "umt5/weights.safetensors");
  ASSERT_TRUE(weights);
  const auto wrong = weights->get("norm.weight", {3});
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().code, ErrorCode::failed_precondition);
  EXPECT_NE(wrong.error().message.find("norm.weight"), std::string::npos);
}

TEST(SafetensorsTest, EveryTypeKeepsItsNameShapeAndNumbers) {
  const std::string header =
      R"({"__metadata__":{"format":"pt"},
          "double":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},
          "long":{"dtype":"I64","shape":[1],"data_offsets":[8,16]},
          "float":{"dtype":"F32","shape":[],"data_offsets":[16,20]},
          "int":{"dtype":"I32","shape":[1,1],"data_offsets":[20,24]},
          "half":{"dtype":"F16","shape":[1],"data_offsets":[24,26]},
          "brain":{"dtype":"BF16","shape":[1],"data_offsets":[26,28]},
          "eighth":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[28,29]},
          "byte":{"dtype":"U8","shape":[1],"data_offsets":[29,30]},
          "flag":{"dtype":"BOOL","shape":[1],"data_offsets":[30,31]},
          "nothing":{"dtype":"F32","shape":[0,7],"data_offsets":[31,31]}})";
  std::string padded = header + std::string(8 - header.size() % 8, ' ');
  const double seven = 7;
  const float minus_two = -2;
  std::string data(reinterpret_cast<const char*>(&seven), 8);
  data += little(static_cast<std::uint64_t>(-5), 8);
  data += std::string(reinterpret_cast<const char*>(&minus_two), 4);
  data += little(9, 4) + little(0x3c00, 2) + little(0x4000, 2) + "\x38" + "\x03" + "\x01";
  const auto weights = safetensors_weights(in_memory(little(padded.size(), 8) + padded + data));
  ASSERT_TRUE(weights) << weights.error().describe();

  const auto value = [&](const char* name) { return weights->get(name)->values().at(0); };
  EXPECT_EQ(value("double"), 7);
  EXPECT_EQ(value("long"), -5);
  EXPECT_EQ(value("float"), -2);
  EXPECT_EQ(value("int"), 9);
  EXPECT_EQ(value("half"), 1);    // 0x3c00 of binary16
  EXPECT_EQ(value("brain"), 2);   // 0x4000 of bfloat16
  EXPECT_EQ(value("eighth"), 1);  // 0x38 of E4M3
  EXPECT_EQ(value("byte"), 3);
  EXPECT_EQ(value("flag"), 1);
  EXPECT_EQ(weights->get("float")->rank(), 0);
  EXPECT_EQ(weights->get("nothing")->count(), 0);
  EXPECT_EQ(weights->get("eighth")->type(), DType::f8_e4m3);
  EXPECT_FALSE(weights->has("__metadata__"));
}

// What is behind the hand-made files: a header, and the bytes that follow it.
struct Hostile {
  const char* what;
  std::string header;
  std::size_t data_bytes;
};

const std::vector<Hostile>& hostile_headers() {
  static const std::vector<Hostile> all = {
      {"not JSON", "{]", 0},
      {"no object", "[]", 0},
      {"entry without shape", R"({"a":{"dtype":"F32","data_offsets":[0,4]}})", 4},
      {"entry is a number", R"({"a":4})", 4},
      {"unknown type", R"({"a":{"dtype":"F6","shape":[1],"data_offsets":[0,4]}})", 4},
      {"past the end", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}})", 4},
      {"reversed", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", 4},
      {"negative", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}})", 4},
      {"fraction", R"({"a":{"dtype":"F32","shape":[1.0],"data_offsets":[0,4]}})", 4},
      {"three offsets", R"({"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4,4]}})", 4},
      {"too small for its shape", R"({"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", 4},
      {"overflow", R"({"a":{"dtype":"F32","shape":[4294967296,4294967296],"data_offsets":[0,0]}})",
       0},
      {"overflow behind a zero",
       R"({"a":{"dtype":"F32","shape":[0,4294967296,4294967296,4],"data_offsets":[0,0]}})", 0},
      {"nine axes", R"({"a":{"dtype":"U8","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,1]}})", 1},
      {"overlap",
       R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}})",
       6},
      {"gap",
       R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]},"b":{"dtype":"U8","shape":[2],"data_offsets":[4,6]}})",
       6},
      {"trailing bytes", R"({"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}})", 3},
      {"duplicate name",
       R"({"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},"a":{"dtype":"U8","shape":[1],"data_offsets":[1,2]}})",
       2},
      {"nesting", R"({"a":{"dtype":"U8","shape":[[[[[[1]]]]]],"data_offsets":[0,1]}})", 1},
      {"metadata that is no text", R"({"__metadata__":{"a":1}})", 0},
  };
  return all;
}

TEST(SafetensorsTest, HostileHeadersAreErrors) {
  for (const Hostile& hostile : hostile_headers()) {
    const auto weights =
        safetensors_weights(in_memory(safetensors_file(hostile.header, hostile.data_bytes)));
    EXPECT_FALSE(weights) << hostile.what;
  }
}

TEST(SafetensorsTest, FilesThatAreCutShortAreErrors) {
  const std::string whole =
      safetensors_file(R"({"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})", 4);
  ASSERT_TRUE(safetensors_weights(in_memory(whole)));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(safetensors_weights(in_memory(std::string_view(whole).substr(0, size)))) << size;
  }
  EXPECT_FALSE(safetensors_weights(in_memory(little(~std::uint64_t{0}, 8) + "{}")));
}

TEST(SafetensorsTest, TwoThousandTensorsOpenInMillisecondsWithoutCopies) {
  std::string header = "{";
  for (int i = 0; i < 2000; ++i) {
    header += fmt::format(
        R"({}"blocks.{}.weight":{{"dtype":"F32","shape":[8,16],"data_offsets":[{},{}]}})",
        i == 0 ? "" : ",", i, i * 512, (i + 1) * 512);
  }
  header += "}";
  header.append(8 - header.size() % 8, ' ');
  const MappedFile file = in_memory(safetensors_file(header, 2000 * 512));
  const std::size_t held_before = memory_use().held_bytes;

  const std::clock_t start = std::clock();
  const auto weights = safetensors_weights(file);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;

  ASSERT_TRUE(weights) << weights.error().describe();
  EXPECT_EQ(weights->tensors().size(), 2000U);
  EXPECT_EQ(memory_use().held_bytes, held_before);
  EXPECT_LT(seconds, 0.1);  // 2.3 ms in a release build; sanitizers take ten times that
  RecordProperty("milliseconds", fmt::format("{:.2f}", seconds * 1000));
}

TEST(SafetensorsTest, NumbersAreThereAgainAfterTheirPagesWereReleased) {
  const auto weights = read_safetensors(kGolden / "umt5/weights.safetensors");
  ASSERT_TRUE(weights);
  const auto before = weights->get("token_embedding.weight")->values();
  weights->release_pages();
  EXPECT_EQ(weights->get("token_embedding.weight")->values(), before);
}

}  // namespace
}  // namespace kirin::nn
