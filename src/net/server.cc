#include "net/server.h"

#include <fmt/format.h>
#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <tuple>
#include <utility>

#include "base/expects.h"
#include "base/log.h"
#include "net/listen_address.h"
#include "net/session.h"

namespace kirin::net {
namespace {

using asio::ip::tcp;
using std::chrono::milliseconds;

/// Deadlines are looked at this often; a fraction of the shortest, so that none is overshot by more
/// than a quarter. One walk over all sessions a tick is cheaper than a timer operation for every
/// read and write.
constexpr milliseconds kLongestTick{1'000};
constexpr milliseconds kShortestTick{5};
/// How many connections beyond the limit are told so at a time; the others are closed without a
/// word.
constexpr int kRefusalsAtOnce = 64;
/// How long streams and deferred answers that were stopped may take to say so to their clients.
constexpr milliseconds kStopGrace{1'000};
/// Pause before the next accept when the process has run out of descriptors.
constexpr milliseconds kAcceptPause{100};

/// Blocks SIGPIPE for this thread and those it starts meanwhile: sendfile(2) to a client that has
/// gone raises it and has no flag against it. The rest of the process keeps its handling of the
/// signal.
class WithoutSigpipe {
 public:
  WithoutSigpipe() {
    sigset_t pipe;
    sigemptyset(&pipe);
    sigaddset(&pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &pipe, &before_);
  }
  ~WithoutSigpipe() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  WithoutSigpipe(const WithoutSigpipe&) = delete;
  WithoutSigpipe& operator=(const WithoutSigpipe&) = delete;

 private:
  sigset_t before_{};
};

/// Raises the soft limit of descriptors to the hard one and returns how many connections fit, an
/// eighth left for files.
int connections_within_limit(int wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) {
    return wanted;
  }
  const rlimit raised{limit.rlim_max, limit.rlim_max};
  const rlim_t descriptors =
      setrlimit(RLIMIT_NOFILE, &raised) == 0 ? limit.rlim_max : limit.rlim_cur;
  const rlim_t room = descriptors - descriptors / 8;
  if (room >= static_cast<rlim_t>(wanted)) {
    return wanted;
  }
  log::warning("fewer connections than configured: the limit of open files is low",
               {{"connections", room}, {"configured", wanted}, {"open_files", descriptors}});
  return static_cast<int>(room);
}

milliseconds tick_of(const ServerOptions& options) {
  const milliseconds shortest = std::min(
      {options.header_timeout, options.idle_timeout, options.body_timeout, options.write_timeout});
  return std::clamp(shortest / 4, kShortestTick, kLongestTick);
}

/// Connections that are open, for those who wait until there are none.
class ConnectionCount {
 public:
  void add(int change) {
    const std::lock_guard lock{mutex_};
    count_ += change;
    if (count_ == 0) {
      none_left_.notify_all();
    }
  }
  int value() const {
    const std::lock_guard lock{mutex_};
    return count_;
  }
  void wait_until_none(milliseconds limit) {
    std::unique_lock lock{mutex_};
    none_left_.wait_for(lock, limit, [this] { return count_ == 0; });
  }

 private:
  mutable std::mutex mutex_;
  std::condition_variable none_left_;
  int count_ = 0;
};

Result<tcp::endpoint> resolve(asio::io_context& io, std::string_view listen) {
  ASSIGN_OR_RETURN(const ListenAddress address, parse_listen_address(listen));
  tcp::resolver resolver{io};
  error_code failed;
  const auto found = resolver.resolve(address.host, address.port, tcp::resolver::passive, failed);
  if (failed || found.empty()) {
    return Error{ErrorCode::invalid_argument,
                 fmt::format("address {}: {}", listen, failed.message())};
  }
  return found.begin()->endpoint();
}

Result<void> open_acceptor(Acceptor& acceptor, const tcp::endpoint& endpoint) {
  error_code failed;
  acceptor.open(endpoint.protocol(), failed);
  if (!failed) {
    acceptor.set_option(tcp::acceptor::reuse_address{true}, failed);
  }
  if (!failed) {
    acceptor.bind(endpoint, failed);
  }
  if (!failed) {
    acceptor.listen(asio::socket_base::max_listen_connections, failed);
  }
  if (failed) {
    return Error{ErrorCode::unavailable,
                 fmt::format("listening on {}:{}: {}", endpoint.address().to_string(),
                             endpoint.port(), failed.message())};
  }
  return {};
}

void log_escaped(std::string_view where, const std::exception_ptr& error) {
  if (!error) {
    return;
  }
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& escaped) {
    log::error("exception in the server", {{"where", where}, {"what", escaped.what()}});
  }
}

/// Ends the waits of a loop's sessions for answers in the making; true where there were any.
bool stop_answers_in_the_making(IoLoop& loop) {
  loop.stopping = true;
  bool any = false;
  for (Session* session : loop.sessions) {
    if (AnswerWait* waiting = session->waiting()) {
      waiting->stop();
      any = true;
    }
  }
  return any;
}

Awaitable<void> enforce_deadlines(IoLoop& loop) {
  Timer timer{loop.io};
  const milliseconds tick = tick_of(loop.shared.options);
  while (true) {
    timer.expires_after(tick);
    co_await timer.async_wait(kAsTuple);
    const Steady::time_point now = Steady::now();
    for (Session* session : loop.sessions) {
      session->connection().enforce_deadline(now);
    }
  }
}

class BeastServer final : public Server {
 public:
  BeastServer(const ServerOptions& options, Handler handler, EarlyErrorHandler on_early_error)
      : shared_(options, std::move(handler), std::move(on_early_error)),
        acceptor_(shared_.loops.front()->io),
        max_connections_(connections_within_limit(options.max_connections)) {}

