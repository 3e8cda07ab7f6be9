#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <future>
#include <vector>

#include "server_fixture.h"

namespace kirin::net {
namespace {

using std::chrono::milliseconds;

/// Short deadlines for what the client has begun; the waits below end when the server closes.
ServerOptions impatient(ServerOptions options) {
  options.header_timeout = milliseconds{200};
  options.body_timeout = milliseconds{200};
  options.write_timeout = milliseconds{200};
  return options;
}

TEST_F(ServerTest, SlowHeadTimesOut) {
  start(impatient(options()));
  TestClient client{port()};

  client.send("GET / HTTP/1.1\r\nHost:");

  EXPECT_EQ(client.receive()->status, 408);
  EXPECT_TRUE(client.ended());
}

TEST_F(ServerTest, DrippingHeadTimesOutAllTheSame) {
  start(impatient(options()));
  TestClient client{port()};
  client.send("GET / HTTP/1.1\r\nHost: t\r\nA: ");

  // The client sends on, a byte at a time, until the server has enough: the deadline is for the
  // whole head.
  std::future<bool> refused = std::async(std::launch::async, [&client] {
    const auto answer = client.receive();
    return answer && answer->status == 408;
  });
  while (refused.wait_for(milliseconds{20}) != std::future_status::ready) {
    client.send("x");
  }

  EXPECT_TRUE(refused.get());
}

TEST_F(ServerTest, SlowBodyTimesOut) {
  start(impatient(options()));
  TestClient silent{port()};
  TestClient dripping{port()};
  const std::string head = "POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 1000\r\n\r\nabc";
  silent.send(head);
  dripping.send(head);

  EXPECT_EQ(silent.receive()->status, 408);
  EXPECT_TRUE(silent.ended());
  std::future<bool> refused = std::async(std::launch::async, [&dripping] {
    const auto answer = dripping.receive();
    return answer && answer->status == 408;
  });
  while (refused.wait_for(milliseconds{20}) != std::future_status::ready) {
    dripping.send("x");
  }
  EXPECT_TRUE(refused.get());
}

TEST_F(ServerTest, IdleConnectionsAreClosedWithoutAWord) {
  ServerOptions brief = options();
  brief.idle_timeout =
      milliseconds{1000};  // Longer than a busy machine may take between two lines below.
  start(brief);
  TestClient fresh{port()};
  TestClient used{port()};
  used.send(get("/hello"));
  EXPECT_EQ(used.receive()->status, 200);

  EXPECT_TRUE(fresh.ended());
  EXPECT_TRUE(used.ended());
}

TEST_F(ServerTest, HandlerMayTakeLongerThanAnyDeadline) {
  ServerOptions brief = impatient(options());
  brief.idle_timeout = milliseconds{1000};
  start(brief);
  TestClient waiting{port()};
  TestClient idle{port()};
  waiting.send(get("/wait"));
  entered_.acquire();

  EXPECT_TRUE(idle.ended());  // By now all deadlines would have passed.
  released_.release();

  EXPECT_EQ(waiting.receive()->body, "waited");
}

TEST_F(ServerTest, ClientThatDoesNotReadIsClosed) {
  start(impatient(options()));
  for (const char* path : {"/large", "/file"}) {
    TestClient client{port(), 4096};
    client.send(get(path));
    ASSERT_TRUE(client.receive_head());
    // Another client keeps asking until the one that does not read is gone.
    TestClient watcher{port()};
    do {
      ASSERT_TRUE(watcher.send(get("/hello")));
      ASSERT_TRUE(watcher.receive());
    } while (server_->open_connections() > 1);
  }
}

TEST_F(ServerTest, TooManyWaitingRequestsAreSentAway) {
  ServerOptions narrow = options();
  narrow.handler_threads = 1;
  narrow.max_waiting_requests = 1;
  start(narrow);
  TestClient running{port()};
  TestClient first{port()};
  TestClient second{port()};
  running.send(get("/wait"));
  entered_.acquire();

  // One of the two waits for the thread and the other is sent away: whichever comes second.
  first.send(get("/hello"));
  second.send(get("/hello"));
  std::future<std::optional<Answer>> answers[] = {
      std::async(std::launch::async, [&] { return first.receive(); }),
      std::async(std::launch::async, [&] { return second.receive(); })};
  while (answers[0].wait_for(milliseconds{1}) != std::future_status::ready &&
         answers[1].wait_for(milliseconds{1}) != std::future_status::ready) {
  }
  released_.release();
  const auto a = answers[0].get();
  const auto b = answers[1].get();

  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->status + b->status, 200 + 503);
  const Answer& sent_away = a->status == 503 ? *a : *b;
  EXPECT_EQ(sent_away.headers.get("Retry-After"), "1");
  EXPECT_EQ(sent_away.headers.get("Connection"), "");
  EXPECT_EQ(running.receive()->body, "waited");
}

TEST_F(ServerTest, ConnectionsBeyondTheLimitAreToldSo) {
  ServerOptions few = options();
  few.max_connections = 2;
  start(few);
  TestClient first{port()};
  TestClient second{port()};
  first.send(get("/hello"));
  second.send(get("/hello"));
  ASSERT_TRUE(first.receive() && second.receive());
  TestClient third{port()};
  third.send(get("/hello"));

  const auto answer = third.receive();

  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->status, 503);
  EXPECT_EQ(answer->headers.get("Retry-After"), "1");
  EXPECT_TRUE(third.ended());
  first.send(get("/hello"));
  EXPECT_EQ(first.receive()->status, 200);
}

