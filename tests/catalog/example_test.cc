#include "catalog/example.h"

#include <gtest/gtest.h>

namespace kirin::catalog {
namespace {

constexpr const char* kImage = "https://example.org/cat.png";

TEST(ExampleTest, IsAccepted) {
  for (const auto& contract : Catalog::embedded().contracts()) {
    const JsonObject example = example_parameters(*contract, kImage);
    const CheckOutcome outcome = check(*contract, contract->id(), example);
    const auto* request = std::get_if<GenerationRequest>(&outcome);
    ASSERT_NE(request, nullptr) << boost::json::serialize(example);
    EXPECT_TRUE(request->warnings.empty());
    EXPECT_FALSE(request->prompt.empty());
  }
}

TEST(ExampleTest, HoldsAnImageWhereTheModelNeedsOne) {
  const Catalog& catalog = Catalog::embedded();
  EXPECT_FALSE(example_needs_image(*catalog.find("kirin_v2_6_t2v")));
  EXPECT_TRUE(example_needs_image(*catalog.find("kirin_v1_i2v")));
  EXPECT_EQ(example_parameters(*catalog.find("kirin_v2_6_i2v"), kImage).at("image"), Json(kImage));
  EXPECT_EQ(example_parameters(*catalog.find("kirin_v1_6_multi_i2v"), kImage)
                .at("image_list")
                .at(0)
                .at("image"),
            Json(kImage));
}

}  // namespace
}  // namespace kirin::catalog
