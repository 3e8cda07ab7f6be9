#include "net/stream_writer.h"

#include <fmt/format.h>

#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "base/log.h"

namespace kirin::net {
namespace {

constexpr std::string_view kLastChunk = "0\r\n\r\n";

/// One question to the body, asked on a handler thread.
struct Question {
  StreamBody& body;
  Wake wake;  ///< for `on_open`; empty once that was called
  std::optional<std::string> piece;
  bool threw = false;

  void ask() {
    try {
      if (const Wake first = std::exchange(wake, nullptr); first && body.on_open) {
        body.on_open(first);
      }
      piece = body.next();
    } catch (const std::exception& error) {
      threw = true;
      log::error("stream threw", {{"what", error.what()}});
    } catch (...) {
      threw = true;
      log::error("stream threw", {{"what", "?"}});
    }
  }
};

std::string framed(std::string piece, Framing framing) {
  if (framing == Framing::until_close) {
    return piece;
  }
  return fmt::format("{:x}\r\n{}\r\n", piece.size(), piece);
}

}  // namespace

Awaitable<bool> write_stream(Connection& connection, AnswerWait& wait, StreamBody& body,
                             const StreamOptions& options, asio::thread_pool& handlers) {
  Question question{body, wait.wake(), {}, false};
  std::function<void()> ask = [&question] { question.ask(); };
  AnswerWait::End wish = AnswerWait::End::ask;
  while (wish == AnswerWait::End::ask) {
    co_await run_on(handlers, ask);
    if (question.threw) {
      co_return false;
    }
    if (!question.piece) {
      break;
    }
    if (question.piece->empty()) {
      wish = co_await wait.wait(body.ask_every);
      continue;
    }
    const std::string chunk = framed(*std::move(question.piece), options.framing);
    const bool sent = co_await connection.send(chunk, options.patience);
    connection.never_expires();
    if (!sent) {
      co_return false;
    }
    wish = wait.look();
  }
  if (wish == AnswerWait::End::client_gone) {
    co_return false;
  }
  bool ended = true;
  if (options.framing == Framing::chunked) {
    ended = co_await connection.send(kLastChunk, options.patience);
    connection.never_expires();
  }
  co_return ended;
}

}  // namespace kirin::net
