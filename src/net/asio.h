/// \file
/// The Asio types of this room, all on the plain executor of an I/O context. Private to net/.
///
/// `co_await` stands alone here: a statement, or the whole right side of one, its arguments named
/// before (g++ 12.2 miscompiles some of the other forms).
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>
#include <functional>

namespace kirin::net {

namespace asio = boost::asio;
using boost::system::error_code;

using Executor = asio::io_context::executor_type;
using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Steady = std::chrono::steady_clock;
using Timer = asio::basic_waitable_timer<Steady, asio::wait_traits<Steady>, Executor>;
template <typename T>
using Awaitable = asio::awaitable<T, Executor>;

inline constexpr asio::use_awaitable_t<Executor> kAwait{};
/// Completes with a tuple whose first element is the error code.
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> kAsTuple{kAwait};

/// Runs `work` on `pool` and comes back to the I/O thread that asked. `work` must not throw and
/// outlives the call.
Awaitable<void> run_on(asio::thread_pool& pool, std::function<void()>& work);

}  // namespace kirin::net
