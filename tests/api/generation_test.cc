#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/api_fixture.h"
#include "api/generation/operations.h"

namespace kirin::api::generation {
namespace {

using std::chrono::seconds;

constexpr const char* kTextRequest =
    R"({"model":"kirin_v2_6_t2v","input":[{"params":{"prompt":"a kite"}}]})";

// The surface over real stores, with nobody who works.
class GenerationTest : public testing::Test {
 protected:
  net::Response call(const char* method, const std::string& path, std::string body = {}) {
    return api_.answer(ApiFixture::request(method, path, secret_, std::move(body)));
  }
  net::Response create(std::string body = kTextRequest) {
    return call("POST", "/model/v1/generation", std::move(body));
  }
  std::string created_id(std::string body = kTextRequest) {
    const net::Response response = create(std::move(body));
    EXPECT_EQ(response.status, 200);
    return std::string{json_of(response).at("id").as_string()};
  }
  static std::int64_t code_of(const net::Response& response) {
    return json_of(response).at("error").at("code").as_int64();
  }
  void finish_one() {
    auto claim = house_.stores().tasks->claim("w_1", Clock::now(), seconds{60});
    ASSERT_TRUE(claim && *claim);
    const JsonObject result{
        {"output", {{"key", "tasks/x/output.mp4"}, {"duration", "5.000"}, {"size", "1280x720"}}}};
    ASSERT_TRUE(house_.stores().tasks->complete((*claim)->lease, result, Clock::now()));
  }

  static OperationTable table_of(const ApiContext& context) {
    OperationTable table;
    add_operations(table, context);
    return table;
  }

