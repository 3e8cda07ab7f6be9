#include "api/generation/quick_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "api/api_fixture.h"
#include "api/generation/operations.h"

namespace kirin::api::generation {
namespace {

constexpr const char* kTextRequest =
    R"({"model":"kirin_v2_6_t2v","input":[{"params":{"prompt":"a kite"}}]})";

ApiOptions limited() {
  ApiOptions options;
  options.requests_per_minute = 1000;
  return options;
}

class QuickStatusTest : public testing::Test {
 protected:
  QuickStatusTest() {
    house_.context().statuses = &statuses_;
    add_operations(table_, house_.context());
    mount(table_, gate_, router_);
  }

  net::Response call(const char* method, const std::string& path, std::string body = {}) {
    net::Request request = ApiFixture::request(method, path, secret_, std::move(body));
    return router_.answer(request);
  }
  std::string created_path() {
    const net::Response made = call("POST", "/model/v1/generation", kTextRequest);
    return "/model/v1/generation/task/" + std::string{json_of(made).at("id").as_string()};
  }
  net::Request poll(const std::string& path) const {
    return ApiFixture::request("GET", path, secret_);
  }
  bool is_at_hand(net::Request request) const { return quick_(request).has_value(); }

  ApiFixture house_{limited()};
  StatusCache statuses_{{.in_progress = std::chrono::minutes{1}}};
  OperationTable table_;
  Gate gate_{house_.context()};
  net::Router router_;
  QuickStatus quick_{house_.context(), gate_};
  std::string secret_ = house_.new_key();
};

TEST_F(QuickStatusTest, SecondPollIsAtHandAndTheSame) {
  const std::string path = created_path();
  EXPECT_FALSE(is_at_hand(poll(path)));
  const net::Response slow = call("GET", path);

  net::Request request = poll(path);
  const auto quick = quick_(request);

  ASSERT_TRUE(quick);
  EXPECT_EQ(quick->status, slow.status);
  EXPECT_EQ(std::get<std::string>(quick->body), std::get<std::string>(slow.body));
  ASSERT_EQ(quick->headers.fields().size(), slow.headers.fields().size());
  for (std::size_t i = 0; i < slow.headers.fields().size(); ++i) {
    EXPECT_EQ(quick->headers.fields()[i].first, slow.headers.fields()[i].first);
  }
}

TEST_F(QuickStatusTest, CountsForTheRouteOfTheOperation) {
  const std::string path = created_path();
  call("GET", path);
  net::Request request = poll(path);
  ASSERT_TRUE(quick_(request));

  const auto row = std::find_if(table_.rows().begin(), table_.rows().end(),
                                [](const auto& each) { return each.operation.id == "getTask"; });
  ASSERT_NE(row, table_.rows().end());
  EXPECT_EQ(request.route, row->operation.pattern);
}

TEST_F(QuickStatusTest, WhatIsNotAPlainPollIsLeftToTheGate) {
  const std::string path = created_path();
  call("GET", path);
  ASSERT_TRUE(is_at_hand(poll(path)));

  EXPECT_FALSE(is_at_hand(ApiFixture::request("HEAD", path, secret_)));
  EXPECT_FALSE(is_at_hand(ApiFixture::request("DELETE", path, secret_)));
  EXPECT_FALSE(is_at_hand(poll(path + "/stream")));
  EXPECT_FALSE(is_at_hand(poll(path + "?x=1")));
  EXPECT_FALSE(is_at_hand(poll("/model/v1/generation/task/")));
  EXPECT_FALSE(is_at_hand(ApiFixture::request("GET", path, "")));
  for (const auto& [name, value] :
       {std::pair{"traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"},
        std::pair{"Origin", "https://app.example.org"}}) {
    net::Request asking = poll(path);
    asking.headers.add(name, value);
    EXPECT_FALSE(is_at_hand(std::move(asking))) << name;
  }
}

TEST_F(QuickStatusTest, LinksFollowTheHost) {
  const std::string path = created_path();
  call("GET", path);
  net::Request elsewhere = poll(path);
  elsewhere.headers.set("Host", "elsewhere.test");

  EXPECT_FALSE(is_at_hand(std::move(elsewhere)));
}

TEST_F(QuickStatusTest, OthersDoNotSeeTheTask) {
  const std::string path = created_path();
  call("GET", path);

  secret_ = house_.new_key({.owner_id = "stranger"});
  EXPECT_EQ(call("GET", path).status, 404);  // Its key is in memory now.
  EXPECT_FALSE(is_at_hand(poll(path)));
}

TEST_F(QuickStatusTest, KeyThatMayNotReadIsRefusedByTheGate) {
  const std::string path = created_path();
  call("GET", path);

  secret_ = house_.new_key({.owner_id = "owner", .scopes = {tasks::Scope::upload}});
  EXPECT_EQ(call("GET", path).status, 403);
  EXPECT_FALSE(is_at_hand(poll(path)));
}

TEST_F(QuickStatusTest, RevokedKeyIsRefusedAtOnce) {
  const std::string path = created_path();
  call("GET", path);
  ASSERT_TRUE(is_at_hand(poll(path)));

  ASSERT_TRUE(house_.stores().keys->revoke_key(secret_.substr(0, 11), Clock::now()));

  EXPECT_FALSE(is_at_hand(poll(path)));
  EXPECT_EQ(call("GET", path).status, 401);
}

TEST_F(QuickStatusTest, PollsAtHandCountForTheRate) {
  secret_ = house_.new_key({.owner_id = "owner", .requests_per_minute = 4});
  const std::string path = created_path();
  EXPECT_EQ(call("GET", path).status, 200);

  EXPECT_TRUE(is_at_hand(poll(path)));
  EXPECT_TRUE(is_at_hand(poll(path)));

  EXPECT_FALSE(is_at_hand(poll(path)));
  EXPECT_EQ(call("GET", path).status, 429);
}

TEST_F(QuickStatusTest, CanceledTaskIsShownAsSuchAtOnce) {
  const std::string path = created_path();
  call("GET", path);

  EXPECT_EQ(call("PUT", path + "/cancel").status, 200);

  EXPECT_FALSE(is_at_hand(poll(path)));
  EXPECT_EQ(json_of(call("GET", path)).at("status").as_string(), "failed");
  EXPECT_TRUE(is_at_hand(poll(path)));
}

TEST_F(QuickStatusTest, ExternalIdIsLookedUpEachTime) {
  call("POST", "/model/v1/generation",
       R"({"model":"kirin_v2_6_t2v","external_task_id":"mine-1",
           "input":[{"params":{"prompt":"a kite"}}]})");
  const std::string path = "/model/v1/generation/task/mine-1";
  call("GET", path);

  EXPECT_FALSE(is_at_hand(poll(path)));
}

}  // namespace
}  // namespace kirin::api::generation
