#include "net/connection.h"

#include <sys/socket.h>

#include <array>
#include <boost/asio/buffer.hpp>
#include <tuple>
#include <utility>

namespace kirin::net {
namespace {

using asio::ip::tcp;
using std::chrono::milliseconds;

/// How long the rest of a refused request is read and dropped: in all, and without a byte.
constexpr milliseconds kLingerTotal{10'000};
constexpr milliseconds kLingerSilence{2'000};

}  // namespace

Connection::Connection(Socket accepted, std::size_t max_buffer_bytes)
    : socket(std::move(accepted)), buffer(max_buffer_bytes) {
  error_code ignored;
  // Both fail only where the client has already gone, which the first read will say.
  socket.set_option(tcp::no_delay{true}, ignored);
  socket.native_non_blocking(true, ignored);
}

void Connection::expires_after(milliseconds time) {
  deadline_ = Steady::now() + time;
  timed_out_ = false;
}

void Connection::never_expires() {
  deadline_ = Steady::time_point::max();
  timed_out_ = false;
}

void Connection::enforce_deadline(Steady::time_point now) {
  if (now < deadline_) {
    return;
  }
  timed_out_ = true;
  error_code ignored;
  socket.cancel(ignored);
}

void Connection::release_buffers() {
  outgoing = std::string{};
  if (buffer.size() == 0) {
    buffer.clear();
    buffer.shrink_to_fit();
  }
}

Awaitable<bool> Connection::read_some(std::size_t max_bytes) {
  const auto space = buffer.prepare(max_bytes);
  const auto read = co_await socket.async_read_some(space, kAsTuple);
  buffer.commit(std::get<1>(read));
  co_return !std::get<0>(read);
}

Awaitable<bool> Connection::wait_for_bytes() {
  const auto waited = co_await socket.async_wait(tcp::socket::wait_read, kAsTuple);
  co_return !std::get<0>(waited);
}

Awaitable<bool> Connection::send(std::string_view text, milliseconds patience) {
  expires_after(patience);
  while (!text.empty()) {
    const auto rest = asio::buffer(text);
    const auto sent = co_await socket.async_write_some(rest, kAsTuple);
    if (std::get<0>(sent)) {
      co_return false;
    }
    text.remove_prefix(std::get<1>(sent));
    expires_after(patience);
  }
  co_return true;
}

Awaitable<void> Connection::linger() {
  error_code failed;
  socket.shutdown(tcp::socket::shutdown_send, failed);
  const Steady::time_point end = Steady::now() + kLingerTotal;
  std::array<char, 4096> dropped;
  while (!failed && Steady::now() < end) {
    expires_after(kLingerSilence);
    const auto space = asio::buffer(dropped);
    const auto read = co_await socket.async_read_some(space, kAsTuple);
    failed = std::get<0>(read);
  }
}

void Connection::shut_down() {
  error_code ignored;
  socket.shutdown(tcp::socket::shutdown_both, ignored);
}

void Connection::reset_on_close() {
  error_code ignored;
  socket.set_option(asio::socket_base::linger{true, 0}, ignored);
}

std::string Connection::remote_address() const {
  error_code failed;
  const tcp::endpoint remote = socket.remote_endpoint(failed);
  if (failed) {
    return {};
  }
  const auto address = remote.address();
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

Progress::Progress(Connection& connection, milliseconds patience)
    : connection_(connection), patience_(patience) {
  restart();
}

void Progress::add(std::size_t bytes) {
  since_step_ += bytes;
  if (since_step_ >= kStepBytes) {
    restart();
  }
}

void Progress::restart() {
  since_step_ = 0;
  connection_.expires_after(patience_);
}

}  // namespace kirin::net
