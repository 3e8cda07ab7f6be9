#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/api_fixture.h"
#include "api/callbacks/operations.h"

namespace kirin::api::callbacks {
namespace {

using testing::StartsWith;

class CallbacksTest : public testing::Test {
 protected:
  CallbacksTest() {
    OperationTable table;
    add_operations(table, house_.context());
    api_ = std::make_unique<MountedTable>(house_.context(), std::move(table));
  }

  // A task whose acceptance is told.
  void create(const std::string& id, const std::string& owner = "owner") {
    tasks::NewTask task;
    task.id = id;
    task.owner_id = owner;
    task.key_id = "key";
    task.model = "kirin_v1_i2v";
    task.callback_url = "https://hooks.example.org/" + id;
    task.created_at = Clock::now();
    ASSERT_TRUE(house_.stores().tasks->create(task));
  }

  net::Response ask(const char* method, const std::string& target, const std::string& body = "") {
    return api_->answer(ApiFixture::request(method, target, secret_, body));
  }
  JsonObject get(const std::string& target) {
    const net::Response response = ask("GET", target);
    EXPECT_EQ(response.status, 200) << target;
    return json_of(response);
  }
  JsonArray deliveries(const std::string& query = "") {
    return get("/api/v1/callbacks/deliveries" + query).at("data").as_array();
  }
  void record(std::string_view id, bool delivered) {
    tasks::DeliveryOutcome outcome;
    outcome.end =
        delivered ? tasks::DeliveryOutcome::End::delivered : tasks::DeliveryOutcome::End::failed;
    outcome.http_status = delivered ? 204 : 500;
    outcome.took = std::chrono::milliseconds{12};
    ASSERT_TRUE(house_.stores().tasks->record_delivery(id, outcome, Clock::now()));
  }
  std::string only_id() { return std::string{deliveries().at(0).at("id").as_string()}; }
  static std::int64_t code_of(const net::Response& response) {
    return json_of(response).at("error").at("code").as_int64();
  }
  net::Response send_test(const std::string& body) {
    return ask("POST", "/api/v1/callbacks/test", body);
  }

