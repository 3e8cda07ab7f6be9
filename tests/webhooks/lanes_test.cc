#include "webhooks/lanes.h"

#include <gtest/gtest.h>

namespace kirin::webhooks {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

const TimePoint kNow = from_millis(1'780'000'000'000);

TEST(ReceiverOf, IsSchemeHostAndPort) {
  EXPECT_EQ(receiver_of("https://Hooks.Example.org/a/b?c#d"), "https://hooks.example.org");
  EXPECT_EQ(receiver_of("http://127.0.0.1:8080"), "http://127.0.0.1:8080");
  EXPECT_EQ(receiver_of("http://user:p@ss@host:1/x@y"), "http://host:1");
  EXPECT_EQ(receiver_of("nonsense"), "nonsense");
  EXPECT_EQ(receiver_of(""), "");
}

TEST(Lanes, AReceiverHasItsShareAndNoMore) {
  Lanes lanes({.total = 4, .per_receiver = 2});
  EXPECT_TRUE(lanes.try_begin("1", "a", kNow));
  EXPECT_TRUE(lanes.try_begin("2", "a", kNow));
  EXPECT_FALSE(lanes.try_begin("3", "a", kNow));
  EXPECT_TRUE(lanes.try_begin("4", "b", kNow));
  EXPECT_TRUE(lanes.try_begin("5", "c", kNow));
  EXPECT_TRUE(lanes.is_full());
  EXPECT_FALSE(lanes.try_begin("6", "d", kNow));
  lanes.end("1", "a", milliseconds(5));
  EXPECT_FALSE(lanes.is_full());
  EXPECT_TRUE(lanes.try_begin("3", "a", kNow));
}

TEST(Lanes, AMessageIsUnderWayOnce) {
  Lanes lanes({});
  EXPECT_TRUE(lanes.try_begin("1", "a", kNow));
  EXPECT_FALSE(lanes.try_begin("1", "a", kNow));
}

TEST(Lanes, AMessageThatEndedDoesNotBeginFromAListThatWasReadBefore) {
  Lanes lanes({});
  EXPECT_TRUE(lanes.try_begin("1", "a", kNow));
  lanes.begin_look();
  lanes.end("1", "a", milliseconds(5));
  EXPECT_FALSE(lanes.try_begin("1", "a", kNow));
  lanes.begin_look();
  EXPECT_TRUE(lanes.try_begin("1", "a", kNow));
}

TEST(Lanes, SlowReceiversShareHalfOfThePlaces) {
  Lanes lanes({.total = 4, .per_receiver = 2});
  for (const char* slow : {"a", "b", "c"}) {
    ASSERT_TRUE(lanes.try_begin(slow, slow, kNow));
    lanes.end(slow, slow, seconds(10));
  }
  lanes.begin_look();
  EXPECT_TRUE(lanes.try_begin("1", "a", kNow));
  EXPECT_FALSE(lanes.try_begin("2", "a", kNow)) << "one at a time";
  EXPECT_TRUE(lanes.try_begin("3", "b", kNow));
  EXPECT_FALSE(lanes.try_begin("4", "c", kNow)) << "half of the places are taken by slow ones";
  EXPECT_TRUE(lanes.try_begin("5", "quick", kNow));
  lanes.end("1", "a", milliseconds(20));  // it answers again
  EXPECT_TRUE(lanes.try_begin("2", "a", kNow));
}

TEST(Lanes, AHeldMessageWaitsForItsTime) {
  Lanes lanes({});
  lanes.hold("1", kNow + seconds(5));
  EXPECT_FALSE(lanes.try_begin("1", "a", kNow + seconds(4)));
  EXPECT_TRUE(lanes.try_begin("1", "a", kNow + seconds(5)));
}

}  // namespace
}  // namespace kirin::webhooks
