/// \file
/// What every AssetStore must do. A store's own test instantiates it:
///
///   INSTANTIATE_TEST_SUITE_P(Disk, AssetStoreSuite, ::testing::Values(StoreUnderTest{"disk",
///   open}));
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "assets/asset_store.h"
#include "assets/scratch_directory.h"

namespace kirin::assets {

struct StoreUnderTest {
  std::string name;
  /// Opens the store that belongs to an empty directory of the test; called again it opens the same
  /// one.
  std::function<Result<std::unique_ptr<AssetStore>>(const std::filesystem::path&)> open;
};

class AssetStoreSuite : public ::testing::TestWithParam<StoreUnderTest> {
 protected:
  void SetUp() override { store_ = opened(); }

  std::unique_ptr<AssetStore> opened() const {
    auto store = GetParam().open(scratch_.path());
    EXPECT_TRUE(store) << store.error().describe();
    return *std::move(store);
  }
  AssetFacts put(std::string_view key, std::string_view content,
                 std::string_view type = "video/mp4") {
    const UniqueFd file = file_with(content);
    auto facts = store_->put(key, file.get(), type, kNow);
    EXPECT_TRUE(facts) << facts.error().describe();
    return *std::move(facts);
  }

  static constexpr TimePoint kNow{std::chrono::milliseconds{1'770'275'944'123}};
  ScratchDirectory scratch_;
  std::unique_ptr<AssetStore> store_;
};

}  // namespace kirin::assets
