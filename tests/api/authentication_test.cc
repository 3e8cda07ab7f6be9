#include "api/authentication.h"

#include <gtest/gtest.h>

#include "api/api_fixture.h"

namespace kirin::api {
namespace {

struct Case {
  const char* header;
  const char* value;  // GOOD, OLD and REVOKED stand for keys
  int code;           // 0: let in
};

class AuthenticationTest : public testing::TestWithParam<Case> {};

TEST_P(AuthenticationTest, LetsInOrNamesTheReason) {
  ApiFixture house;
  tasks::KeyStore& keys = *house.stores().keys;
  const TimePoint now = Clock::now();
  const auto old = keys.create_key({.owner_id = "owner", .expires_at = now - std::chrono::hours{1}},
                                   now - std::chrono::hours{2});
  const auto revoked = keys.create_key({.owner_id = "owner"}, now);
  ASSERT_TRUE(keys.revoke_key(revoked->key.id, now));
  std::string value = GetParam().value;
  for (const auto& [word, secret] : {std::pair<std::string, std::string>{"GOOD", house.new_key()},
                                     {"OLD", old->secret},
                                     {"REVOKED", revoked->secret}}) {
    if (const auto at = value.find(word); at != std::string::npos) {
      value.replace(at, word.size(), secret);
    }
  }
  net::Request request;
  if (*GetParam().header != '\0') {
    request.headers.add(GetParam().header, value);
  }

  const Authentication outcome = authenticate(request, keys, now);

  const auto* error = std::get_if<ApiError>(&outcome);
  EXPECT_EQ(error == nullptr ? 0 : error->code, GetParam().code) << GetParam().value;
}

INSTANTIATE_TEST_SUITE_P(
    Table, AuthenticationTest,
    testing::Values(Case{"", "", 40101}, Case{"Authorization", "Bearer GOOD", 0},
                    Case{"authorization", "bearer GOOD", 0}, Case{"Authorization", "KEY GOOD", 0},
                    Case{"Authorization", "Bearer   GOOD  ", 0}, Case{"x-api-key", "GOOD", 0},
                    Case{"Authorization", "GOOD", 40102},
                    Case{"Authorization", "Basic GOOD", 40102},
                    Case{"Authorization", "Bearer ", 40102},
                    Case{"Authorization", "Bearer sa-bad", 40102},
                    Case{"Authorization", "Bearer OLD", 40103},
                    Case{"Authorization", "Bearer REVOKED", 40103}));

}  // namespace
}  // namespace kirin::api
