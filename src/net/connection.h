/// \file
/// One client's socket, the bytes read ahead, and the deadline of what is under way. Private to
/// net/.
#pragma once

#include <boost/beast/core/flat_buffer.hpp>
#include <chrono>
#include <string>
#include <string_view>

#include "net/asio.h"

namespace kirin::net {

/// Lives on one I/O thread. Only its own coroutine closes the socket: others at most shut it down,
/// so the descriptor cannot come to mean something else while a pool thread writes to it.
class Connection {
 public:
  Connection(Socket accepted, std::size_t max_buffer_bytes);

  Socket socket;
  boost::beast::flat_buffer buffer;
  std::string outgoing;  ///< a head, perhaps a small body behind it; kept for the next one's room

  void expires_after(std::chrono::milliseconds time);
  void never_expires();
  /// True where the deadline has passed and the operation under way was canceled for it.
  bool timed_out() const { return timed_out_; }
  /// Cancels the operation under way where the deadline has passed. The server calls it at every
  /// tick, so an operation that began in between is canceled at the next one.
  void enforce_deadline(Steady::time_point now);

  /// Frees the buffer where nothing is in it, and the room of `outgoing`.
  void release_buffers();
  /// Reads at most `max_bytes` more into the buffer; false where none came: the client is gone, the
  /// deadline passed or the wait was canceled.
  Awaitable<bool> read_some(std::size_t max_bytes);
  /// Waits without a buffer until the client sends something or goes away; false where the deadline
  /// passed first or the wait was canceled.
  Awaitable<bool> wait_for_bytes();
  /// Sends all of `text`; false where the client is gone or takes nothing for `patience`.
  Awaitable<bool> send(std::string_view text, std::chrono::milliseconds patience);
  /// Ends our side, then reads and drops what the client still sends, so that closing does not
  /// reset the connection before the client has read the answer (RFC 9112 §9.6).
  Awaitable<void> linger();
  /// Wakes every wait with an end of stream. Safe while another thread writes to the socket.
  void shut_down();
  /// Makes the close a reset: what the client does not take is not kept by the kernel.
  void reset_on_close();
  std::string remote_address() const;

 private:
  Steady::time_point deadline_ = Steady::time_point::max();
  bool timed_out_ = false;
};

/// Keeps a deadline moving while at least `kStepBytes` arrive in `patience`, so that a client who
/// sends a byte now and then does not hold a connection for ever.
class Progress {
 public:
  Progress(Connection& connection, std::chrono::milliseconds patience);
  void add(std::size_t bytes);
  /// Begins anew, after a wait that was not the client's fault.
  void restart();

 private:
  static constexpr std::size_t kStepBytes = 4096;
  Connection& connection_;
  std::chrono::milliseconds patience_;
  std::size_t since_step_ = 0;
};

}  // namespace kirin::net
