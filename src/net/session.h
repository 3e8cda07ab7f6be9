/// \file
/// One connection from its first request to its last, as one coroutine on one I/O thread. Private
/// to net/.
#pragma once

#include <list>
#include <memory>
#include <optional>
#include <string>

#include "net/answer_wait.h"
#include "net/connection.h"
#include "net/io_loop.h"
#include "net/request_head.h"
#include "net/response_head.h"

namespace kirin::net {

class Session {
 public:
  Session(Socket socket, IoLoop& loop);
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
  bool answer_quickly(Exchange& exchange);
  Awaitable<void> call_handler(Exchange& exchange);
  Awaitable<bool> await_answer(Exchange& exchange, DeferredAnswer deferred);
  Awaitable<bool> answer(Exchange& exchange);
  Awaitable<bool> send_answer(Exchange& exchange, const HeadFacts& facts);
  AnswerWait& begin_waiting();
  void end_waiting();
  void report(const Exchange& exchange) const;
  Awaitable<void> answer_refusal(const Refusal& refusal, Exchange& exchange);

  IoLoop& loop_;
  Shared& shared_;
  Connection connection_;
  std::string remote_address_;
  std::list<Session*>::iterator place_;
  std::unique_ptr<AnswerWait> waiting_;
  bool idle_ = true;
};

}  // namespace kirin::net
