#include "catalog/source_shape.h"

#include <gtest/gtest.h>

#include <string>

namespace kirin::catalog {
namespace {

TEST(SourceShapeTest, WebAddresses) {
  for (const char* url :
       {"http://a", "https://example.org", "HTTPS://EXAMPLE.ORG/", "http://127.0.0.1:80/x",
        "https://user:secret@example.org/", "http://[2001:db8::1]:443/a?b#c",
        "http://[::ffff:10.0.0.1]/", "https://例え.jp/画像.png", "http://a?x=http://b",
        "http://a:65535", "https://my_bucket.s3.example.org/a%20b"}) {
    EXPECT_TRUE(is_web_address(url)) << url;
  }
  for (const char* url : {"",
                          "http",
                          "http:",
                          "http:/a",
                          "http://",
                          "http:///a",
                          "https://?a",
                          "https://#a",
                          "ftp://a",
                          "file:///a",
                          "//a",
                          "a.png",
                          "http://a b",
                          " http://a",
                          "http://a\n",
                          "http://a\x7f",
                          "http://a:",
                          "http://a:0",
                          "http://a:65536",
                          "http://a:8x",
                          "http://a\\b",
                          "http://[::1",
                          "http://[]",
                          "http://[::1]x",
                          "http://[zz::1]/",
                          "http://.example.org",
                          "http://<a>",
                          "http://user@",
                          "javascript:alert(1)"}) {
    EXPECT_FALSE(is_web_address(url)) << url;
  }
  EXPECT_FALSE(is_web_address(std::string("http://a\0b", 10)));
}

TEST(SourceShapeTest, WebAddressesHaveAnEnd) {
  const std::string start = "https://example.org/";
  EXPECT_TRUE(is_web_address(start + std::string(kMaxUrlBytes - start.size(), 'a')));
  EXPECT_FALSE(is_web_address(start + std::string(kMaxUrlBytes - start.size() + 1, 'a')));
}

// The test vectors of RFC 4648, section 10, with and without padding, and what is close to them.
TEST(SourceShapeTest, Base64) {
  for (const char* text : {"Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy", "Zg", "Zm8",
                           "Zm9vYg", "Zm9v\nYmFy\n", " Zm 9v", "++//", "data:image/png;base64,Zm9v",
                           "DATA:image/jpeg;charset=x;BASE64,Zm9v"}) {
    EXPECT_TRUE(is_base64(text)) << text;
  }
  for (const char* text : {"", " ", "Z", "Zm9vY", "Zg=", "Zg===", "Z===", "=", "====", "Zm=v",
                           "Zg==Zg==", "Zm9v-_", "Zm9v!", "Zm9v.", "data:image/png,Zm9v",
                           "data:image/png;base64", "data:;base64,", "Zm9v\xff"}) {
    EXPECT_FALSE(is_base64(text)) << text;
  }
}

}  // namespace
}  // namespace kirin::catalog
