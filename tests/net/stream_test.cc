#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <deque>
#include <future>
#include <latch>
#include <mutex>
#include <thread>
#include <vector>

#include "net/message.h"
#include "server_fixture.h"

namespace kirin::net {
namespace {

using std::chrono::milliseconds;
using testing::HasSubstr;

constexpr milliseconds kNeverAlone = std::chrono::hours{1};  ///< asked only when woken

/// What a test feeds a stream or a deferred answer from outside the server's threads.
class Feed : public std::enable_shared_from_this<Feed> {
 public:
  void push(std::string piece) {
    change([&] { pieces_.push_back(std::move(piece)); });
  }
  void end() {
    change([&] { ended_ = true; });
  }
  void open(Wake wake) {
    const std::lock_guard lock{mutex_};
    wake_ = std::move(wake);
    opened_.count_down();
  }
  void wake() {
    change([] {});
  }
  std::optional<std::string> next() {
    ++asked;
    asked.notify_all();
    const std::lock_guard lock{mutex_};
    if (pieces_.empty()) {
      return ended_ ? std::nullopt : std::optional{std::string{}};
    }
    std::string piece = std::move(pieces_.front());
    pieces_.pop_front();
    return piece;
  }
  void wait_until_opened() const { opened_.wait(); }
  /// True once the server has destroyed the functions it was given.
  bool was_let_go() {
    return let_go_.get_future().wait_for(std::chrono::seconds{10}) == std::future_status::ready;
  }

  StreamBody stream(milliseconds ask_every = kNeverAlone) {
    const auto held = hold();
    return {[held](Wake wake) { held->open(std::move(wake)); }, [held] { return held->next(); },
            ask_every};
  }
  DeferredAnswer answer(milliseconds ask_every = kNeverAlone) {
    const auto held = hold();
    return {[held](Wake wake) { held->open(std::move(wake)); },
            [held]() -> std::optional<Response> {
              auto text = held->next();
              return !text || text->empty() ? std::nullopt
                                            : std::optional{Response{201, {}, *std::move(text)}};
            },
            ask_every};
  }

  std::atomic<int> asked = 0;

 private:
  template <typename Change>
  void change(const Change& make) {
    Wake wake;
    {
      const std::lock_guard lock{mutex_};
      make();
      wake = wake_;
    }
    if (wake) {
      wake();
    }
  }
  /// Shared by the functions; the last of them says that they are gone.
  std::shared_ptr<Feed> hold() {
    return {this, [](Feed* feed) { feed->let_go_.set_value(); }};
  }

  std::mutex mutex_;
  std::deque<std::string> pieces_;
  bool ended_ = false;
  Wake wake_;
  std::latch opened_{1};
  std::promise<void> let_go_;
};

class StreamTest : public ServerTest {
 protected:
  StreamTest() {
    router_.add("GET", "/stream", [this](Request&) {
      Response response{200, {}, feed_.stream(ask_every_)};
      response.headers.add("Content-Type", "text/event-stream");
      return response;
    });
    router_.add("GET", "/deferred", [this](Request&) {
      return Response{200, {}, feed_.answer(ask_every_)};
    });
    router_.add("GET", "/throws", [](Request&) {
      const auto next = []() -> std::optional<std::string> { throw std::runtime_error{"torn"}; };
      return Response{200, {}, StreamBody{{}, next}};
    });
    router_.add("GET", "/deferred-throws", [](Request&) {
      const auto poll = []() -> std::optional<Response> { throw std::runtime_error{"torn"}; };
      return Response{200, {}, DeferredAnswer{{}, poll}};
    });
  }
  ~StreamTest() override { server_.reset(); }