  ~BeastServer() override {
    for (const auto& loop : shared_.loops) {
      loop->io.stop();
    }
    for (const auto& loop : shared_.loops) {
      if (loop->thread.joinable()) {
        loop->thread.join();
      }
      for (Session* session : loop->sessions) {
        if (AnswerWait* waiting = session->waiting()) {
          waiting->silence();  // Other threads go on ringing while the context is taken down.
        }
      }
    }
    // Handlers under way end first: they post to the contexts, which must be there.
    shared_.handlers.stop();
    shared_.handlers.join();
    shared_.files.stop();
    shared_.files.join();
  }

  Result<void> start() {
    ASSIGN_OR_RETURN(const tcp::endpoint endpoint,
                     resolve(shared_.loops.front()->io, shared_.options.listen));
    RETURN_IF_ERROR(open_acceptor(acceptor_, endpoint));
    port_ = acceptor_.local_endpoint().port();
    asio::co_spawn(shared_.loops.front()->io, accept_all(),
                   [](const std::exception_ptr& error) { log_escaped("accept loop", error); });
    for (const auto& loop : shared_.loops) {
      asio::co_spawn(loop->io, enforce_deadlines(*loop),
                     [](const std::exception_ptr& error) { log_escaped("deadline loop", error); });
      loop->thread = std::thread{[&io = loop->io] { io.run(); }};
    }
    return {};
  }

  int port() const override { return port_; }
  int open_connections() const override { return count_.value(); }

  void drain(milliseconds grace) override {
    for (const auto& loop : shared_.loops) {  // The first one first: it accepts.
      loop->call([&] { begin_drain(*loop); });
    }
    count_.wait_until_none(grace);
    bool any_stopped = false;
    for (const auto& loop : shared_.loops) {
      loop->call([&] { any_stopped |= stop_answers_in_the_making(*loop); });
    }
    if (any_stopped) {
      count_.wait_until_none(kStopGrace);
    }
    for (const auto& loop : shared_.loops) {
      loop->call([&loop] {
        for (Session* session : loop->sessions) {
          session->connection().shut_down();
        }
      });
    }
  }

 private:
  void begin_drain(IoLoop& loop) {
    loop.draining = true;
    error_code ignored;
    if (&loop == shared_.loops.front().get()) {
      acceptor_.close(ignored);
    }
    for (Session* session : loop.sessions) {
      if (session->is_idle()) {
        session->connection().socket.cancel(ignored);
      }
    }
  }

  /// Accepts on the first I/O thread and gives each in turn a connection.
  Awaitable<void> accept_all() {
    Timer pause{shared_.loops.front()->io};
    std::size_t turn = 0;
    while (acceptor_.is_open()) {
      IoLoop& loop = *shared_.loops[turn++ % shared_.loops.size()];
      Socket socket{loop.io};
      const auto accepted = co_await acceptor_.async_accept(socket, kAsTuple);
      if (!std::get<0>(accepted)) {
        begin_session(loop, std::move(socket));
      } else if (acceptor_.is_open()) {
        log::error("accept failed", {{"error", std::get<0>(accepted).message()}});
        pause.expires_after(kAcceptPause);
        co_await pause.async_wait(kAsTuple);
      }
    }
  }

  /// On the accepting thread; the session itself begins on that of `loop`.
  void begin_session(IoLoop& loop, Socket socket) {
    const int others = count_.value();
    if (others >= max_connections_ + kRefusalsAtOnce) {
      return;  // Closes it.
    }
    const auto answer = others < max_connections_ ? &Session::run : &Session::refuse;
    count_.add(1);
    asio::post(loop.io, [this, &loop, answer, accepted = std::move(socket)]() mutable {
      run_session(loop, std::move(accepted), answer);
    });
  }

  void run_session(IoLoop& loop, Socket socket, Awaitable<void> (Session::*answer)()) {
    if (loop.draining) {
      count_.add(-1);
      return;  // Closes it.
    }
    auto session = std::make_unique<Session>(std::move(socket), loop);
    auto work = (*session.*answer)();
    asio::co_spawn(loop.io, std::move(work),
                   [this, session = std::move(session)](const std::exception_ptr& error) mutable {
                     log_escaped("session", error);
                     session.reset();
                     count_.add(-1);
                   });
  }

  ConnectionCount count_;  // Outlives the sessions in `shared_`.
  Shared shared_;
  Acceptor acceptor_;
  const int max_connections_;
  int port_ = 0;
};

}  // namespace

Result<std::unique_ptr<Server>> Server::start(const ServerOptions& options, Handler handler,
                                              EarlyErrorHandler on_early_error) {
  EXPECTS(handler && on_early_error);
  const WithoutSigpipe quiet;
  auto server =
      std::make_unique<BeastServer>(options, std::move(handler), std::move(on_early_error));
  RETURN_IF_ERROR(server->start());
  return std::unique_ptr<Server>{std::move(server)};
}

}  // namespace kirin::net
