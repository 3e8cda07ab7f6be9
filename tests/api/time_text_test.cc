#include "api/time_text.h"

#include <gtest/gtest.h>

namespace kirin::api {
namespace {

// Expected values: `date -u -d TEXT +%s%3N`.
TEST(TimeTextTest, ReadsWhatCallersWrite) {
  const struct {
    const char* text;
    std::int64_t millis;
  } cases[] = {{"1769757744021", 1'769'757'744'021},
               {"0", 0},
               {"2026-01-30", 1'769'731'200'000},
               {"2026-01-30T07:22:24Z", 1'769'757'744'000},
               {"2026-01-30T07:22:24.021Z", 1'769'757'744'021},
               {"2026-01-30t07:22:24.0219999z", 1'769'757'744'021},
               {"2026-01-30 15:22:24+08:00", 1'769'757'744'000},
               {"2026-01-29T23:22:24-08:00", 1'769'757'744'000},
               {"2024-02-29", 1'709'164'800'000}};
  for (const auto& each : cases) {
    const auto time = parse_time(each.text);
    ASSERT_TRUE(time) << each.text;
    EXPECT_EQ(to_millis(*time), each.millis) << each.text;
  }
}

TEST(TimeTextTest, RefusesAnythingElse) {
  for (const char* text :
       {"", "yesterday", "2026-13-01", "2026-02-30", "2025-02-29", "2026-01-30T",
        "2026-01-30T25:00:00Z", "2026-01-30T07:22:24", "2026-01-30T07:22:24+0800", "2026-1-3", "-5",
        "99999999999999999999", "2026-01-30T07:22:24.Z", "2026-01-30Zzz"}) {
    EXPECT_FALSE(parse_time(text)) << text;
  }
}

TEST(TimeTextTest, WritesWhatItReads) {
  for (const std::int64_t millis :
       {std::int64_t{0}, std::int64_t{1'769'757'744'021}, std::int64_t{1'709'164'799'999}}) {
    EXPECT_EQ(to_millis(*parse_time(time_text(from_millis(millis)))), millis);
  }
  EXPECT_EQ(time_text(from_millis(1'769'757'744'021)), "2026-01-30T07:22:24.021Z");
}

}  // namespace
}  // namespace kirin::api