  Feed feed_;
  milliseconds ask_every_ = kNeverAlone;
};

TEST_F(StreamTest, PiecesArriveAsTheyHappen) {
  start();
  TestClient client{port()};
  client.send(get("/stream"));
  const auto head = client.receive_head();
  ASSERT_TRUE(head);
  EXPECT_EQ(head->headers.get("Transfer-Encoding"), "chunked");
  EXPECT_EQ(head->headers.get("Content-Length"), "");
  EXPECT_EQ(head->headers.get("Content-Type"), "text/event-stream");
  feed_.wait_until_opened();

  for (const std::string& piece : {std::string{"one"}, std::string(100'000, '2')}) {
    feed_.push(piece);
    EXPECT_EQ(client.receive_chunk(), piece);
  }
  feed_.end();

  EXPECT_EQ(client.receive_chunk(), "");
  EXPECT_TRUE(feed_.was_let_go());
}

TEST_F(StreamTest, WhatIsThereAtOnceLeavesWithoutAWake) {
  for (const char* piece : {"a", "b", "c"}) {
    feed_.push(piece);
  }
  feed_.end();
  start();
  TestClient client{port()};

  client.send(get("/stream"));
  ASSERT_TRUE(client.receive_head());

  for (const char* piece : {"a", "b", "c", ""}) {
    EXPECT_EQ(client.receive_chunk(), piece);
  }
}

TEST_F(StreamTest, ConnectionServesOnAfterItsStream) {
  start();
  TestClient client{port()};
  client.send(get("/stream"));
  ASSERT_TRUE(client.receive_head());
  feed_.wait_until_opened();

  client.send(get("/hello") + post("/echo", "kept"));  // Arrives while the stream is open.
  feed_.push("piece");
  EXPECT_EQ(client.receive_chunk(), "piece");
  feed_.end();
  EXPECT_EQ(client.receive_chunk(), "");

  EXPECT_EQ(client.receive()->body, "hello");
  EXPECT_EQ(client.receive()->body, "kept");
  client.send(get("/hello"));
  EXPECT_EQ(client.receive()->body, "hello");
}

TEST_F(StreamTest, ManyThreadsMayWakeAtOnce) {
  constexpr int kThreads = 4;
  constexpr int kPiecesEach = 200;
  start();
  TestClient client{port()};
  client.send(get("/stream"));
  ASSERT_TRUE(client.receive_head());
  feed_.wait_until_opened();

  std::vector<std::jthread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this] {
      for (int piece = 0; piece < kPiecesEach; ++piece) {
        feed_.push("x");
      }
    });
  }

