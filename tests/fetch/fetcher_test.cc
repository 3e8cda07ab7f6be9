#include "fetch/fetcher.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <thread>

#include "base/file.h"
#include "base/json.h"
#include "fetch/exchange.h"
#include "fetch/http_server.h"

namespace kirin::fetch {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class FetcherTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { server_ = new HttpServer; }
  static void TearDownTestSuite() { delete server_; }

  void SetUp() override {
    auto file = anonymous_file(std::filesystem::temp_directory_path());
    ASSERT_TRUE(file);
    out_ = *std::move(file);
  }

  Result<Fetched> get(const std::string& path, FetchLimits limits = {}) const {
    return Fetcher{{.allow_private = true}}.get(server_->url(path), limits, out_.get());
  }
  std::string written() const {
    const auto bytes = read_all(out_.get(), std::uint64_t{1} << 30);
    return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
  }
  void expect_error(const std::string& path, ErrorCode code, const std::string& message,
                    FetchLimits limits = {}) const {
    const auto fetched = get(path, limits);
    ASSERT_FALSE(fetched) << path;
    EXPECT_EQ(fetched.error().code, code) << fetched.error().describe();
    EXPECT_THAT(fetched.error().message, HasSubstr(message));
  }

  static HttpServer* server_;
  UniqueFd out_;
};

HttpServer* FetcherTest::server_ = nullptr;

TEST_F(FetcherTest, WritesTheBodyOfA200) {
  const auto fetched = get("/hello");
  ASSERT_TRUE(fetched) << fetched.error().describe();
  EXPECT_EQ(fetched->final_url, server_->url("/hello"));
  EXPECT_EQ(fetched->content_type, "image/png");
  EXPECT_EQ(fetched->size_bytes, 5U);
  EXPECT_EQ(written(), "hello");
}

TEST_F(FetcherTest, AnythingButA200IsAnErrorThatNamesTheStatus) {
  const std::pair<int, ErrorCode> rows[] = {
      {404, ErrorCode::not_found},           {410, ErrorCode::not_found},
      {401, ErrorCode::permission_denied},   {403, ErrorCode::permission_denied},
      {400, ErrorCode::failed_precondition}, {206, ErrorCode::failed_precondition},
      {429, ErrorCode::unavailable},         {500, ErrorCode::unavailable},
      {503, ErrorCode::unavailable}};
  for (const auto& [status, code] : rows) {
    expect_error("/status/" + std::to_string(status), code, "HTTP " + std::to_string(status));
  }
  // Its body may be larger than any limit: the status is what counts.
  expect_error("/status/404", ErrorCode::not_found, "HTTP 404", {.max_bytes = 10});
  EXPECT_EQ(written(), "");
}

TEST_F(FetcherTest, FollowsSoManyRedirectsAndNoMore) {
  const auto fetched = get("/chain/3");
  ASSERT_TRUE(fetched) << fetched.error().describe();
  EXPECT_EQ(fetched->final_url, server_->url("/hello"));
  EXPECT_EQ(written(), "hello");
  expect_error("/chain/4", ErrorCode::failed_precondition, "more than 3 redirects");
  expect_error("/loop", ErrorCode::failed_precondition, "more than 3 redirects");
  expect_error("/chain/1", ErrorCode::failed_precondition, "more than 0 redirects",
               {.max_redirects = 0});
}

TEST_F(FetcherTest, EveryHopIsChecked) {
  const std::pair<const char*, const char*> rows[] = {
      {"file:///etc/passwd", "does not begin with http"},
      {"gopher://127.0.0.1:25/x", "does not begin with http"},
      {"http://169.254.169.254/latest/meta-data/", "link-local"},
      {"http://0xa9fea9fe/", "link-local"},
      {"//0.0.0.0/", "this network"},
      {"http://u:p@127.0.0.1/", "credentials"}};
  for (const auto& [target, message] : rows) {
    expect_error(std::string{"/to?url="} + target, ErrorCode::invalid_argument, message);
  }
  EXPECT_EQ(written(), "");
}

