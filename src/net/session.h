/// \file
/// One connection from its first request to its last, as one coroutine on the I/O thread. Private
/// to net/.
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <optional>
#include <string>

#include "base/clock.h"
#include "net/answer_wait.h"
#include "net/connection.h"
#include "net/request_head.h"
#include "net/response_head.h"
#include "net/server.h"

namespace kirin::net {

class Session;

/// What the sessions share. But for the pools and the counters it belongs to the I/O thread.
struct Shared {
  Shared(ServerOptions server_options, Handler on_request, EarlyErrorHandler on_error);

  const ServerOptions options;
  const Handler handler;
  const EarlyErrorHandler on_early_error;
  bool draining = false;
  bool stopping = false;  ///< answers in the making are not waited for any more
  std::list<Session*> sessions;
  std::atomic<int> waiting_requests{0};  ///< for a handler thread
  // The pools go first at the end, then the context: coroutines that either still holds find the
  // rest alive.
  asio::io_context io{1};
  asio::thread_pool
      files;  ///< apart from the handlers, so that these may all be busy while bodies move
  asio::thread_pool handlers;

  /// The Date field of the present second, made once in it.
  std::string_view date();

 private:
  std::string date_;
  TimePoint date_until_;
};

class Session {
 public:
  Session(Socket socket, Shared& shared);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Serves requests until either side has had enough.
  Awaitable<void> run();
  /// Answers 503 whatever the client wants.
  Awaitable<void> refuse();

  Connection& connection() { return connection_; }
  /// Between requests: may be closed without loss.
  bool is_idle() const { return idle_; }
  /// The wait for an answer in the making, or null.
  AnswerWait* waiting() const { return waiting_.get(); }

 private:
  struct Exchange;
  Awaitable<bool> wait_for_request();
  Awaitable<bool> serve_one();
  Awaitable<std::optional<Refusal>> read_request(Parser& parser, Exchange& exchange);
  Awaitable<std::optional<Refusal>> read_head(Parser& parser, Exchange& exchange);
  Awaitable<void> call_handler(Exchange& exchange);
  Awaitable<bool> await_answer(Exchange& exchange, DeferredAnswer deferred);
  Awaitable<bool> answer(Exchange& exchange);
  Awaitable<bool> send_answer(Exchange& exchange, const HeadFacts& facts);
  AnswerWait& begin_waiting();
  void end_waiting();
  void report(const Exchange& exchange) const;
  Awaitable<void> answer_refusal(const Refusal& refusal, Exchange& exchange);

  Shared& shared_;
  Connection connection_;
  std::string remote_address_;
  std::list<Session*>::iterator place_;
  std::unique_ptr<AnswerWait> waiting_;
  bool idle_ = true;
};

}  // namespace kirin::net