  for (int i = 0; i < kThreads * kPiecesEach; ++i) {
    ASSERT_EQ(client.receive_chunk(), "x");
  }
  threads.clear();
  feed_.end();
  EXPECT_EQ(client.receive_chunk(), "");
}

TEST_F(StreamTest, WakesAfterTheEndDoNothing) {
  start();
  TestClient client{port()};
  client.send(get("/stream"));
  feed_.wait_until_opened();
  feed_.end();
  ASSERT_TRUE(client.receive_head());
  EXPECT_EQ(client.receive_chunk(), "");
  EXPECT_TRUE(feed_.was_let_go());
  const int asked = feed_.asked;

  feed_.wake();
  client.send(get("/hello"));
  EXPECT_EQ(client.receive()->body, "hello");
  server_.reset();
  feed_.wake();

  EXPECT_EQ(feed_.asked, asked);
}

TEST_F(StreamTest, IsAskedNowAndThenWithoutAWake) {
  ask_every_ = milliseconds{10};
  start();
  TestClient client{port()};
  client.send(get("/stream"));
  feed_.wait_until_opened();

  for (int asked = feed_.asked; asked < 5; asked = feed_.asked) {
    feed_.asked.wait(asked);
  }

  feed_.end();
  ASSERT_TRUE(client.receive_head());
  EXPECT_EQ(client.receive_chunk(), "");
}

TEST_F(StreamTest, ClientThatLeavesIsNoticedAtOnce) {
  start();
  TestClient client{port()};
  client.send(get("/stream"));
  feed_.wait_until_opened();

  client.vanish();

  EXPECT_TRUE(feed_.was_let_go());
}

TEST_F(StreamTest, ClientThatEndsItsSideIsNotWaitedFor) {
  start();
  TestClient client{port()};
  client.send(get("/deferred"));
  feed_.wait_until_opened();

  client.end_sending();

  EXPECT_TRUE(feed_.was_let_go());
  EXPECT_TRUE(client.ended());
}

TEST_F(StreamTest, SlowReaderIsAskedForNoMore) {
  ServerOptions impatient = options();
  impatient.write_timeout = milliseconds{300};
  start(impatient);
  TestClient client{port(), 4096};
  client.send(get("/stream"));
  feed_.wait_until_opened();

  constexpr int kPieces = 100;
  for (int i = 0; i < kPieces; ++i) {
    feed_.push(std::string(std::size_t{1} << 20, 'x'));
  }

  EXPECT_TRUE(feed_.was_let_go());      // The write timeout has cut the connection,
  EXPECT_LT(feed_.asked, kPieces / 2);  // long before all was asked for.
}

TEST_F(StreamTest, StreamMayBeSilentLongerThanAnyDeadline) {
  ServerOptions brief = options();
  brief.idle_timeout = brief.write_timeout = milliseconds{500};
  start(brief);
  TestClient client{port()};
  TestClient idle{port()};
  client.send(get("/stream"));
  feed_.wait_until_opened();

  EXPECT_TRUE(idle.ended());  // By now all deadlines would have passed.
  feed_.push("late");

  ASSERT_TRUE(client.receive_head());
  EXPECT_EQ(client.receive_chunk(), "late");
}

TEST_F(StreamTest, OldHttpGetsItUntilClose) {
  start();
  TestClient client{port()};
  client.send("GET /stream HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  feed_.push("one,");
  feed_.push("two");
  feed_.end();

  const auto head = client.receive_head();

  ASSERT_TRUE(head);
  EXPECT_EQ(head->headers.get("Transfer-Encoding"), "");
  EXPECT_EQ(head->headers.get("Connection"), "close");
  EXPECT_EQ(client.receive_rest(), "one,two");
}

TEST_F(StreamTest, HeadOfAStreamAsksForNothing) {
  start();
  TestClient client{port()};

  client.send("HEAD /stream HTTP/1.1\r\nHost: t\r\n\r\n" + get("/hello"));

  const auto head = client.receive(true);
  EXPECT_EQ(head->headers.get("Transfer-Encoding"), "chunked");
  EXPECT_EQ(client.receive()->body, "hello");
  EXPECT_EQ(feed_.asked, 0);
  EXPECT_TRUE(feed_.was_let_go());
}

TEST_F(StreamTest, ThrowCutsTheStreamAndIsLogged) {
  start();
  TestClient client{port()};
  testing::internal::CaptureStderr();

  client.send(get("/throws"));
  ASSERT_TRUE(client.receive_head());

  EXPECT_FALSE(client.receive_chunk());
  EXPECT_TRUE(client.ended());
  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("torn"));
  EXPECT_EQ(ask(get("/hello"))->status, 200);
}

TEST_F(StreamTest, DeferredAnswerComesWhenItIsThere) {
  start();
  TestClient client{port()};
  client.send(get("/deferred") + get("/hello"));
  feed_.wait_until_opened();

  feed_.push("made");

  const auto answer = client.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 201);
  EXPECT_EQ(answer->body, "made");
  EXPECT_EQ(client.receive()->body, "hello");
  EXPECT_TRUE(feed_.was_let_go());
}

TEST_F(StreamTest, DeferredAnswerMayBecomeAStream) {
  router_.add("GET", "/both", [this](Request&) {
    const auto poll = [this] { return std::optional{Response{200, {}, feed_.stream()}}; };
    return Response{200, {}, DeferredAnswer{{}, poll}};
  });
  start();
  TestClient client{port()};
  client.send(get("/both"));
  feed_.push("one");
  feed_.end();

  ASSERT_TRUE(client.receive_head());
  EXPECT_EQ(client.receive_chunk(), "one");
  EXPECT_EQ(client.receive_chunk(), "");
}

TEST_F(StreamTest, HeadersOfADeferredAnswerComeWithIt) {
  router_.add("GET", "/limited", [](Request&) {
    Response response;
    const auto poll = [] {
      Response made{200, {}, "made"};
      made.headers.set("Content-Type", "text/plain");
      return std::optional{std::move(made)};
    };
    response.body = DeferredAnswer{{}, poll};
    response.headers.set("X-Limit", "5");
    response.headers.set("Content-Type", "text/html");
    return response;
  });
  start();

  const auto answer = ask(get("/limited"));

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->headers.get("X-Limit"), "5");
  EXPECT_EQ(answer->headers.get("Content-Type"), "text/plain");
}

