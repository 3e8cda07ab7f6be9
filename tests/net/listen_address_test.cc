#include "net/listen_address.h"

#include <gtest/gtest.h>

namespace kirin::net {
namespace {

TEST(ListenAddressTest, ReadsNamesAndBothKindsOfAddress) {
  EXPECT_EQ(parse_listen_address("127.0.0.1:8080")->host, "127.0.0.1");
  EXPECT_EQ(parse_listen_address("127.0.0.1:8080")->port, "8080");
  EXPECT_EQ(parse_listen_address("localhost:0")->host, "localhost");
  EXPECT_EQ(parse_listen_address("[::1]:80")->host, "::1");
}

TEST(ListenAddressTest, RefusesAllElse) {
  for (const char* text : {"", "8080", ":8080", "localhost", "localhost:", "localhost:x",
                           "localhost:65536", "localhost:-1", "::1:80", "[::1]", "[]:80"}) {
    EXPECT_FALSE(parse_listen_address(text)) << text;
  }
}

}  // namespace
}  // namespace kirin::net
