/// \file
/// A session's wait for an answer in the making. Private to net/.
#pragma once

#include <chrono>
#include <memory>

#include "net/connection.h"
#include "net/message.h"

namespace kirin::net {

/// Waits without a thread for whatever comes first: a ring from any thread, some time, the client's
/// going, or the server's end. From its beginning it reads ahead, so that a client who leaves is
/// noticed at once; what a client sends meanwhile is kept for the next request. A client who ends
/// only its own side counts as gone.
///
/// Lives on one I/O thread.
class AnswerWait {
 public:
  AnswerWait(Connection& connection, asio::io_context& io);
  ~AnswerWait();
  AnswerWait(const AnswerWait&) = delete;
  AnswerWait& operator=(const AnswerWait&) = delete;

  enum class End { ask, client_gone, stopped };

  /// Rings: ends the wait under way, or else the next one. For other threads; outlives this object.
  Wake wake() const;
  /// Returns `ask` after a ring or after `limit`.
  Awaitable<End> wait(std::chrono::milliseconds limit);
  /// As a wait of no time.
  End look();
  /// Ends this wait and all later ones with `stopped`. The client's going counts more.
  void stop();
  /// Makes rings do nothing from now on, also while the I/O context is taken down.
  void silence();

 private:
  class Bell;
  void watch_client();
  void read_ahead();
  void interrupt();

  Connection& connection_;
  Timer timer_;
  std::shared_ptr<Bell> bell_;
  bool rung_ = false;
  bool watching_ = false;
  bool client_gone_ = false;
  bool stopped_ = false;
};

}  // namespace kirin::net
