#include "api/gate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/api_fixture.h"

namespace kirin::api {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

// Makes something and says how often it was asked.
Operation making(std::optional<tasks::Scope> scope = tasks::Scope::generate) {
  Operation operation{.method = "POST",
                      .pattern = "/things",
                      .id = "makeThing",
                      .tag = "Things",
                      .summary = "Makes a thing",
                      .description = {}};
  operation.scope = scope;
  operation.effect = Effect::creates;
  return operation;
}

class GateTest : public testing::Test {
 protected:
  std::unique_ptr<MountedTable> mounted(Operation operation) {
    OperationTable table;
    table.add(std::move(operation), [this](Call&) -> Reply {
      ++asked_;
      if (refuses_) {
        return malformed("no");
      }
      return json_response(200, {{"asked", asked_}});
    });
    return std::make_unique<MountedTable>(house_.context(), std::move(table));
  }

  net::Request post(const std::string& secret, const char* idempotency_key = "",
                    std::string body = "{}") {
    net::Request request = ApiFixture::request("POST", "/things", secret, std::move(body));
    if (*idempotency_key != '\0') {
      request.headers.add("Idempotency-Key", idempotency_key);
    }
    return request;
  }

  ApiFixture house_;
  int asked_ = 0;
  bool refuses_ = false;
};

TEST_F(GateTest, WithoutAKeyTheHandlerIsNotAsked) {
  const auto api = mounted(making());
  const net::Response response = api->answer(post(""));
  EXPECT_EQ(response.status, 401);
  EXPECT_EQ(response.headers.get("WWW-Authenticate"), "Bearer");
  EXPECT_EQ(asked_, 0);
}

TEST_F(GateTest, AnAnonymousOperationAsksForNone) {
  const auto api = mounted(making(std::nullopt));
  EXPECT_EQ(api->answer(post("")).status, 200);
}

TEST_F(GateTest, AKeyWithoutTheScopeIsRefused) {
  const auto api = mounted(making());
  const std::string secret = house_.new_key({.owner_id = "owner", .scopes = {tasks::Scope::read}});
  const net::Response response = api->answer(post(secret));
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(json_of(response).at("error").at("code").as_int64(), 40305);
  EXPECT_EQ(asked_, 0);
}

TEST_F(GateTest, NewWorkIsRefusedWhileDrainingOrWithoutRoom) {
  const auto api = mounted(making());
  const std::string secret = house_.new_key();
  house_.is_draining = true;
  EXPECT_EQ(json_of(api->answer(post(secret))).at("error").at("code").as_int64(), 50301);
  house_.is_draining = false;
  house_.is_disk_nearly_full = true;
  const net::Response response = api->answer(post(secret));
  EXPECT_EQ(json_of(response).at("error").at("code").as_int64(), 50302);
  EXPECT_EQ(response.headers.get("Retry-After"), "60");
  EXPECT_EQ(asked_, 0);
}

TEST_F(GateTest, AKeysRateIsLimitedAndShown) {
  const auto api = mounted(making());
  const std::string secret = house_.new_key({.owner_id = "owner", .requests_per_minute = 2});
  const net::Response first = api->answer(post(secret));
  EXPECT_EQ(first.status, 200);
  EXPECT_EQ(first.headers.get("RateLimit-Policy"), "\"req\";q=2;w=60");
  EXPECT_THAT(std::string{first.headers.get("RateLimit")}, StartsWith("\"req\";r=1;t="));
  EXPECT_EQ(first.headers.get("X-RateLimit-Remaining"), "1");
  EXPECT_EQ(api->answer(post(secret)).status, 200);
  const net::Response third = api->answer(post(secret));
  EXPECT_EQ(third.status, 429);
  EXPECT_EQ(json_of(third).at("error").at("code").as_int64(), 42901);
  EXPECT_NE(third.headers.get("Retry-After"), "");
  EXPECT_EQ(api->answer(post(house_.new_key())).status, 200) << "another key has its own bucket";
}

TEST_F(GateTest, ALimitOfUnfinishedTasksIsShown) {
  const auto api = mounted(making());
  const std::string secret =
      house_.new_key({.owner_id = "owner", .requests_per_minute = 60, .max_concurrent = 8});
  const net::Response response = api->answer(post(secret));
  EXPECT_EQ(response.headers.get("RateLimit-Policy"), "\"req\";q=60;w=60, \"conc\";q=8");
}

TEST_F(GateTest, ARepeatedKeyGetsTheFirstAnswer) {
  const auto api = mounted(making());
  const std::string secret = house_.new_key();
  const net::Response first = api->answer(post(secret, "once"));
  const net::Response again = api->answer(post(secret, "once"));
  EXPECT_EQ(asked_, 1);
  EXPECT_EQ(std::get<std::string>(first.body), std::get<std::string>(again.body));
  EXPECT_EQ(first.headers.get("Idempotency-Replayed"), "");
  EXPECT_EQ(again.headers.get("Idempotency-Replayed"), "true");
  (void)api->answer(post(secret, "twice"));
  EXPECT_EQ(asked_, 2);
}

TEST_F(GateTest, ARepeatedKeyWithAnotherBodyIsRefused) {
  const auto api = mounted(making());
  const std::string secret = house_.new_key();
  (void)api->answer(post(secret, "once", "{}"));
  const net::Response other = api->answer(post(secret, "once", "{ }"));
  EXPECT_EQ(other.status, 422);
  EXPECT_EQ(json_of(other).at("error").at("code").as_int64(), 42201);
}

TEST_F(GateTest, OwnersDoNotShareIdempotencyKeys) {
  const auto api = mounted(making());
  (void)api->answer(post(house_.new_key({.owner_id = "a"}), "once"));
  const net::Response other = api->answer(post(house_.new_key({.owner_id = "b"}), "once"));
  EXPECT_EQ(other.headers.get("Idempotency-Replayed"), "");
  EXPECT_EQ(asked_, 2);
}

TEST_F(GateTest, ARefusalIsNotKept) {
  const auto api = mounted(making());
  const std::string secret = house_.new_key();
  refuses_ = true;
  EXPECT_EQ(api->answer(post(secret, "once")).status, 400);
  refuses_ = false;
  EXPECT_EQ(api->answer(post(secret, "once")).status, 200);
  EXPECT_EQ(asked_, 2);
}

TEST_F(GateTest, AMalformedIdempotencyKeyIsRefused) {
  const auto api = mounted(making());
  const std::string secret = house_.new_key();
  EXPECT_EQ(api->answer(post(secret, std::string(256, 'x').c_str())).status, 400);
  EXPECT_EQ(api->answer(post(secret, "\"\"")).status, 400);
  EXPECT_EQ(asked_, 0);
}

TEST_F(GateTest, ATraceGoesOn) {
  const auto api = mounted(making());
  net::Request request = post(house_.new_key());
  request.headers.add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
  const net::Response response = api->answer(std::move(request));
  EXPECT_THAT(std::string{response.headers.get("traceparent")},
              StartsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-"));
}

TEST_F(GateTest, ErrorsHaveTheFormOfTheirSurface) {
  Operation operation = making();
  operation.error_form = ErrorForm::problem;
  const auto api = mounted(operation);
  const net::Response response = api->answer(post(""));
  EXPECT_EQ(response.headers.get("Content-Type"), "application/problem+json");
  EXPECT_EQ(json_of(response).at("status").as_int64(), 401);
}

}  // namespace
}  // namespace kirin::api
