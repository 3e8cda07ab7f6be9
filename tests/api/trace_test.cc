#include "api/trace.h"

#include <gtest/gtest.h>

namespace kirin::api {
namespace {

// The example of the specification,
// https://www.w3.org/TR/trace-context/#examples-of-http-traceparent-headers
constexpr const char* kExample = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

TEST(TraceTest, ReadsTheSpecificationsExample) {
  const auto trace = parse_traceparent(kExample);
  ASSERT_TRUE(trace);
  EXPECT_EQ(trace->trace_id, "4bf92f3577b34da6a3ce929d0e0e4736");
  EXPECT_EQ(trace->parent_id, "00f067aa0ba902b7");
  EXPECT_EQ(trace->text(), kExample);
}

TEST(TraceTest, LaterVersionsMayAddFields) {
  EXPECT_TRUE(parse_traceparent("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"));
  EXPECT_FALSE(parse_traceparent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more"));
}

TEST(TraceTest, MalformedTracesAreNone) {
  for (const char* text : {"", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                           "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                           "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                           "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                           "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                           "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-011"}) {
    EXPECT_FALSE(parse_traceparent(text)) << text;
  }
}

TEST(TraceTest, AChildKeepsTheTraceAndNamesItself) {
  const TraceParent parent = *parse_traceparent(kExample);
  const TraceParent child = child_of(parent);
  EXPECT_EQ(child.trace_id, parent.trace_id);
  EXPECT_NE(child.parent_id, parent.parent_id);
  EXPECT_TRUE(parse_traceparent(child.text()));
  EXPECT_TRUE(parse_traceparent(new_trace().text()));
}

}  // namespace
}  // namespace kirin::api
