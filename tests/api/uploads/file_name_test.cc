#include "api/uploads/file_name.h"

#include <gtest/gtest.h>

#include "assets/asset_key.h"

namespace kirin::api::uploads {
namespace {

TEST(FileNameTest, IsMadeHarmless) {
  for (const auto& [given, safe] : {std::pair{"cat.png", "cat.png"},
                                    {"../../etc/passwd", "passwd"},
                                    {"a/b\\c.png", "c.png"},
                                    {"C:\\dir\\cat.PNG", "cat.PNG"},
                                    {"..", "upload.png"},
                                    {"", "upload.png"},
                                    {"/", "upload.png"},
                                    {".hidden", "hidden"},
                                    {"a b\tc.png", "a_b_c.png"},
                                    {"%2e%2e%2fx.png", "2e_2e_2fx.png"},
                                    {"na\xc3\xafve \xe7\x8c\xab.png", "na_ve_.png"},
                                    {"\xe7\x8c\xab", "upload.png"}}) {
    EXPECT_EQ(safe_file_name(given, ".png"), safe) << given;
  }
}

TEST(FileNameTest, LongNamesKeepTheirExtension) {
  const std::string name = safe_file_name(std::string(400, 'x') + ".jpeg", ".jpg");
  EXPECT_EQ(name.size(), 100u);
  EXPECT_TRUE(name.ends_with(".jpeg"));
  EXPECT_EQ(safe_file_name("a." + std::string(400, 'x'), "").size(), 100u);
}

TEST(FileNameTest, IsAlwaysASegmentOfAKey) {
  for (int c = 0; c < 256; ++c) {
    const std::string name = safe_file_name(std::string(3, static_cast<char>(c)), ".bin");
    EXPECT_TRUE(assets::check_key("uploads/" + name)) << c;
  }
}

}  // namespace
}  // namespace kirin::api::uploads
