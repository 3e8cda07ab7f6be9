#include "base/text.h"

#include <gtest/gtest.h>

#include <vector>

namespace kirin {
namespace {

TEST(TextTest, CountsCodePointsNotBytes) {
  EXPECT_EQ(count_code_points(""), 0U);
  EXPECT_EQ(count_code_points("caf\xc3\xa9"), 4U);
  EXPECT_EQ(count_code_points("\xe4\xb8\xad\xe6\x96\x87\xf0\x9f\xa6\x84"), 3U);
}

TEST(TextTest, RefusesWhatIsNotUtf8) {
  // Lone continuation, overlong slash, surrogate, above U+10FFFF, cut off.
  for (const char* text : {"\x80", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe4\xb8"}) {
    EXPECT_FALSE(count_code_points(text));
  }
}

TEST(TextTest, FindsTheNearestWord) {
  const std::vector<std::string> words{"listen", "public_url", "data_dir"};
  EXPECT_EQ(nearest_word("lisen", words), "listen");
  EXPECT_EQ(nearest_word("public-url", words), "public_url");
  EXPECT_FALSE(nearest_word("zzz", words));
}

TEST(TextTest, TrimsAndFoldsAsciiOnly) {
  EXPECT_EQ(trimmed(" \t a b \n"), "a b");
  EXPECT_EQ(trimmed("  "), "");
  EXPECT_EQ(to_lower("\xc3\x84"
                     "Bc"),
            "\xc3\x84"
            "bc");
  EXPECT_TRUE(equal_ignoring_case("Bearer", "bEARER"));
}

}  // namespace
}  // namespace kirin
