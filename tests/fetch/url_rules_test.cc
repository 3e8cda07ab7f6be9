#include "fetch/url_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace kirin::fetch {
namespace {

using ::testing::HasSubstr;

struct RefusedRow {
  std::string url;
  const char* message;
};

TEST(UrlRulesTest, RefusesWhatMustNotBeReached) {
  const RefusedRow rows[] = {
      {"", "does not begin with http"},
      {"example.com/cat.png", "does not begin with http"},
      {"//example.com/", "does not begin with http"},
      {"file:///etc/passwd", "does not begin with http"},
      {"ftp://example.com/", "does not begin with http"},
      {"gopher://example.com/", "does not begin with http"},
      {"data:image/png;base64,AAAA", "does not begin with http"},
      {"javascript:alert(1)", "does not begin with http"},
      {"http:example.com", "does not begin with http"},
      {"http:/example.com/", "does not begin with http"},
      {"http://", "names no host"},
      {"http:///etc/passwd", "names no host"},
      {"http://?x", "names no host"},
      {"http://:80/", "cannot be read"},
      {"http://./", "names no host"},
      {"http://example.com:99999/", "cannot be read"},
      {"http://example.com:http/", "cannot be read"},
      {"http://user@example.com/", "credentials"},
      {"http://user:secret@example.com/", "credentials"},
      {"http://@example.com/", "credentials"},
      {"http://example.com@127.0.0.1/", "credentials"},
      {"http://example.com\\@127.0.0.1/", "backslash"},
      {"http://example.com/a b", "white space"},
      {" http://example.com/", "white space"},
      {"http://example.com/\r\nHost: x", "control"},
      {"http://example.com/\x7f", "control"},
      {std::string("http://example.com/\0.png", 24), "control"},
      {"http://example.com/\xff", "not UTF-8"},
      {"http://b\xc3\xbc"
       "cher.example/",
       "xn--"},
      {"http://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1/", "xn--"},  // full-width 127
      {"http://example.com/" + std::string(9000, 'a'), "bytes long"},

      {"http://127.0.0.1/", "loopback"},
      {"HTTP://127.0.0.1/", "loopback"},
      {"https://127.0.0.1:8443/x?y#z", "loopback"},
      {"http://127.0.0.1./", "loopback"},
      {"http://127.1/", "loopback"},
      {"http://127.0.1/", "loopback"},
      {"http://2130706433/", "loopback"},
      {"http://017700000001/", "loopback"},
      {"http://0x7f000001/", "loopback"},
      {"http://0x7f.1/", "loopback"},
      {"http://0X7F.0.0.1/", "loopback"},
      {"http://0177.0.0.01/", "loopback"},
      {"http://%31%32%37.0.0.1/", "loopback"},
      {"http://127%2e0.0.1/", "loopback"},
      {"http://0/", "this network"},
      {"http://0.0.0.0/", "this network"},
      {"http://10.0.0.1/", "private"},
      {"http://192.168.0.1/", "private"},
      {"http://169.254.169.254/latest/meta-data/", "link-local"},
      {"http://[::1]/", "loopback"},
      {"http://[::]/", "unspecified"},
      {"http://[0:0:0:0:0:0:0:1]/", "loopback"},
      {"http://[::ffff:127.0.0.1]/", "loopback"},
      {"http://[::ffff:7f00:1]/", "loopback"},
      {"http://[64:ff9b::7f00:1]/", "loopback"},
      {"http://[fe80::1]/", "link-local"},
      {"http://[fe80::1%25eth0]/", "network interface"},
      {"http://[fd00::1]/", "unique local"},
      {"http://[::1/", "cannot be read"},
      {"http://[127.0.0.1]/", "not"},
      {"http://256.256.256.256/", "not an address"},
      {"http://1.2.3.4.5/", "not an address"},
      {"http://0xffffffffff/", "not an address"},
      {"http://127.0.0.0x/", "not an address"},
      {"http://localhost/", "this machine"},
      {"http://LOCALHOST:8080/", "this machine"},
      {"http://localhost./", "this machine"},
      {"http://a.localhost/", "this machine"},
  };
  for (const RefusedRow& row : rows) {
    const auto url = allowed_url(row.url, Reach::public_only);
    ASSERT_FALSE(url) << row.url << " became " << *url;
    EXPECT_EQ(url.error().code, ErrorCode::invalid_argument);
    EXPECT_THAT(url.error().message, HasSubstr(row.message)) << row.url;
  }
}

TEST(UrlRulesTest, AllowsOrdinaryUrls) {
  const std::pair<const char*, const char*> rows[] = {
      {"http://example.com", "http://example.com/"},
      {"https://example.com/cat.png?a=1&b=2#top", "https://example.com/cat.png?a=1&b=2#top"},
      {"HTTPS://Example.com/Cat.PNG", "https://Example.com/Cat.PNG"},
      {"http://example.com:8080/x", "http://example.com:8080/x"},
      {"http://example.com./x", "http://example.com./x"},
      {"http://xn--bcher-kva.example/", "http://xn--bcher-kva.example/"},
      {"http://example.com/b\xc3\xbc"
       "cher",
       "http://example.com/b%c3%bccher"},
      {"http://example.com/a@b?c@d", "http://example.com/a@b?c@d"},
      {"http://8.8.8.8/", "http://8.8.8.8/"},
      {"http://134744072/", "http://8.8.8.8/"},
      {"http://[2606:4700:4700::1111]/", "http://[2606:4700:4700::1111]/"},
      {"http://cafe.0xbad/", "http://cafe.0xbad/"},
  };
  for (const auto& [written, read] : rows) {
    const auto url = allowed_url(written, Reach::public_only);
    if (std::string_view{written}.ends_with("0xbad/")) {
      EXPECT_FALSE(url);  // a last label in hexadecimal is a number
      continue;
    }
    ASSERT_TRUE(url) << written << ": " << url.error().message;
    EXPECT_EQ(*url, read);
  }
}

TEST(UrlRulesTest, PrivateNetworksAreForThoseWhoAllowThem) {
  for (const char* url : {"http://127.0.0.1:8080/", "http://localhost/", "http://[::1]/",
                          "http://192.168.1.5/", "http://[fd00::1]/", "http://2130706433/"}) {
    EXPECT_TRUE(allowed_url(url, Reach::private_too)) << url;
  }
  for (const char* url : {"http://169.254.169.254/", "http://0.0.0.0/", "http://224.0.0.1/",
                          "file:///etc/passwd", "http://a:b@127.0.0.1/"}) {
    EXPECT_FALSE(allowed_url(url, Reach::private_too)) << url;
  }
}

TEST(UrlRulesTest, ResolvesLocationsAsRfc3986Section54) {
  // RFC 3986, section 5.4.1, with an http base.
  const std::pair<const char*, const char*> rows[] = {
      {"g", "http://a/b/c/g"},        {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},      {"/g", "http://a/g"},
      {"//g", "http://g/"},           {"../g", "http://a/b/g"},
      {"../../g", "http://a/g"},      {"g?y", "http://a/b/c/g?y"},
      {"https://x/y", "https://x/y"}, {"file:///etc/passwd", "file:///etc/passwd"}};
  for (const auto& [location, absolute] : rows) {
    const auto url = resolved_url("http://a/b/c/d?q", location);
    ASSERT_TRUE(url) << location << ": " << url.error().message;
    EXPECT_EQ(*url, absolute) << location;
  }
}

}  // namespace
}  // namespace kirin::fetch
