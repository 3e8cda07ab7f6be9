/// \file
/// The I/O threads, each with the sessions that live on it, and what all of them share. Private to
/// net/.
#pragma once

#include <atomic>
#include <list>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "net/asio.h"
#include "net/server.h"

namespace kirin::net {

class Session;
struct Shared;

/// One I/O thread. But for `io` and `post` everything belongs to it alone, so sessions need no
/// lock.
struct IoLoop {
  explicit IoLoop(Shared& of_all) : shared(of_all) {}

  Shared& shared;
  bool draining = false;
  bool stopping = false;  ///< answers in the making are not waited for any more
  std::list<Session*> sessions;
  std::thread thread;
  asio::io_context io{1};  // Goes first at the end: its coroutines find the rest alive.

  /// The Date field of the present second, made once in it.
  std::string_view date();
  /// Runs `work` on this thread and waits for it. Not from this thread.
  void call(const std::function<void()>& work);

 private:
  std::string date_;
  TimePoint date_until_;
};

struct Shared {
  Shared(ServerOptions server_options, Handler on_request, EarlyErrorHandler on_error);

  const ServerOptions options;
  const Handler handler;
  const EarlyErrorHandler on_early_error;
  std::atomic<int> waiting_requests{0};  ///< for a handler thread
  /// The first one accepts. It goes first: its accept under way holds a socket of another.
  std::vector<std::unique_ptr<IoLoop>> loops;
  // The pools go first at the end, then the loops: coroutines that a pool still holds find the rest
  // alive.
  asio::thread_pool
      files;  ///< apart from the handlers, so that these may all be busy while bodies move
  asio::thread_pool handlers;
};

}  // namespace kirin::net
