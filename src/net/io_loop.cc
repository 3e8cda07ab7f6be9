#include "net/io_loop.h"

#include <algorithm>
#include <boost/asio/post.hpp>
#include <future>
#include <utility>

#include "base/expects.h"
#include "net/http_date.h"

namespace kirin::net {
namespace {

/// Threads for bodies on disk. They wait for the page cache, rarely for the disk itself.
constexpr std::size_t kFileThreads = 4;
/// Each serves some hundred thousand requests a second, so more would only take turns with the
/// handlers.
constexpr unsigned kMostIoThreads = 4;

unsigned io_threads_of(const ServerOptions& options) {
  if (options.io_threads > 0) {
    return static_cast<unsigned>(options.io_threads);
  }
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMostIoThreads);
}

}  // namespace

std::string_view IoLoop::date() {
  const TimePoint now = Clock::now();
  if (now >= date_until_ || now < date_until_ - std::chrono::seconds{1}) {
    date_ = http_date(now);
    date_until_ = std::chrono::floor<std::chrono::seconds>(now) + std::chrono::seconds{1};
  }
  return date_;
}

void IoLoop::call(const std::function<void()>& work) {
  EXPECTS(std::this_thread::get_id() != thread.get_id());
  std::promise<void> done;
  asio::post(io, [&work, &done] {
    work();
    done.set_value();
  });
  done.get_future().wait();
}

Shared::Shared(ServerOptions server_options, Handler on_request, EarlyErrorHandler on_error)
    : options(std::move(server_options)),
      handler(std::move(on_request)),
      on_early_error(std::move(on_error)),
      files(kFileThreads),
      handlers(static_cast<std::size_t>(std::max(1, options.handler_threads))) {
  for (unsigned i = io_threads_of(options); i > 0; --i) {
    loops.push_back(std::make_unique<IoLoop>(*this));
  }
}

}  // namespace kirin::net