TEST_F(StreamTest, DeferredAnswerThatThrowsIsAServerError) {
  start();
  testing::internal::CaptureStderr();

  const auto answer = ask(get("/deferred-throws"));

  EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("torn"));
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 500);
}

TEST_F(StreamTest, EachAnswerIsReportedOnceAtItsEnd) {
  std::mutex mutex;
  std::vector<std::string> seen;
  ServerOptions reporting = options();
  reporting.io_threads = 1;  // Reports come in the order of the answers.
  reporting.on_response = [&](const Request& request, const Response& response, auto) {
    const std::lock_guard lock{mutex};
    seen.push_back(fmt::format("{} {}", request.path, response.status));
  };
  start(reporting);
  TestClient streamed{port()};
  streamed.send(get("/stream"));
  feed_.wait_until_opened();
  ask(get("/hello"));
  feed_.push("piece");
  feed_.end();
  ASSERT_TRUE(streamed.receive_head());
  EXPECT_EQ(streamed.receive_chunk(), "piece");
  EXPECT_EQ(streamed.receive_chunk(), "");
  server_->drain(std::chrono::seconds{10});

  const std::lock_guard lock{mutex};
  EXPECT_THAT(seen, testing::ElementsAre("/hello 200", "/stream 200"));
}

TEST_F(StreamTest, DrainEndsStreamsAndDeferredAnswersAfterItsGrace) {
  Feed other;
  router_.add("GET", "/other", [&](Request&) { return Response{200, {}, other.answer()}; });
  start();
  TestClient streamed{port()};
  TestClient deferred{port()};
  streamed.send(get("/stream"));
  deferred.send(get("/other"));
  feed_.wait_until_opened();
  other.wait_until_opened();

  server_->drain(milliseconds{50});

  ASSERT_TRUE(streamed.receive_head());
  EXPECT_EQ(streamed.receive_chunk(), "");
  EXPECT_TRUE(streamed.ended());
  const auto answer = deferred.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->headers.get("Retry-After"), "1");
  EXPECT_TRUE(feed_.was_let_go());
  EXPECT_TRUE(other.was_let_go());
  EXPECT_EQ(server_->open_connections(), 0);
}

TEST_F(StreamTest, ServerStopsWithStreamsOpenWhileOthersWakeThem) {
  start();
  TestClient client{port()};
  client.send(get("/stream"));
  feed_.wait_until_opened();
  std::jthread waker{[this](const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      feed_.wake();
    }
  }};

  server_.reset();

  EXPECT_TRUE(feed_.was_let_go());
}

TEST_F(StreamTest, ThousandsOfStreamsHoldNoThread) {
  constexpr std::size_t kStreams = 2000;
  std::mutex mutex;
  std::vector<Wake> wakes;
  std::atomic<bool> over = false;
  std::latch opened{kStreams};
  router_.add("GET", "/crowd", [&](Request&) {
    const auto on_open = [&](Wake wake) {
      const std::lock_guard lock{mutex};
      wakes.push_back(std::move(wake));
      opened.count_down();
    };
    const auto next = [&] { return over ? std::nullopt : std::optional{std::string{}}; };
    return Response{200, {}, StreamBody{on_open, next, kNeverAlone}};
  });
  start();
  std::vector<TestClient> clients;
  clients.reserve(kStreams);
  for (std::size_t i = 0; i < kStreams; ++i) {
    ASSERT_TRUE(clients.emplace_back(port()).connected());
    clients.back().send(get("/crowd"));
  }
  opened.wait();

  EXPECT_EQ(ask(get("/hello"))->status, 200);
  over = true;
  for (const Wake& wake : wakes) {
    wake();
  }

  for (TestClient& client : clients) {
    ASSERT_TRUE(client.receive_head());
    ASSERT_EQ(client.receive_chunk(), "");
  }
}

}  // namespace
}  // namespace kirin::net
