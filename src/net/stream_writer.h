/// \file
/// The pieces of a `StreamBody` on their way to the client. Private to net/.
#pragma once

#include <chrono>

#include "net/answer_wait.h"

namespace kirin::net {

enum class Framing { chunked, until_close };

struct StreamOptions {
  Framing framing = Framing::chunked;
  std::chrono::milliseconds patience{0};  ///< without progress while a piece leaves
};

/// Asks `body` on `handlers` and sends what it gives until its end, or until `wait` was stopped: a
/// stopped stream ends as if it had come to its end. False where the client is gone or `body`
/// threw: the connection is of no more use.
Awaitable<bool> write_stream(Connection& connection, AnswerWait& wait, StreamBody& body,
                             const StreamOptions& options, asio::thread_pool& handlers);

}  // namespace kirin::net
