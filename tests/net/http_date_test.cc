#include "net/http_date.h"

#include <gtest/gtest.h>

namespace kirin::net {
namespace {

// RFC 9110 §5.6.7 has this date; `date -d @784111777` agrees.
constexpr auto kExample = "Sun, 06 Nov 1994 08:49:37 GMT";
const TimePoint kExampleTime = from_millis(784'111'777'000);

TEST(HttpDateTest, WritesTheExampleOfTheStandard) {
  EXPECT_EQ(http_date(kExampleTime), kExample);
  EXPECT_EQ(http_date(kExampleTime + std::chrono::milliseconds{999}), kExample);
}

TEST(HttpDateTest, ReadsWhatItWrites) {
  EXPECT_EQ(parse_http_date(kExample), kExampleTime);
  EXPECT_EQ(parse_http_date("Thu, 29 Feb 2024 23:59:59 GMT"), from_millis(1'709'251'199'000));
}

TEST(HttpDateTest, RefusesAllElse) {
  for (const char* text : {"", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 UTC",
                           "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
                           "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
                           "Thu, 30 Feb 2024 00:00:00 GMT", "Sun, 06 Xxx 1994 08:49:37 GMT",
                           "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08-49-37 GMT"}) {
    EXPECT_EQ(parse_http_date(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace kirin::net