TEST_F(FetcherTest, ABodyOfARedirectMayBeLargerThanTheLimit) {
  const auto fetched = get("/to?url=/hello", {.max_bytes = 5});
  ASSERT_TRUE(fetched) << fetched.error().describe();
  EXPECT_EQ(written(), "hello");
}

TEST_F(FetcherTest, ARedirectToNowhereIsAnError) {
  expect_error("/nowhere", ErrorCode::failed_precondition, "HTTP 302");
}

TEST_F(FetcherTest, PrivateAddressesAreRefusedWithoutLeave) {
  const Fetcher fetcher{{.allow_private = false}};
  const auto fetched = fetcher.get(server_->url("/hello"), {}, out_.get());
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().code, ErrorCode::invalid_argument);
  EXPECT_THAT(fetched.error().message, HasSubstr("loopback"));
  EXPECT_FALSE(fetcher.check_url(server_->url("/hello")));
  EXPECT_TRUE(fetcher.check_url("https://example.com/cat.png"));
  EXPECT_FALSE(fetcher.post(server_->url("/echo"), "", {}, milliseconds{5000}));
}

// A name may resolve to anything, so the address is judged again where the socket is made. This
// asks for the exchange itself, past the check of the URL.
TEST_F(FetcherTest, NoConnectionIsMadeToARefusedAddress) {
  ASSERT_TRUE(get("/connections"));
  const std::string before = written();
  for (const std::string& url : {server_->url("/hello"), std::string{"http://localhost:1/"}}) {
    const Outcome outcome = run_exchange({.url = url,
                                          .reach = Reach::public_only,
                                          .connect_timeout = milliseconds{5000},
                                          .total_timeout = milliseconds{5000},
                                          .headers = {},
                                          .on_body = [](int, auto) { return true; }});
    EXPECT_EQ(outcome.status, 0);
    ASSERT_TRUE(outcome.failure);
    EXPECT_EQ(outcome.failure->code, ErrorCode::invalid_argument);
    EXPECT_THAT(outcome.failure->message, HasSubstr("loopback"));
  }
  ASSERT_TRUE(get("/connections"));
  EXPECT_EQ(std::stoi(written().substr(before.size())), std::stoi(before) + 1);
}

TEST_F(FetcherTest, TheLimitIsInclusive) {
  for (const char* path : {"/sized/5000", "/unsized/5000", "/chunked/5000"}) {
    const auto fetched = get(path, {.max_bytes = 5000});
    ASSERT_TRUE(fetched) << path << fetched.error().describe();
    EXPECT_EQ(fetched->size_bytes, 5000U);
  }
}

TEST_F(FetcherTest, AnAnnouncedBodyAboveTheLimitIsNotRead) {
  expect_error("/sized/5001", ErrorCode::resource_exhausted, "larger than 5000 bytes",
               {.max_bytes = 5000});
  EXPECT_EQ(written(), "");
}

TEST_F(FetcherTest, ABodyThatGrowsAboveTheLimitIsCutOff) {
  for (const char* path : {"/unsized/3000000", "/chunked/3000000"}) {
    expect_error(path, ErrorCode::resource_exhausted, "larger than 5000 bytes",
                 {.max_bytes = 5000});
  }
  EXPECT_LE(written().size(), 2 * 5000U);
}

TEST_F(FetcherTest, SlowAnswersMeetTheDeadline) {
  for (const char* path : {"/drip", "/silence", "/to?url=/drip"}) {
    expect_error(path, ErrorCode::deadline_exceeded, "", {.total_timeout = milliseconds{300}});
  }
}

TEST_F(FetcherTest, BrokenConnectionsAreTheNetworksFault) {
  for (const char* path : {"/reset", "/short", "/garbage"}) {
    const auto fetched = get(path);
    ASSERT_FALSE(fetched) << path;
    EXPECT_EQ(fetched.error().code, ErrorCode::unavailable) << fetched.error().describe();
  }
  const auto refused = Fetcher{{.allow_private = true}}.get("http://127.0.0.1:1/", {}, out_.get());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
}

TEST_F(FetcherTest, CompressedBodiesStayAsTheyAre) {
  const auto fetched = get("/gzip");
  ASSERT_TRUE(fetched) << fetched.error().describe();
  EXPECT_THAT(written(), StartsWith("\x1f\x8b"));
  EXPECT_LT(fetched->size_bytes, 100U);
}

