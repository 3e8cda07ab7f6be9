#include "api/base_url.h"

#include <gtest/gtest.h>

namespace kirin::api {
namespace {

net::Request request_to(std::string host) {
  net::Request request;
  request.headers.add("Host", std::move(host));
  return request;
}

TEST(BaseUrlTest, IsWhatTheOperatorSays) {
  EXPECT_EQ(base_url("https://kirin.example.org", request_to("other")),
            "https://kirin.example.org");
  EXPECT_EQ(base_url("https://kirin.example.org/below/", request_to("other")),
            "https://kirin.example.org/below");
}

TEST(BaseUrlTest, IsElseWhereTheRequestWentTo) {
  EXPECT_EQ(base_url("", request_to("kirin.example.org:8080")), "http://kirin.example.org:8080");
  EXPECT_EQ(base_url("", request_to("[::1]:8080")), "http://[::1]:8080");
}

TEST(BaseUrlTest, IsNotWhatAProxyHeaderSays) {
  net::Request request = request_to("kirin.example.org");
  request.headers.add("X-Forwarded-Proto", "https");
  request.headers.add("X-Forwarded-Host", "evil.example.org");
  EXPECT_EQ(base_url("", request), "http://kirin.example.org");
}

TEST(BaseUrlTest, IsNeverWhatCannotStandInAUrl) {
  for (const char* host : {"", "a/b", "a b", "a\"onload=", "a@b", "a<b", "a\\b", "a?b#c"}) {
    EXPECT_EQ(base_url("", request_to(host)), "http://localhost") << host;
  }
  EXPECT_EQ(base_url("", net::Request{}), "http://localhost");
  EXPECT_EQ(base_url("", request_to(std::string(300, 'a'))), "http://localhost");
}

}  // namespace
}  // namespace kirin::api