  ApiFixture house_;
  MountedTable api_{house_.context(), table_of(house_.context())};
  std::string secret_ = house_.new_key();
};

TEST_F(GenerationTest, ATaskIsAcceptedAndQueried) {
  const std::string id = created_id();
  EXPECT_EQ(house_.created, 1);
  const JsonObject task = json_of(call("GET", "/model/v1/generation/task/" + id));
  EXPECT_EQ(task.at("status").as_string(), "in_progress");
  EXPECT_EQ(task.at("metadata").at("queue_position").to_number<int>(), 0);
}

TEST_F(GenerationTest, ACanceledTaskIsShownAsFailed) {
  const std::string id = created_id();
  const net::Response response = call("PUT", "/model/v1/generation/task/" + id + "/cancel");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(json_of(response).at("status").as_string(), "failed");
  EXPECT_EQ(json_of(response).at("error").at("type").as_string(), "canceled");
  const net::Response again = call("DELETE", "/model/v1/generation/task/" + id);
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(code_of(again), 40903);
}

TEST_F(GenerationTest, SomebodyElsesTaskIsUnknown) {
  const std::string id = created_id();
  secret_ = house_.new_key({.owner_id = "stranger"});
  for (const auto& [method, path] :
       {std::pair<const char*, std::string>{"GET", "/model/v1/generation/task/" + id},
        {"DELETE", "/model/v1/generation/task/" + id},
        {"GET", "/model/v1/generation/task/" + id + "/stream"}}) {
    EXPECT_EQ(call(method, path).status, 404) << method << path;
  }
}

TEST_F(GenerationTest, TheListHasPagesAndFilters) {
  std::vector<std::string> ids;
  for (int i = 0; i < 5; ++i) {
    ids.push_back(created_id());
  }
  const JsonObject first = json_of(call("GET", "/model/v1/generation/tasks?limit=2"));
  EXPECT_EQ(first.at("data").as_array().size(), 2U);
  EXPECT_EQ(first.at("data").at(0).at("id").as_string(), ids[4]);
  EXPECT_TRUE(first.at("has_more").as_bool());
  const std::string next{first.at("next").as_string()};
  const JsonObject second =
      json_of(call("GET", "/model/v1/generation/tasks?limit=3&after=" + next));
  EXPECT_EQ(second.at("data").at(0).at("id").as_string(), ids[2]);
  EXPECT_FALSE(second.at("has_more").as_bool());
  EXPECT_TRUE(second.at("next").is_null());
  finish_one();
  const JsonObject done = json_of(call("GET", "/model/v1/generation/tasks?status=completed"));
  EXPECT_EQ(done.at("data").as_array().size(), 1U);
  EXPECT_EQ(call("GET", "/model/v1/generation/tasks?status=open").status, 400);
  EXPECT_EQ(call("GET", "/model/v1/generation/tasks?created_from=soon").status, 400);
}

TEST_F(GenerationTest, PrechargeNamesThePriceAndMakesNothing) {
  const JsonObject answer = json_of(call("POST", "/model/v1/generation/precharge", kTextRequest));
  EXPECT_EQ(answer.at("status").as_string(), "success");
  EXPECT_EQ(answer.at("data").at("cost").as_string(), "0.21");
  const JsonObject other =
      json_of(call("POST", "/model/v1/generation/precharge",
                   R"({"input":[{"params":{"prompt":"a kite"}}],"model":"kirin_v2_6_t2v"})"));
  EXPECT_EQ(other.at("data").at("hash"), answer.at("data").at("hash"));
  EXPECT_EQ(json_of(call("GET", "/model/v1/generation/tasks")).at("data").as_array().size(), 0U);
  EXPECT_EQ(call("POST", "/model/v1/generation/precharge",
                 R"({"model":"kirin_v2_6_t2v","input":[{"params":{}}]})")
                .status,
            400);
}

TEST_F(GenerationTest, AKeyMayBeHeldToItsModels) {
  secret_ = house_.new_key({.owner_id = "owner", .models = {"kirin_v1_i2v"}});
  const net::Response response = create();
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(code_of(response), 40301);
}

TEST_F(GenerationTest, AKeyMayHaveSoManyUnfinishedTasks) {
  secret_ = house_.new_key({.owner_id = "owner", .max_concurrent = 1});
  (void)created_id();
  const net::Response refused = create();
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(code_of(refused), 42902);
  EXPECT_NE(refused.headers.get("Retry-After"), "");
  finish_one();
  EXPECT_EQ(create().status, 200);
}

TEST_F(GenerationTest, TheQueueIsBounded) {
  house_.context().options.max_queued = 2;
  (void)created_id();
  (void)created_id();
  const net::Response refused = create();
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(code_of(refused), 42903);
}

TEST_F(GenerationTest, APrepaidOwnerNeedsCredits) {
  auto& accounts = *house_.stores().accounts;
  ASSERT_TRUE(accounts.credit("owner", Money{250'000}, "", {}, Clock::now()));
  (void)created_id();  // 0.21 of 0.25
  const net::Response refused = create();
  EXPECT_EQ(refused.status, 402);
  EXPECT_EQ(code_of(refused), 40201);
  finish_one();
  const auto account = accounts.account("owner", Clock::now());
  EXPECT_EQ(account->spent.to_decimal(), "0.21");
  EXPECT_EQ(account->held.to_decimal(), "0");
}

TEST_F(GenerationTest, ABudgetOfAKeyIsKept) {
  secret_ = house_.new_key({.owner_id = "owner", .budget = Money{210'000}});
  (void)created_id();
  const net::Response refused = create();
  EXPECT_EQ(refused.status, 402);
  EXPECT_EQ(code_of(refused), 40202);
}

TEST_F(GenerationTest, ARepeatedCreateIsTheSameTask) {
  const auto once = [&] {
    net::Request request =
        ApiFixture::request("POST", "/model/v1/generation", secret_, kTextRequest);
    request.headers.add("Idempotency-Key", "order-1");
    return api_.answer(std::move(request));
  };
  const JsonObject first = json_of(once());
  const net::Response again = once();
  EXPECT_EQ(json_of(again), first);
  EXPECT_EQ(again.headers.get("Idempotency-Replayed"), "true");
  EXPECT_EQ(json_of(call("GET", "/model/v1/generation/tasks")).at("data").as_array().size(), 1U);
}

TEST_F(GenerationTest, WhatTheCallerAskedToKeepIsEchoed) {
  const std::string id = created_id(
      R"({"model":"kirin_v2_6_t2v","prompt":"a kite","moderation":true,
          "metadata":{"trace_id":"t-1","completed_at":"never"},"options":{"priority":"high"}})");
  const JsonObject task = json_of(call("GET", "/model/v1/generation/task/" + id));
  const JsonObject& metadata = task.at("metadata").as_object();
  EXPECT_EQ(metadata.at("trace_id").as_string(), "t-1");
  EXPECT_EQ(metadata.at("moderation").as_bool(), true);
  EXPECT_EQ(metadata.at("options").at("priority").as_string(), "high");
  EXPECT_FALSE(metadata.contains("completed_at")) << "strict clients read it as a number";
  EXPECT_EQ(house_.stores().tasks->find_any(id)->priority, tasks::Priority::high);
}

TEST_F(GenerationTest, APriorityThatIsNoneIsNormalWithAWarning) {
  const std::string id =
      created_id(R"({"model":"kirin_v2_6_t2v","prompt":"a kite","options":{"priority":"urgent"}})");
  const JsonObject task = json_of(call("GET", "/model/v1/generation/task/" + id));
  EXPECT_EQ(task.at("metadata").at("warnings").as_array().size(), 1U);
  EXPECT_EQ(house_.stores().tasks->find_any(id)->priority, tasks::Priority::normal);
}

TEST_F(GenerationTest, ASynchronousCallWaitsWithoutAThread) {
  net::Response response = call("POST", "/model/v1/generation/sync", kTextRequest);
  auto& waiting = std::get<net::DeferredAnswer>(response.body);
  EXPECT_FALSE(waiting.poll().has_value());
  finish_one();
  const auto answer = waiting.poll();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 200);
  EXPECT_EQ(json_of(*answer).at("status").as_string(), "completed");
}

TEST_F(GenerationTest, ASynchronousCallThatTakesTooLongNamesItsTask) {
  house_.context().options.sync_wait = std::chrono::milliseconds{0};
  net::Response response = call("POST", "/model/v1/generation/sync", kTextRequest);
  const auto answer = std::get<net::DeferredAnswer>(response.body).poll();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 504);
  EXPECT_EQ(json_of(*answer).at("error").at("code").as_string(), "SYNC_TIMEOUT");
  EXPECT_EQ(json_of(*answer).at("status").as_string(), "in_progress");
  EXPECT_TRUE(json_of(*answer).at("id").is_string());
}

TEST_F(GenerationTest, AStreamTellsProgressOutputAndTheWholeTask) {
  const std::string id = created_id();
  net::Response response = call("GET", "/model/v1/generation/task/" + id + "/stream");
  auto& stream = std::get<net::StreamBody>(response.body);
  EXPECT_THAT(*stream.next(), testing::StartsWith("event: progress\ndata: {"));
  EXPECT_EQ(*stream.next(), "") << "nothing has changed";
  finish_one();
  const std::string last = *stream.next();
  EXPECT_THAT(last, testing::StartsWith("event: output\n"));
  EXPECT_THAT(last, testing::HasSubstr("\"cursor\":1"));
  EXPECT_THAT(last, testing::HasSubstr("\n\nevent: done\n"));
  EXPECT_FALSE(stream.next().has_value());
}

TEST_F(GenerationTest, AStreamLeavesOutWhatTheCallerHas) {
  const std::string id = created_id();
  finish_one();
  net::Response response = call("GET", "/model/v1/generation/task/" + id + "/stream?cursor=1");
  EXPECT_THAT(*std::get<net::StreamBody>(response.body).next(),
              testing::StartsWith("event: done\n"));
}

TEST_F(GenerationTest, ASynchronousCallIsFoundAgainByItsIdempotencyKey) {
  const auto sync = [&] {
    net::Request request =
        ApiFixture::request("POST", "/model/v1/generation/sync", secret_, kTextRequest);
    request.headers.add("Idempotency-Key", "order-2");
    return api_.answer(std::move(request));
  };
  (void)sync();
  finish_one();
  net::Response again = sync();
  const auto answer = std::get<net::DeferredAnswer>(again.body).poll();
  ASSERT_TRUE(answer);
  EXPECT_EQ(json_of(*answer).at("status").as_string(), "completed");
  EXPECT_EQ(again.headers.get("Idempotency-Replayed"), "true");
  EXPECT_EQ(json_of(call("GET", "/model/v1/generation/tasks")).at("data").as_array().size(), 1U);
}

}  // namespace
}  // namespace kirin::api::generation
