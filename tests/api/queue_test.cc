#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/api_fixture.h"
#include "api/queue/operations.h"

namespace kirin::api::queue {
namespace {

using std::chrono::seconds;

constexpr const char* kEndpoint = "/model/v1/queue/kirin_v2_6_t2v";

class QueueTest : public testing::Test {
 protected:
  net::Response call(const char* method, const std::string& path, std::string body = {}) {
    return api_.answer(ApiFixture::request(method, path, secret_, std::move(body)));
  }
  JsonObject submitted(std::string body = R"({"prompt":"a kite"})") {
    const net::Response response = call("POST", kEndpoint, std::move(body));
    EXPECT_EQ(response.status, 200);
    return json_of(response);
  }
  static std::string path_of(const JsonObject& submitted, const char* name) {
    const std::string url{submitted.at(name).as_string()};
    return url.substr(std::string{"http://kirin.test"}.size());
  }
  tasks::Lease claim_one() {
    auto claim = house_.stores().tasks->claim("w_1", Clock::now(), seconds{60});
    EXPECT_TRUE(claim && *claim);
    return (*claim)->lease;
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

TEST_F(QueueTest, ARequestGoesFromQueueToResult) {
  const JsonObject first = submitted();
  const JsonObject second = submitted();
  EXPECT_EQ(second.at("status").as_string(), "IN_QUEUE");
  EXPECT_EQ(second.at("queue_position").as_int64(), 1);
  const std::string status = path_of(first, "status_url");
  const std::string response = path_of(first, "response_url");
  EXPECT_EQ(json_of(call("GET", status)).at("status").as_string(), "IN_QUEUE");
  EXPECT_EQ(call("GET", response).status, 202);

  const tasks::Lease lease = claim_one();
  EXPECT_EQ(json_of(call("GET", status)).at("status").as_string(), "IN_PROGRESS");
  const JsonObject result{{"output",
                           {{"key", "tasks/x/output.mp4"},
                            {"duration", "5.000"},
                            {"size", "1280x720"},
                            {"size_bytes", 4711}}}};
  ASSERT_TRUE(house_.stores().tasks->complete(lease, result, Clock::now()));

  const JsonObject done = json_of(call("GET", status));
  EXPECT_EQ(done.at("status").as_string(), "COMPLETED");
  EXPECT_FALSE(done.contains("error"));
  EXPECT_TRUE(done.at("metrics").at("inference_time").is_number());
  const net::Response made = call("GET", response);
  EXPECT_EQ(made.status, 200);
  const JsonObject json = json_of(made);
  const JsonObject& output = json.at("outputs").at(0).as_object();
  EXPECT_EQ(output.at("width").as_int64(), 1280);
  EXPECT_EQ(output.at("duration").to_number<double>(), 5.0);
  EXPECT_EQ(output.at("file_size").as_int64(), 4711);
}

TEST_F(QueueTest, AFailureIsCompletedWithAnError) {
  const JsonObject request = submitted();
  ASSERT_TRUE(house_.stores().tasks->fail_attempt(
      claim_one(), {{"002014097", "the image could not be downloaded"}, false}, Clock::now()));
  const JsonObject status = json_of(call("GET", path_of(request, "status_url")));
  EXPECT_EQ(status.at("status").as_string(), "COMPLETED");
  EXPECT_EQ(status.at("error").as_string(), "the image could not be downloaded");
  EXPECT_EQ(status.at("error_type").as_string(), "REQUEST_INVALID");
  const net::Response response = call("GET", path_of(request, "response_url"));
  EXPECT_EQ(response.status, 422);
  EXPECT_EQ(json_of(response).at("detail").as_string(), "the image could not be downloaded");
}

TEST_F(QueueTest, CancelSaysWhatItDid) {
  const JsonObject request = submitted();
  const std::string cancel = path_of(request, "cancel_url");
  const net::Response first = call("PUT", cancel);
  EXPECT_EQ(first.status, 202);
  EXPECT_EQ(json_of(first).at("status").as_string(), "CANCELLATION_REQUESTED");
  const net::Response second = call("PUT", cancel);
  EXPECT_EQ(second.status, 400);
  EXPECT_EQ(json_of(second).at("status").as_string(), "ALREADY_COMPLETED");
  const net::Response unknown = call("PUT", std::string{kEndpoint} + "/requests/none/cancel");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(json_of(unknown).at("status").as_string(), "NOT_FOUND");
  EXPECT_EQ(call("GET", path_of(request, "response_url")).status, 409);
}

TEST_F(QueueTest, ErrorsAreTheQueues) {
  const net::Response unknown = call("POST", "/model/v1/queue/nope", "{}");
  EXPECT_EQ(unknown.status, 404);
  EXPECT_EQ(json_of(unknown).at("detail").as_string(), "App not found: nope");
  const net::Response invalid = call("POST", kEndpoint, R"({"prompt":""})");
  EXPECT_EQ(invalid.status, 422);
  EXPECT_EQ(json_of(invalid).at("error_type").as_string(), "REQUEST_INVALID");
  secret_.clear();
  const net::Response stranger = call("POST", kEndpoint, "{}");
  EXPECT_EQ(stranger.status, 401);
  EXPECT_EQ(json_of(stranger).at("error").at("code").as_string(), "UNAUTHORIZED");
}

TEST_F(QueueTest, ARequestBelongsToItsEndpoint) {
  const JsonObject request = submitted();
  const std::string id{request.at("request_id").as_string()};
  EXPECT_EQ(call("GET", "/model/v1/queue/kirin_v1_i2v/requests/" + id + "/status").status, 404);
  EXPECT_EQ(call("GET", "/model/v1/queue/kling_v2_6_t2v/requests/" + id + "/status").status, 200)
      << "an alias is the same model";
}

TEST_F(QueueTest, WebhooksAreTakenOrRefusedByConfiguration) {
  const JsonObject request =
      submitted(R"({"prompt":"a kite","webhook_url":"https://hooks.example.org/x"})");
  const std::string id{request.at("request_id").as_string()};
  EXPECT_EQ(house_.stores().tasks->find_any(id)->callback_url, "https://hooks.example.org/x");
  house_.context().options.queue_takes_webhooks = false;
  const net::Response refused =
      call("POST", kEndpoint, R"({"prompt":"a kite","webhook_url":"https://hooks.example.org/x"})");
  EXPECT_EQ(refused.status, 400);
  EXPECT_EQ(json_of(refused).at("detail").as_string(), "webhook not supported");
}

TEST_F(QueueTest, TheStatusStreamEndsWithTheRequest) {
  const JsonObject request = submitted();
  net::Response response = call("GET", path_of(request, "status_url") + "/stream");
  auto& stream = std::get<net::StreamBody>(response.body);
  EXPECT_THAT(*stream.next(), testing::HasSubstr("IN_QUEUE"));
  (void)call("PUT", path_of(request, "cancel_url"));
  EXPECT_THAT(*stream.next(), testing::HasSubstr("CANCELED"));
  EXPECT_FALSE(stream.next().has_value());
}

}  // namespace
}  // namespace kirin::api::queue