TEST_F(FetcherTest, AFullDiskIsTheCallersToKnow) {
  const UniqueFd full{::open("/dev/full", O_WRONLY | O_CLOEXEC)};
  const auto fetched = Fetcher{{.allow_private = true}}.get(server_->url("/hello"), {}, full.get());
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().code, ErrorCode::resource_exhausted);
  EXPECT_THAT(fetched.error().message, HasSubstr("No space left"));
}

TEST_F(FetcherTest, SaysWhoItIsAndAsksForNoCompression) {
  ASSERT_TRUE(get("/echo"));
  const auto seen = parse_json(written());
  ASSERT_TRUE(seen);
  const auto& headers = seen->at("headers").as_object();
  EXPECT_THAT(std::string{headers.at("user-agent").as_string()}, StartsWith("Kirin/0."));
  EXPECT_FALSE(headers.contains("accept-encoding"));
}

TEST_F(FetcherTest, TheEnvironmentsProxyIsNotUsed) {
  ::setenv("http_proxy", "http://127.0.0.1:1", 1);
  ::setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
  const auto fetched = get("/hello");
  ::unsetenv("http_proxy");
  ::unsetenv("ALL_PROXY");
  EXPECT_TRUE(fetched);
}

TEST_F(FetcherTest, ThreadsFetchAtOnce) {
  std::vector<std::jthread> threads;
  std::array<bool, 8> worked{};
  for (bool& each : worked) {
    threads.emplace_back([&each, this] {
      auto file = anonymous_file(std::filesystem::temp_directory_path());
      const Fetcher fetcher{{.allow_private = true}};
      each = fetcher.get(server_->url("/sized/100000"), {}, file->get()).has_value();
    });
  }
  threads.clear();
  EXPECT_THAT(worked, ::testing::Each(true));
}

TEST_F(FetcherTest, PostSendsBodyAndHeaders) {
  const Fetcher fetcher{{.allow_private = true}};
  const auto answer =
      fetcher.post(server_->url("/echo?status=202"), R"({"a":1})",
                   {"Content-Type: application/json", "webhook-id: msg_1"}, milliseconds{5000});
  ASSERT_TRUE(answer) << answer.error().describe();
  EXPECT_EQ(answer->status, 202);
  const auto seen = parse_json(answer->body_head);
  ASSERT_TRUE(seen) << answer->body_head;
  EXPECT_EQ(seen->at("method").as_string(), "POST");
  EXPECT_EQ(seen->at("body").as_string(), R"({"a":1})");
  EXPECT_EQ(seen->at("headers").at("content-type").as_string(), "application/json");
  EXPECT_EQ(seen->at("headers").at("webhook-id").as_string(), "msg_1");
  EXPECT_EQ(seen->at("headers").at("content-length").as_string(), "7");
}

TEST_F(FetcherTest, PostTakesAnyStatusAsAnAnswerAndFollowsNoRedirect) {
  const Fetcher fetcher{{.allow_private = true}};
  for (const auto& [path, status] : {std::pair{"/status/500", 500},
                                     {"/status/410", 410},
                                     {"/loop", 301},
                                     {"/to?url=/hello", 307},
                                     {"/short", 200}}) {
    const auto answer = fetcher.post(server_->url(path), "{}", {}, milliseconds{5000});
    ASSERT_TRUE(answer) << path << answer.error().describe();
    EXPECT_EQ(answer->status, status);
    EXPECT_LE(answer->body_head.size(), 1024U);
  }
}

TEST_F(FetcherTest, PostMeetsItsDeadlineAndRefusesSplitHeaders) {
  const Fetcher fetcher{{.allow_private = true}};
  const auto late = fetcher.post(server_->url("/silence"), "{}", {}, milliseconds{200});
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::deadline_exceeded);
  const auto split =
      fetcher.post(server_->url("/echo"), "{}", {"a: b\r\nc: d"}, milliseconds{5000});
  ASSERT_FALSE(split);
  EXPECT_EQ(split.error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace kirin::fetch
