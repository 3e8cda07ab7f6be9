#include "assets/signed_urls.h"

#include <gtest/gtest.h>

#include "base/hash.h"

namespace kirin::assets {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr TimePoint kNow{seconds{1'770'275'944}};
const std::string kSecret(32, 's');
constexpr std::string_view kKey = "tasks/d758n65e/output.mp4";

struct Parts {
  std::string key, exp, sig;
};

Parts parts_of(const std::string& url) {
  const auto question = url.find("?exp=");
  const auto ampersand = url.find("&sig=");
  return {url.substr(7, question - 7), url.substr(question + 5, ampersand - question - 5),
          url.substr(ampersand + 5)};
}

TEST(SignedUrlsTest, TheFormIsThePublishedOne) {
  const std::string exp = "1770275974";
  const std::string sig = to_hex(hmac_sha256(kSecret, std::string{kKey} + "\n" + exp));
  EXPECT_EQ(SignedUrls{kSecret}.sign(kKey, kNow + seconds{30}),
            "/files/" + std::string{kKey} + "?exp=" + exp + "&sig=" + sig);
}

TEST(SignedUrlsTest, AreGoodUntilTheyExpire) {
  const SignedUrls urls{kSecret};
  const Parts parts = parts_of(urls.sign(kKey, kNow + milliseconds{29'500}));
  EXPECT_EQ(parts.key, kKey);
  EXPECT_TRUE(urls.verify(parts.key, parts.exp, parts.sig, kNow));
  EXPECT_TRUE(urls.verify(parts.key, parts.exp, parts.sig, kNow + milliseconds{29'999}));
  const auto expired = urls.verify(parts.key, parts.exp, parts.sig, kNow + seconds{30});
  ASSERT_FALSE(expired);
  EXPECT_EQ(expired.error().code, ErrorCode::deadline_exceeded);
}

TEST(SignedUrlsTest, WhatWasChangedIsRefused) {
  const SignedUrls urls{kSecret};
  const Parts good = parts_of(urls.sign(kKey, kNow + seconds{30}));
  std::string flipped = good.sig;
  flipped[63] = flipped[63] == '0' ? '1' : '0';
  const Parts rows[] = {
      {"tasks/d758n65e/other.mp4", good.exp, good.sig},
      {"tasks/d758n65e", good.exp, good.sig},
      {"../" + good.key, good.exp, good.sig},
      {good.key, "1970275974", good.sig},
      {good.key, "0" + good.exp, good.sig},
      {good.key, "+" + good.exp, good.sig},
      {good.key, good.exp + " ", good.sig},
      {good.key, "", good.sig},
      {good.key, "99999999999999999999", good.sig},
      {good.key, good.exp, flipped},
      {good.key, good.exp, good.sig.substr(0, 63)},
      {good.key, good.exp, good.sig + "0"},
      {good.key, good.exp, ""},
      {"", good.exp, good.sig},
  };
  for (const Parts& row : rows) {
    const auto verdict = urls.verify(row.key, row.exp, row.sig, kNow);
    ASSERT_FALSE(verdict) << row.key << " " << row.exp << " " << row.sig;
    EXPECT_EQ(verdict.error().code, ErrorCode::permission_denied);
  }
  EXPECT_FALSE(SignedUrls{std::string(32, 't')}.verify(good.key, good.exp, good.sig, kNow));
}

// Even where it is expired: whoever has no right link learns nothing of expiry.
TEST(SignedUrlsTest, AWrongSignatureIsDeniedWhateverTheTime) {
  const SignedUrls urls{kSecret};
  const Parts parts = parts_of(urls.sign(kKey, kNow - seconds{30}));
  EXPECT_EQ(urls.verify(kKey, parts.exp, "0", kNow).error().code, ErrorCode::permission_denied);
}

TEST(SignedUrlsTest, OwnLinksGiveTheirKey) {
  const SignedUrls urls{kSecret};
  const std::string link = urls.sign(kKey, kNow + seconds{30});
  const Parts parts = parts_of(link);
  const std::string home = "https://kirin.example";
  const std::string swapped =
      home + "/files/" + parts.key + "?sig=" + parts.sig + "&exp=" + parts.exp;
  struct Row {
    std::string url, public_url;
    bool is_own;
  };
  const Row rows[] = {
      {home + link, home, true},
      {home + link, home + "/", true},
      {home + "/base" + link, home + "/base", true},
      {swapped, home, true},
      {swapped + "&x=1", home, true},
      {home + link + "#t=1", home, true},
      {home + link, "https://other.example", false},
      {home + ".evil" + link, home, false},
      {home + link, "", false},
      {home + "/base" + link, home, false},
      {home + link + "&sig=0", home, false},
      {home + link + "&exp=9", home, false},
      {home + "/files/" + parts.key, home, false},
      {home + "/files/" + parts.key + "?exp=" + parts.exp, home, false},
      {home + "/files/" + parts.key + "?sig=" + parts.sig, home, false},
      {home + "/files/../" + link.substr(7), home, false},
      {link, home, false},
  };
  for (const Row& row : rows) {
    const auto key = urls.own_key(row.url, row.public_url, kNow);
    EXPECT_EQ(key.has_value(), row.is_own) << row.url;
    if (key) {
      EXPECT_EQ(*key, kKey);
    }
  }
  EXPECT_FALSE(urls.own_key(home + link, home, kNow + seconds{30}));
}

TEST(SignedUrlsDeathTest, AShortSecretIsOurMistake) {
  EXPECT_DEATH(SignedUrls{"short"}, "kLeastSecretBytes");
}

}  // namespace
}  // namespace kirin::assets