  ApiFixture house_;
  std::unique_ptr<MountedTable> api_;
  std::string secret_ = house_.new_key();
};

TEST_F(CallbacksTest, ADeliveryIsListed) {
  create("t1");
  const JsonArray found = deliveries();
  ASSERT_EQ(found.size(), 1u);
  const JsonObject& delivery = found.at(0).as_object();
  EXPECT_THAT(std::string{delivery.at("id").as_string()}, StartsWith("msg_"));
  EXPECT_EQ(delivery.at("task_id").as_string(), "t1");
  EXPECT_EQ(delivery.at("kind").as_string(), "task");
  EXPECT_EQ(delivery.at("task_status").as_string(), "in_progress");
  EXPECT_EQ(delivery.at("url").as_string(), "https://hooks.example.org/t1");
  EXPECT_EQ(delivery.at("state").as_string(), "pending");
  EXPECT_EQ(delivery.at("attempts").as_int64(), 0);
  EXPECT_TRUE(delivery.at("due_at").is_int64());
  EXPECT_TRUE(delivery.at("delivered_at").is_null());
}

TEST_F(CallbacksTest, ListsPageAndFilter) {
  for (const char* id : {"t1", "t2", "t3"}) {
    create(id);
  }
  create("theirs", "another");
  const JsonObject page = get("/api/v1/callbacks/deliveries?limit=2");
  EXPECT_EQ(page.at("data").as_array().size(), 2u);
  EXPECT_EQ(page.at("data").at(0).at("task_id").as_string(), "t3");
  EXPECT_TRUE(page.at("has_more").as_bool());
  const JsonObject last =
      get("/api/v1/callbacks/deliveries?limit=2&after=" + std::string{page.at("next").as_string()});
  EXPECT_EQ(last.at("data").as_array().size(), 1u);
  EXPECT_FALSE(last.at("has_more").as_bool());
  EXPECT_TRUE(last.at("next").is_null());
  EXPECT_EQ(deliveries("?task_id=t2").size(), 1u);
  EXPECT_EQ(deliveries("?state=pending").size(), 3u);
  EXPECT_EQ(deliveries("?state=dead").size(), 0u);
  EXPECT_EQ(code_of(ask("GET", "/api/v1/callbacks/deliveries?state=lost")), 40003);
}

TEST_F(CallbacksTest, WhatHasEndedIsSentAgainOnRequest) {
  create("t1");
  const std::string id = only_id();
  const std::string redeliver = "/api/v1/callbacks/deliveries/" + id + "/redeliver";
  EXPECT_EQ(code_of(ask("POST", redeliver)), 40904);
  record(id, false);
  EXPECT_EQ(deliveries().at(0).at("state").as_string(), "dead");

  const net::Response again = ask("POST", redeliver);

  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(json_of(again).at("data").at("state").as_string(), "pending");
  EXPECT_EQ(json_of(again).at("data").at("id").as_string(), id);
  EXPECT_EQ(house_.created, 1) << "the sender was woken";
}

TEST_F(CallbacksTest, TriesAreShown) {
  create("t1");
  record(only_id(), true);
  const JsonObject data = get("/api/v1/callbacks/deliveries/" + only_id()).at("data").as_object();
  EXPECT_EQ(data.at("state").as_string(), "delivered");
  const JsonArray& tries = data.at("tries").as_array();
  ASSERT_EQ(tries.size(), 1u);
  EXPECT_EQ(tries.at(0).at("number").as_int64(), 1);
  EXPECT_EQ(tries.at(0).at("http_status").as_int64(), 204);
  EXPECT_EQ(tries.at(0).at("took_ms").as_int64(), 12);
}

TEST_F(CallbacksTest, OthersSeeNothing) {
  create("t1");
  const std::string id = only_id();
  secret_ = house_.new_key({.owner_id = "another"});
  EXPECT_TRUE(deliveries().empty());
  EXPECT_EQ(code_of(ask("GET", "/api/v1/callbacks/deliveries/" + id)), 40405);
  EXPECT_EQ(code_of(ask("POST", "/api/v1/callbacks/deliveries/" + id + "/redeliver")), 40405);
}

TEST_F(CallbacksTest, ATestIsSentNowAndThen) {
  const net::Response sent = send_test(R"({"callback_url": "https://hooks.example.org/"})");
  ASSERT_EQ(sent.status, 200);
  EXPECT_EQ(json_of(sent).at("data").at("kind").as_string(), "test");
  EXPECT_TRUE(json_of(sent).at("data").at("task_id").is_null());
  const net::Response soon = send_test(R"({"callback_url": "https://hooks.example.org/"})");
  EXPECT_EQ(soon.status, 429);
  EXPECT_EQ(soon.headers.get("Retry-After"), "6");
}

TEST_F(CallbacksTest, ATestGoesWhereACallbackMayGo) {
  house_.context().check_callback_url = [](std::string_view) -> Result<void> {
    return Error{ErrorCode::permission_denied, "the address is private"};
  };
  EXPECT_EQ(code_of(send_test(R"({"callback_url": "http://127.0.0.1/"})")), 40003);
  house_.context().check_callback_url = [](std::string_view) { return Result<void>{}; };
  for (const auto& [body, code] : {std::pair{R"({"callback_url": "ftp://example.org/"})", 40003},
                                   {R"({"callback_url": ""})", 40003},
                                   {R"({"callback_url": 5})", 40003},
                                   {R"({"callback_url": null})", 40003},
                                   {R"({"callback_url": "http://["})", 40003},
                                   {R"({"url": "https://example.org/"})", 40002},
                                   {R"({})", 40002},
                                   {R"([])", 40001},
                                   {"", 40001}}) {
    EXPECT_EQ(code_of(send_test(body)), code) << body;
  }
  EXPECT_TRUE(deliveries().empty());
}

TEST_F(CallbacksTest, SecretsAreReplacedWithAnOverlap) {
  EXPECT_TRUE(get("/api/v1/callbacks/secrets").at("data").as_array().empty());
  const auto rotate = [&] {
    const net::Response response = ask("POST", "/api/v1/callbacks/secrets/rotate");
    EXPECT_EQ(response.status, 200);
    return std::string{json_of(response).at("data").at("secret").as_string()};
  };
  const std::string first = rotate();
  const std::string second = rotate();
  EXPECT_THAT(first, StartsWith("whsec_"));
  EXPECT_NE(first, second);
  const JsonArray found = get("/api/v1/callbacks/secrets").at("data").as_array();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found.at(0).at("secret").as_string(), second);
  EXPECT_TRUE(found.at(0).at("expires_at").is_null());
  EXPECT_EQ(found.at(1).at("secret").as_string(), first);
  EXPECT_TRUE(found.at(1).at("expires_at").is_int64());
  secret_ = house_.new_key();
  EXPECT_TRUE(get("/api/v1/callbacks/secrets").at("data").as_array().empty())
      << "another key's are its own";
}

}  // namespace
}  // namespace kirin::api::callbacks
