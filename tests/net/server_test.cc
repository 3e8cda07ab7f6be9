#include "net/server.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <mutex>

#include "base/file.h"
#include "server_fixture.h"

namespace kirin::net {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST_F(ServerTest, AnswersOnOneConnectionAgainAndAgain) {
  start();
  TestClient client{port()};

  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(client.send(get("/hello")));
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 200);
    EXPECT_EQ(answer->body, "hello");
    EXPECT_EQ(answer->headers.get("Server"), "kirin");
    EXPECT_EQ(answer->headers.get("Connection"), "");
    EXPECT_TRUE(answer->headers.get("Date").ends_with(" GMT"));
  }
}

TEST_F(ServerTest, PipelinedRequestsAreAnsweredInOrder) {
  start();
  TestClient client{port()};

  client.send(post("/echo", "one") + get("/hello") + post("/echo", "three"));

  EXPECT_EQ(client.receive()->body, "one");
  EXPECT_EQ(client.receive()->body, "hello");
  EXPECT_EQ(client.receive()->body, "three");
}

TEST_F(ServerTest, HeadArrivingByteByByteIsRead) {
  start();
  TestClient client{port()};

  for (const char c : post("/echo", "slowly")) {
    ASSERT_TRUE(client.send(std::string_view{&c, 1}));
  }

  EXPECT_EQ(client.receive()->body, "slowly");
}

TEST_F(ServerTest, RequestIdIsTheCallersOrOurs) {
  start();

  EXPECT_EQ(ask(get("/hello", "X-Request-Id: mine-1\r\n"))->headers.get("X-Request-Id"), "mine-1");
  const auto generated = ask(get("/hello"));
  EXPECT_THAT(std::string{generated->headers.get("X-Request-Id")}, StartsWith("req_"));
  const auto replaced = ask(get("/hello", "X-Request-Id: two words\r\n"));
  EXPECT_THAT(std::string{replaced->headers.get("X-Request-Id")}, StartsWith("req_"));
  const auto early = ask(get("/%", "X-Request-Id: mine-2\r\n"));
  EXPECT_EQ(early->status, 400);
  EXPECT_EQ(early->headers.get("X-Request-Id"), "mine-2");
}

TEST_F(ServerTest, HandlerSeesTheRequest) {
  router_.add("GET", "/seen/{name}", [](Request& request) {
    return Response{200,
                    {},
                    fmt::format("{} {} {} {} {}", request.method, request.path,
                                request.path_parameters.at("name"), request.query.at("q"),
                                request.remote_address)};
  });
  start();

  EXPECT_EQ(ask(get("/seen/a%20b?q=c+d"))->body, "GET /seen/a b a b c d 127.0.0.1");
}

TEST_F(ServerTest, HeadHasTheLengthButNotTheBody) {
  start();
  TestClient client{port()};

  client.send("HEAD /hello HTTP/1.1\r\nHost: t\r\n\r\n" + get("/hello"));

  const auto head = client.receive(true);
  EXPECT_EQ(head->status, 200);
  EXPECT_EQ(head->headers.get("Content-Length"), "5");
  EXPECT_EQ(client.receive()->body, "hello");
}

TEST_F(ServerTest, OldHttpClosesUnlessAskedToStay) {
  start();
  TestClient closing{port()};
  TestClient staying{port()};

  closing.send("GET /hello HTTP/1.0\r\n\r\n");
  staying.send("GET /hello HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");

  EXPECT_EQ(closing.receive()->headers.get("Connection"), "close");
  EXPECT_TRUE(closing.ended());
  EXPECT_EQ(staying.receive()->headers.get("Connection"), "keep-alive");
  staying.send("GET /hello HTTP/1.0\r\n\r\n");
  EXPECT_EQ(staying.receive()->body, "hello");
}

TEST_F(ServerTest, ClosesWhenTheClientOrTheHandlerAsks) {
  router_.add("GET", "/bye", [](Request&) {
    Response response{200, {}, "bye"};
    response.headers.add("Connection", "close");
    return response;
  });
  start();
  for (const std::string& request : {get("/hello", "Connection: close\r\n"), get("/bye")}) {
    TestClient client{port()};
    client.send(request);
    EXPECT_EQ(client.receive()->headers.get("Connection"), "close");
    EXPECT_TRUE(client.ended());
  }
}

TEST_F(ServerTest, HandlerThatThrowsIsAServerError) {
  start();
  TestClient client{port()};
  testing::internal::CaptureStderr();

  client.send(get("/throw", "X-Request-Id: lost-1\r\n"));
  const auto answer = client.receive();

  const std::string logged = testing::internal::GetCapturedStderr();
  EXPECT_EQ(answer->status, 500);
  EXPECT_THAT(answer->body, StartsWith("early 500"));
  EXPECT_THAT(logged, HasSubstr("lost-1"));
  EXPECT_THAT(logged, HasSubstr("thrown"));
  client.send(get("/hello"));
  EXPECT_EQ(client.receive()->status, 200);
}

