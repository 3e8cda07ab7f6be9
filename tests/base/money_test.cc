#include "base/money.h"

#include <gtest/gtest.h>

namespace kirin {
namespace {

TEST(MoneyTest, PrintsTheShortestExactDecimal) {
  EXPECT_EQ(Money{700'000}.to_decimal(), "0.7");
  EXPECT_EQ(Money{12'000'000}.to_decimal(), "12");
  EXPECT_EQ(Money{0}.to_decimal(), "0");
  EXPECT_EQ(Money{-1}.to_decimal(), "-0.000001");
}

TEST(MoneyTest, ParsingUndoesPrinting) {
  for (const std::int64_t micros :
       {0L, 1L, -1L, 140'000L, 999'999L, 1'000'000L, 123'456'789'012'345L}) {
    const auto parsed = Money::parse(Money{micros}.to_decimal());
    ASSERT_TRUE(parsed);
    EXPECT_EQ(parsed->micros, micros);
  }
}

TEST(MoneyTest, RefusesWhatIsNotAnAmount) {
  for (const char* text : {"", ".", "-", "1.", ".5", "1e3", "0.1234567", "1 ", "12345678901234"}) {
    EXPECT_FALSE(Money::parse(text)) << text;
  }
}

}  // namespace
}  // namespace kirin
