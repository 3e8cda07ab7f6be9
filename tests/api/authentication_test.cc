#include "api/authentication.h"

#include <gtest/gtest.h>

namespace kirin::api {
namespace {

// Knows one valid and one revoked key.
class TwoKeys : public tasks::KeyStore {
 public:
  Result<tasks::NewApiKey> create_key(std::string_view, std::string_view, std::optional<TimePoint>,
                                      TimePoint) override {
    return Error{ErrorCode::unimplemented, ""};
  }
  Result<tasks::ApiKey> ensure_key(std::string_view, std::string_view, TimePoint) override {
    return Error{ErrorCode::unimplemented, ""};
  }
  Result<tasks::ApiKey> authenticate(std::string_view secret, TimePoint) override {
    if (secret == "sa-good") {
      tasks::ApiKey key;
      key.owner_id = "owner";
      return key;
    }
    if (secret == "sa-broken") {
      return Error{ErrorCode::unavailable, "locked"};
    }
    return Error{secret == "sa-revoked" ? ErrorCode::permission_denied : ErrorCode::unauthenticated,
                 ""};
  }
  Result<std::vector<tasks::ApiKey>> list_keys() override { return std::vector<tasks::ApiKey>{}; }
  Result<tasks::ApiKey> revoke_key(std::string_view, TimePoint) override {
    return Error{ErrorCode::unimplemented, ""};
  }
};

struct Case {
  const char* header;
  const char* value;
  int code;  // 0: let in
};

class AuthenticationTest : public testing::TestWithParam<Case> {};

TEST_P(AuthenticationTest, LetsInOrNamesTheReason) {
  TwoKeys keys;
  net::Request request;
  if (*GetParam().header != '\0') {
    request.headers.add(GetParam().header, GetParam().value);
  }
  const Authentication outcome = authenticate(request, keys, Clock::now());
  const auto* error = std::get_if<ApiError>(&outcome);
  EXPECT_EQ(error == nullptr ? 0 : error->code, GetParam().code) << GetParam().value;
}

INSTANTIATE_TEST_SUITE_P(Table, AuthenticationTest,
                         testing::Values(Case{"", "", 40101},
                                         Case{"Authorization", "Bearer sa-good", 0},
                                         Case{"authorization", "bearer sa-good", 0},
                                         Case{"Authorization", "KEY sa-good", 0},
                                         Case{"Authorization", "Bearer   sa-good  ", 0},
                                         Case{"x-api-key", "sa-good", 0},
                                         Case{"Authorization", "sa-good", 40102},
                                         Case{"Authorization", "Basic sa-good", 40102},
                                         Case{"Authorization", "Bearer ", 40102},
                                         Case{"Authorization", "Bearer sa-bad", 40102},
                                         Case{"Authorization", "Bearer sa-revoked", 40103},
                                         Case{"Authorization", "Bearer sa-broken", 50301}));

TEST(AuthenticationTest, AnOutsiderNeverReachesTheHandler) {
  TwoKeys keys;
  bool reached = false;
  const net::Handler handler = with_key(keys, [&](net::Request&, const tasks::ApiKey&) {
    reached = true;
    return net::Response{};
  });
  net::Request request;
  const net::Response response = handler(request);
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(response.headers.get("WWW-Authenticate"), "Bearer");
  EXPECT_FALSE(reached);
}

}  // namespace
}  // namespace kirin::api
