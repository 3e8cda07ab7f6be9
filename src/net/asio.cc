#include "net/asio.h"

#include <boost/asio/post.hpp>
#include <utility>

namespace kirin::net {

Awaitable<void> run_on(asio::thread_pool& pool, std::function<void()>& work) {
  const auto initiate = [&pool, &work](auto handler) {
    // The pool's closure owns the handler and with it the waiting coroutine, so `work` is alive
    // while it runs.
    asio::post(pool, [&work, handler = std::move(handler)]() mutable {
      work();
      const auto executor = asio::get_associated_executor(handler);
      asio::post(executor, std::move(handler));
    });
  };
  co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(initiate, kAwait);
}

}  // namespace kirin::net
