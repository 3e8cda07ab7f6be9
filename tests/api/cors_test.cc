#include "api/cors.h"

#include <gtest/gtest.h>

namespace kirin::api {
namespace {

constexpr const char* kApp = "https://app.example.org";

net::Response ok(net::Request&) { return {.status = 200, .headers = {}, .body = "yes"}; }

net::Request from(const std::string& origin, const char* method = "GET") {
  net::Request request;
  request.method = method;
  if (!origin.empty()) {
    request.headers.add("Origin", origin);
  }
  return request;
}

TEST(CorsTest, IsOffUnlessConfigured) {
  net::Request request = from(kApp);
  const net::Response response = with_cors({}, ok)(request);
  EXPECT_EQ(response.headers.get("Access-Control-Allow-Origin"), "");
}

TEST(CorsTest, AListedOriginMayReadOthersMayNot) {
  const net::Handler handler = with_cors({kApp}, ok);
  net::Request listed = from(kApp);
  EXPECT_EQ(handler(listed).headers.get("Access-Control-Allow-Origin"), kApp);
  for (const char* origin : {"https://app.example.org.evil.test", "http://app.example.org",
                             "https://example.org", "null"}) {
    net::Request other = from(origin);
    const net::Response response = handler(other);
    EXPECT_EQ(response.headers.get("Access-Control-Allow-Origin"), "") << origin;
    EXPECT_EQ(response.headers.get("Vary"), "Origin");
  }
}

TEST(CorsTest, APreflightIsAnsweredWithoutTheHandler) {
  const net::Handler handler = with_cors({kApp}, [](net::Request&) -> net::Response {
    ADD_FAILURE() << "the handler was asked";
    return {};
  });
  net::Request request = from(kApp, "OPTIONS");
  request.headers.add("Access-Control-Request-Method", "POST");
  const net::Response response = handler(request);
  EXPECT_EQ(response.status, 204);
  EXPECT_NE(response.headers.get("Access-Control-Allow-Methods").find("POST"), std::string::npos);
  EXPECT_NE(response.headers.get("Access-Control-Allow-Headers").find("Authorization"),
            std::string::npos);
}

TEST(CorsTest, APreflightFromElsewhereGoesToTheHandler) {
  const net::Handler handler = with_cors({kApp}, ok);
  net::Request request = from("https://evil.test", "OPTIONS");
  request.headers.add("Access-Control-Request-Method", "POST");
  const net::Response response = handler(request);
  EXPECT_EQ(response.headers.get("Access-Control-Allow-Methods"), "");
}

TEST(CorsTest, AStarAllowsAnyAndReflectsNone) {
  net::Request request = from("https://anything.test");
  EXPECT_EQ(with_cors({"*"}, ok)(request).headers.get("Access-Control-Allow-Origin"), "*");
}

}  // namespace
}  // namespace kirin::api