TEST_F(ServerTest, ResponsesAreReported) {
  std::mutex mutex;
  std::vector<std::string> seen;
  ServerOptions reporting = options();
  reporting.on_response = [&](const Request& request, const Response& response,
                              std::chrono::nanoseconds time) {
    const std::lock_guard lock{mutex};
    seen.push_back(fmt::format("{} {} {}", request.path, response.status, time.count() > 0));
  };
  start(reporting);

  ask(get("/hello"));
  ask(get("/unknown"));
  ask("BAD\r\n\r\n");
  server_->drain(std::chrono::seconds{10});

  const std::lock_guard lock{mutex};
  EXPECT_THAT(seen,
              testing::UnorderedElementsAre("/hello 200 true", "/unknown 404 true", " 400 true"));
}

TEST_F(ServerTest, QuickAnswersAreAskedForBeforeTheHandler) {
  std::atomic<int> asked = 0;
  ServerOptions quick = options();
  quick.quick_answer = [&](const Request& request) -> std::optional<Response> {
    ++asked;
    return request.path == "/quick" ? std::optional{Response{203, {}, "at hand"}} : std::nullopt;
  };
  start(quick);
  TestClient client{port()};

  client.send(get("/quick") + get("/hello") + post("/echo", "body"));

  const auto at_hand = client.receive();
  EXPECT_EQ(at_hand->status, 203);
  EXPECT_EQ(at_hand->body, "at hand");
  EXPECT_EQ(client.receive()->body, "hello");
  EXPECT_EQ(client.receive()->body, "body");
  EXPECT_EQ(asked, 2);  // Not for the request with a body.
}

TEST_F(ServerTest, FilesAreSentWholeAndInRanges) {
  start();
  TestClient client{port()};

  client.send(get("/file"));
  EXPECT_EQ(client.receive()->body, file_bytes_);
  client.send(get("/file", "Range: bytes=1000-1999\r\n"));
  const auto part = client.receive();
  EXPECT_EQ(part->status, 206);
  EXPECT_EQ(part->body, file_bytes_.substr(1000, 1000));
  client.send("HEAD /file HTTP/1.1\r\nHost: t\r\n\r\n");
  EXPECT_EQ(client.receive(true)->headers.get("Content-Length"), "3000000");
  client.send(get("/file", "If-None-Match: \"tag\"\r\n"));
  const auto same = client.receive();
  EXPECT_EQ(same->status, 304);
  EXPECT_EQ(same->headers.get("Content-Length"), "");
}

TEST_F(ServerTest, SeveralRangesArriveAsParts) {
  start();

  const auto answer = ask(get("/file", "Range: bytes=0-99,2000000-2499999,-5\r\n"));

  EXPECT_EQ(answer->status, 206);
  const std::string type{answer->headers.get("Content-Type")};
  const std::string boundary = type.substr(type.find('=') + 1);
  std::string expected;
  const std::pair<std::size_t, std::size_t> parts[] = {
      {0, 100}, {2'000'000, 500'000}, {2'999'995, 5}};
  for (const auto& [first, count] : parts) {
    expected += fmt::format(
        "{}--{}\r\nContent-Type: video/mp4\r\nContent-Range: bytes {}-{}/3000000\r\n\r\n{}",
        expected.empty() ? "" : "\r\n", boundary, first, first + count - 1,
        file_bytes_.substr(first, count));
  }
  expected += fmt::format("\r\n--{}--\r\n", boundary);
  EXPECT_EQ(answer->body, expected);
}

TEST_F(ServerTest, FileShorterThanPromisedEndsTheConnection) {
  router_.add("GET", "/short", [this](Request&) {
    auto file = open_for_reading(directory_ / "file");
    return Response{200, {}, FileBody{*std::move(file), 0, file_bytes_.size() + 1}};
  });
  start();

  EXPECT_FALSE(ask(get("/short")));
  EXPECT_EQ(ask(get("/hello"))->status, 200);
}

TEST_F(ServerTest, LargeTextArrivesWhole) {
  start();

  const auto answer = ask(get("/large"));

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, std::string(std::size_t{16} << 20, 'x'));
}

TEST_F(ServerTest, ClientThatDisappearsDisturbsNobody) {
  start();
  for (const char* path : {"/large", "/file"}) {
    for (int i = 0; i < 20; ++i) {
      TestClient client{port(), 4096};
      client.send(get(path));
      ASSERT_TRUE(client.receive_head());
      client.vanish();
    }
  }

  EXPECT_EQ(ask(get("/hello"))->status, 200);
}

TEST(ServerStartTest, SaysWhyItCannotListen) {
  const auto nothing = [](const Request&, int, std::string_view) { return Response{}; };
  const auto handler = [](Request&) { return Response{}; };
  ServerOptions options;
  options.listen = "127.0.0.1:0";
  const auto first = Server::start(options, handler, nothing);
  ASSERT_TRUE(first);

  options.listen = fmt::format("127.0.0.1:{}", (*first)->port());
  EXPECT_EQ(Server::start(options, handler, nothing).error().code, ErrorCode::unavailable);
  options.listen = "nowhere";
  EXPECT_EQ(Server::start(options, handler, nothing).error().code, ErrorCode::invalid_argument);
}

}  // namespace
}  // namespace kirin::net
