#include <fmt/format.h>
#include <gmock/gmock.h>

#include <fstream>

#include "server_fixture.h"

namespace kirin::net {
namespace {

using testing::StartsWith;

constexpr std::size_t kInlineBytes = std::size_t{64} << 10;

std::string chunk(std::string_view bytes) {
  return fmt::format("{:x}\r\n{}\r\n", bytes.size(), bytes);
}

std::string chunked_post(std::string_view path, std::string_view chunks) {
  return fmt::format("POST {} HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n{}", path,
                     chunks);
}

std::uint64_t resident_bytes() {
  std::ifstream statm{"/proc/self/statm"};
  std::uint64_t total = 0;
  std::uint64_t resident = 0;
  statm >> total >> resident;
  return resident * 4096;
}

TEST_F(ServerTest, SmallBodiesStayInMemoryAndLargeOnesDoNot) {
  start();
  TestClient client{port()};

  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, kInlineBytes, kInlineBytes + 1,
                                 2 * kInlineBytes, std::size_t{1'000'003}}) {
    client.send(post("/size", std::string(size, 'x')));
    EXPECT_EQ(client.receive()->body,
              fmt::format("{} {}", size, size > kInlineBytes ? "file" : "memory"));
  }
}

TEST_F(ServerTest, BodiesOfEverySizeArriveUnchanged) {
  start();
  TestClient client{port()};

  for (const std::size_t size :
       {std::size_t{10}, kInlineBytes - 1, kInlineBytes, kInlineBytes + 1, file_bytes_.size()}) {
    const std::string body = file_bytes_.substr(0, size);
    client.send(post("/echo", body));
    EXPECT_EQ(client.receive()->body, body);
    client.send(chunked_post("/echo", chunk(body) + "0\r\n\r\n"));
    EXPECT_EQ(client.receive()->body, body);
  }
}

TEST_F(ServerTest, ChunksExtensionsAndTrailersAreRead) {
  start();
  TestClient client{port()};

  client.send(chunked_post("/echo", "3;name=value\r\nabc\r\n2\r\nde\r\n0\r\nX-Trailer: 1\r\n\r\n"));
  EXPECT_EQ(client.receive()->body, "abcde");
  client.send(chunked_post("/echo", "0\r\n\r\n"));
  EXPECT_EQ(client.receive()->body, "");
  std::string single_bytes;
  for (int i = 0; i < 1000; ++i) {
    single_bytes += chunk("x");
  }
  client.send(chunked_post("/echo", single_bytes + "0\r\n\r\n"));
  EXPECT_EQ(client.receive()->body, std::string(1000, 'x'));
}

TEST_F(ServerTest, MalformedChunksAreRefused) {
  start();
  for (const char* chunks : {"x\r\nabc\r\n", "-1\r\n", "3\r\nabcd\r\n0\r\n\r\n", "\r\n",
                             "fffffffffffffffff\r\n", "3 \nabc\r\n0\r\n\r\n"}) {
    const auto answer = ask(chunked_post("/echo", chunks));
    ASSERT_TRUE(answer) << chunks;
    EXPECT_EQ(answer->status, 400) << chunks;
  }
}

TEST_F(ServerTest, ContinueIsSaidBeforeTheBody) {
  start();
  TestClient client{port()};

  client.send(
      "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.receive_head()->status, 100);
  client.send("abc");

  EXPECT_EQ(client.receive()->body, "abc");
}

TEST_F(ServerTest, TooLargeABodyIsRefusedInsteadOfContinued) {
  ServerOptions small = options();
  small.max_body_bytes = 1000;
  start(small);

  const auto answer =
      ask("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n");

  EXPECT_EQ(answer->status, 413);
  EXPECT_EQ(answer->headers.get("Connection"), "close");
}

TEST_F(ServerTest, UnknownExpectationFails) {
  start();

  EXPECT_EQ(ask(get("/hello", "Expect: 200-maybe\r\n"))->status, 417);
}

TEST_F(ServerTest, ClientThatSendsTooMuchStillReadsTheAnswer) {
  ServerOptions small = options();
  small.max_body_bytes = 100'000;
  start(small);
  const std::string body(8'000'000, 'x');
  const std::string both[] = {post("/echo", body),
                              chunked_post("/echo", chunk(body) + "0\r\n\r\n")};
  for (const std::string& request : both) {
    TestClient client{port()};
    ASSERT_TRUE(client.send(request));
    const auto answer = client.receive();
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->status, 413);
    EXPECT_THAT(answer->body, StartsWith("early 413"));
    EXPECT_TRUE(client.ended());
  }
}

TEST_F(ServerTest, BodyAtTheLimitIsAccepted) {
  ServerOptions small = options();
  small.max_body_bytes = 100'000;
  start(small);
  const std::string body(100'000, 'x');

  EXPECT_EQ(ask(post("/size", body))->body, "100000 file");
  EXPECT_EQ(ask(chunked_post("/size", chunk(body) + "0\r\n\r\n"))->body, "100000 file");
  EXPECT_EQ(ask(chunked_post("/size", chunk(body + "x") + "0\r\n\r\n"))->status, 413);
}

TEST_F(ServerTest, HundredMebibytesPassThroughConstantMemory) {
  constexpr std::size_t kMebibyte = std::size_t{1} << 20;
  constexpr std::size_t kBodyBytes = 100 * kMebibyte;
  start();
  const std::string piece(kMebibyte, 'x');
  TestClient client{port()};
  ask(get("/hello"));  // Whatever the first request allocates for good.
  const std::uint64_t before = resident_bytes();
  std::uint64_t highest = before;

  client.send(
      fmt::format("POST /size HTTP/1.1\r\nHost: t\r\nContent-Length: {}\r\n\r\n", kBodyBytes));
  for (std::size_t sent = 0; sent < kBodyBytes; sent += kMebibyte) {
    ASSERT_TRUE(client.send(piece));
    highest = std::max(highest, resident_bytes());
  }

  EXPECT_EQ(client.receive()->body, fmt::format("{} file", kBodyBytes));
  EXPECT_LT(highest - before, 32 * kMebibyte);
}

TEST_F(ServerTest, BodyThatCannotBeKeptIsAServerError) {
  ServerOptions nowhere = options();
  nowhere.spool_directory = directory_ / "missing";
  start(nowhere);

  EXPECT_EQ(ask(post("/echo", "small"))->body, "small");
  EXPECT_EQ(ask(post("/echo", std::string(200'000, 'x')))->status, 500);
}

TEST_F(ServerTest, ClientThatLeavesMidBodyIsForgotten) {
  start();
  TestClient client{port()};
  client.send(
      "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n");
  ASSERT_TRUE(client.receive_head());  // The server waits for the body.
  client.send("abc");
  client.vanish();

  server_->drain(std::chrono::minutes{1});

  EXPECT_EQ(server_->open_connections(), 0);
}

}  // namespace
}  // namespace kirin::net
