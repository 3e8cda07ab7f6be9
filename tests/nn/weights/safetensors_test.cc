#include <gtest/gtest.h>

#include <cstring>
#include <filesystem>

#include "nn/tensors.h"
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

}  // namespace
}  // namespace kirin::nn
