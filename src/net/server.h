/// \file
/// The HTTP/1.1 server: bytes in, `Request` out; `Response` in, bytes out.
///
/// A few I/O threads run the sessions as coroutines, each session on one of them from beginning to
/// end; handlers run on a pool of blocking threads. A request body beyond `inline_body_bytes` is
/// written to an anonymous file while it arrives and never held whole. Every read and write has a
/// deadline, so slow and stuck clients cost a file descriptor for a bounded time and nothing else.
/// Connections that stay idle hold no buffers.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "net/message.h"

namespace kirin::net {

struct ServerOptions {
  std::string listen =
      "127.0.0.1:8080";  ///< host:port; port 0: any free one; "[::1]:8080" for IPv6
  std::filesystem::path spool_directory;  ///< for large bodies
  std::uint64_t inline_body_bytes = std::uint64_t{64} << 10;
  std::uint64_t max_body_bytes = std::uint64_t{128} << 20;
  std::size_t max_header_bytes = std::size_t{16} << 10;
  int max_connections =
      20'000;          ///< beyond: 503 and close; less where the system allows fewer descriptors
  int io_threads = 0;  ///< 0: one for each processor, up to four
  int handler_threads = 32;
  int max_waiting_requests = 4096;  ///< for a handler thread; beyond: 503 with Retry-After
  std::chrono::milliseconds header_timeout{
      10'000};  ///< for the head of a request once its first byte came
  std::chrono::milliseconds idle_timeout{75'000};   ///< between requests on one connection
  std::chrono::milliseconds body_timeout{30'000};   ///< without progress while a body arrives
  std::chrono::milliseconds write_timeout{30'000};  ///< without progress while a response leaves
  /// Asked on an I/O thread, several at once, for each whole request without a body, before a
  /// handler thread is: what it answers is sent, and where it answers nothing the handler is
  /// called. For answers that are at hand in memory. May be empty; must not block or throw.
  std::function<std::optional<Response>(Request&)> quick_answer;
  /// Called on an I/O thread, several at once, after each response has left or failed to, with the
  /// time since the request's head: for metrics and access logs. May be empty; must not block or
  /// throw.
  std::function<void(const Request&, const Response&, std::chrono::nanoseconds)> on_response;
};

/// How requests that never reach the handler are answered: the function gets a `Request` with what
/// is known, a status and the reason. Runs on an I/O thread (500: on a handler thread), so it must
/// not block. The statuses: 400 malformed head or body, 408 head or body too slow, 413 body too
/// large, 417 unknown expectation, 431 head too large, 500 the handler threw or the body could not
/// be kept, 501 unknown transfer coding, 503 too many connections or waiting requests, 505 another
/// HTTP version, 507 the disk is full.
using EarlyErrorHandler = std::function<Response(const Request&, int status, std::string_view why)>;

class Server {
 public:
  /// Binds and starts answering, after it raised the process's soft limit of file descriptors to
  /// the hard one. invalid_argument where `listen` is no host:port, unavailable where it cannot be
  /// bound.
  static Result<std::unique_ptr<Server>> start(const ServerOptions& options, Handler handler,
                                               EarlyErrorHandler on_early_error);
  virtual ~Server() = default;  ///< stops at once

  /// The port that is listened on.
  virtual int port() const = 0;
  /// Accepts no more connections and lets requests in progress finish for at most `grace`. Then
  /// streams end as they are, deferred answers become 503, and a moment later the rest is closed.
  /// Blocks. Not from a handler.
  virtual void drain(std::chrono::milliseconds grace) = 0;
  virtual int open_connections() const = 0;
};

}  // namespace kirin::net