TEST_F(ServerTest, FiveThousandIdleConnectionsLeaveRoomForARequest) {
  constexpr std::size_t kConnections = 5000;
  start();  // Raises the soft limit to the hard one.
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  if (limit.rlim_max < 2 * kConnections + 2000) {
    GTEST_SKIP() << "the hard limit of " << limit.rlim_max << " open files is too low";
  }
  EXPECT_EQ(limit.rlim_cur, limit.rlim_max);
  std::vector<TestClient> clients;
  clients.reserve(kConnections);
  for (std::size_t i = 0; i < kConnections; ++i) {
    ASSERT_TRUE(clients.emplace_back(port()).connected());
    ASSERT_TRUE(clients.back().send(get("/hello")));
    ASSERT_TRUE(clients.back().receive());
  }

  EXPECT_EQ(server_->open_connections(), static_cast<int>(kConnections));
  EXPECT_EQ(ask(get("/hello"))->status, 200);
  EXPECT_TRUE(clients.front().send(get("/hello")));
  EXPECT_EQ(clients.front().receive()->status, 200);
}

TEST_F(ServerTest, DrainFinishesWhatIsInProgressAndRefusesTheNew) {
  start();
  TestClient idle{port()};
  TestClient working{port()};
  idle.send(get("/hello"));
  ASSERT_TRUE(idle.receive());
  working.send(get("/wait"));
  entered_.acquire();

  std::future<void> drained =
      std::async(std::launch::async, [this] { server_->drain(std::chrono::minutes{1}); });
  EXPECT_TRUE(idle.ended());  // The drain has begun.
  EXPECT_FALSE(TestClient{port()}.connected());
  released_.release();

  const auto answer = working.receive();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->body, "waited");
  EXPECT_EQ(answer->headers.get("Connection"), "close");
  drained.get();
  EXPECT_EQ(server_->open_connections(), 0);
}

TEST_F(ServerTest, DrainClosesWhatDoesNotFinishInTime) {
  start();
  TestClient unfinished{port()};
  TestClient working{port()};
  unfinished.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nabc");
  working.send(get("/wait"));
  entered_.acquire();

  server_->drain(milliseconds{50});

  EXPECT_TRUE(unfinished.ended());
  EXPECT_TRUE(working.ended());
}

TEST_F(ServerTest, StopsAtOnceWithConnectionsOpen) {
  start();
  TestClient idle{port()};
  TestClient sending{port()};
  TestClient receiving{port(), 4096};
  idle.send(get("/hello"));
  ASSERT_TRUE(idle.receive());
  sending.send("POST /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 9\r\n\r\nabc");
  receiving.send(get("/file"));
  ASSERT_TRUE(receiving.receive_head());

  server_.reset();

  EXPECT_TRUE(idle.ended());
  EXPECT_TRUE(sending.ended());
}

}  // namespace
}  // namespace kirin::net
