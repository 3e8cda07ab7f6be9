#include "base/log.h"

#include <gtest/gtest.h>

namespace kirin::log {
namespace {

TEST(LogTest, TextQuotesOnlyWhatNeedsIt) {
  EXPECT_EQ(
      render(Format::text, "task done", {{"task_id", "d75"}, {"note", "a b"}, {"frames", 120}}),
      "task done task_id=d75 note=\"a b\" frames=120");
}

TEST(LogTest, JsonKeepsNumbersAndEscapesText) {
  EXPECT_EQ(render(Format::json, "e", {{"text", "line\n\"x\""}, {"n", 3}, {"ok", true}}),
            R"("event":"e","text":"line\n\"x\"","n":3,"ok":true)");
}

}  // namespace
}  // namespace kirin::log
