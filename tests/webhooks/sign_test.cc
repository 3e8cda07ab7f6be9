#include "webhooks/sign.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

namespace kirin::webhooks {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// The vector of the reference libraries' tests, github.com/standard-webhooks/standard-webhooks.
const std::string kSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const std::string kId = "msg_p5jXN8AQM9LWM0D4loKWxJek";
constexpr std::int64_t kTimestamp = 1614265330;
const std::string kBody = R"({"test": 2432232314})";
const std::string kSignature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

TEST(SignWebhook, MatchesThePublishedVector) {
  EXPECT_EQ(sign_webhook(kSecret, kId, kTimestamp, kBody).value(), kSignature);
  EXPECT_EQ(sign_webhook(kSecret.substr(6), kId, kTimestamp, kBody).value(), kSignature);
}

TEST(SignWebhook, CoversIdTimeAndBody) {
  EXPECT_NE(sign_webhook(kSecret, kId + "x", kTimestamp, kBody).value(), kSignature);
  EXPECT_NE(sign_webhook(kSecret, kId, kTimestamp + 1, kBody).value(), kSignature);
  EXPECT_NE(sign_webhook(kSecret, kId, kTimestamp, kBody + " ").value(), kSignature);
}

TEST(SignWebhook, RefusesASecretThatIsNoneAndDoesNotRepeatIt) {
  for (const char* secret : {"", "whsec_", "whsec_not*base64", "whsec_c2hvcnQ=", "a password"}) {
    const auto signature = sign_webhook(secret, kId, kTimestamp, kBody);
    ASSERT_FALSE(signature.has_value()) << secret;
    EXPECT_EQ(signature.error().code, ErrorCode::invalid_argument);
  }
  EXPECT_THAT(sign_webhook("whsec_c2hvcnQ=", kId, kTimestamp, kBody).error().message,
              Not(HasSubstr("c2hvcnQ")));
}

TEST(SignatureHeader, HasOneSignatureASecretWhileOneIsReplaced) {
  const std::vector<std::string> secrets{kSecret, "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX"};
  const std::string second = sign_webhook(secrets[1], kId, kTimestamp, kBody).value();
  EXPECT_EQ(signature_header(secrets, kId, kTimestamp, kBody).value(), kSignature + " " + second);
  EXPECT_EQ(signature_header({}, kId, kTimestamp, kBody).value(), "");
}

}  // namespace
}  // namespace kirin::webhooks
