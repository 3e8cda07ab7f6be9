#include "net/session.h"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <exception>
#include <tuple>
#include <utility>

#include "base/expects.h"
#include "base/ids.h"
#include "base/log.h"
#include "net/body_reader.h"
#include "net/response_writer.h"
#include "net/stream_writer.h"

namespace kirin::net {
namespace {

namespace http = boost::beast::http;

/// What the read buffer may hold beyond a head: Beast reads bodies in steps of at most this.
constexpr std::size_t kReadAheadBytes = std::size_t{64} << 10;
constexpr std::size_t kHeadStepBytes = std::size_t{2} << 10;
/// How long a connection keeps its buffer for the next request: reading into one takes a system
/// call less than waiting without.
constexpr std::chrono::milliseconds kWarmTime{2'000};
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

/// What access logs call an answer that the client did not wait for.
constexpr int kClientGone = 499;

/// What `answer` returns, or the answer of the early error handler where it throws.
template <typename Answer>
auto guarded(const Shared& shared, const Request& request, const Answer& answer)
    -> decltype(answer()) {
  try {
    return answer();
  } catch (const std::exception& error) {
    log::error(
        "handler threw",
        {{"request_id", request.request_id}, {"target", request.target}, {"what", error.what()}});
  } catch (...) {
    log::error("handler threw",
               {{"request_id", request.request_id}, {"target", request.target}, {"what", "?"}});
  }
  return shared.on_early_error(request, 500, "the handler failed");
}

/// What was promised with a deferred answer comes with it, but for what the answer says itself.
void add_headers(const Headers& promised, Headers& headers) {
  for (const auto& [name, value] : promised.fields()) {
    if (headers.get(name).empty()) {
      headers.add(name, value);
    }
  }
}

/// Reads until the head is complete. Beast's own limit holds for each line and not for their sum,
/// so the sum is counted here.
Awaitable<error_code> parse_head(Connection& connection, Parser& parser, std::size_t max_bytes) {
  std::size_t parsed_bytes = 0;
  bool starved = connection.buffer.size() == 0;
  while (true) {
    if (starved) {
      const auto space = connection.buffer.prepare(kHeadStepBytes);
      const auto read = co_await connection.socket.async_read_some(space, kAsTuple);
      if (std::get<0>(read)) {
        co_return std::get<0>(read);
      }
      connection.buffer.commit(std::get<1>(read));
    }
    error_code error;
    const std::size_t used = parser.put(asio::const_buffer{connection.buffer.data()}, error);
    connection.buffer.consume(used);
    parsed_bytes += used;
    if (error && error != http::error::need_more) {
      co_return error;
    }
    starved = !parser.is_header_done();
    if (parsed_bytes + (starved ? connection.buffer.size() : 0) > max_bytes) {
      co_return make_error_code(http::error::header_limit);
    }
    if (!starved) {
      co_return error_code{};
    }
  }
}

}  // namespace

/// One request and its response.
struct Session::Exchange {
  Request request;
  Response response;
  Steady::time_point began = Steady::now();
  int http_minor = 1;
  bool keep_alive = false;
  bool body_unread = true;
};

Session::Session(Socket socket, IoLoop& loop)
    : loop_(loop),
      shared_(loop.shared),
      connection_(std::move(socket), shared_.options.max_header_bytes + kReadAheadBytes),
      remote_address_(connection_.remote_address()),
      place_(loop.sessions.insert(loop.sessions.end(), this)) {}

Session::~Session() { loop_.sessions.erase(place_); }

Awaitable<void> Session::run() {
  bool more = true;
  while (more) {
    more = co_await wait_for_request();
    if (more) {
      more = co_await serve_one();
    }
  }
}

Awaitable<bool> Session::wait_for_request() {
  if (connection_.buffer.size() > 0) {
    co_return true;
  }
  if (loop_.draining) {
    co_return false;
  }
  idle_ = true;
  const auto warm = std::min(kWarmTime, shared_.options.idle_timeout);
  connection_.expires_after(warm);
  bool came = co_await connection_.read_some(kHeadStepBytes);
  if (!came && connection_.timed_out() && warm < shared_.options.idle_timeout) {
    connection_.release_buffers();
    connection_.expires_after(shared_.options.idle_timeout - warm);
    came = co_await connection_.wait_for_bytes();
  }
  idle_ = false;
  co_return came;
}

Awaitable<bool> Session::serve_one() {
  Exchange exchange;
  Parser parser;
  const std::optional<Refusal> refusal = co_await read_request(parser, exchange);
  if (refusal) {
    if (refusal->status != 0) {
      co_await answer_refusal(*refusal, exchange);
    }
    co_return false;
  }
  connection_.never_expires();
  if (!answer_quickly(exchange)) {
    co_await call_handler(exchange);
  }
  if (auto* deferred = std::get_if<DeferredAnswer>(&exchange.response.body)) {
    DeferredAnswer promised = std::move(*deferred);
    const bool there = co_await await_answer(exchange, std::move(promised));
    if (!there) {
      co_return false;
    }
  }
  const bool more = co_await answer(exchange);
  co_return more;
}

Awaitable<std::optional<Refusal>> Session::read_request(Parser& parser, Exchange& exchange) {
  std::optional<Refusal> refusal = co_await read_head(parser, exchange);
  if (refusal) {
    co_return refusal;
  }
  const auto length = parser.content_length();
  if (length && *length > shared_.options.max_body_bytes) {
    co_return Refusal{413, "the announced body is larger than " +
                               std::to_string(shared_.options.max_body_bytes) + " bytes"};
  }
  const bool asked = !exchange.request.headers.get("Expect").empty() && exchange.http_minor > 0;
  if (asked && !parser.is_done() && connection_.buffer.size() == 0) {
    const bool sent = co_await connection_.send(kContinue, shared_.options.write_timeout);
    if (!sent) {
      co_return Refusal{};
    }
  }
  if (!parser.is_done()) {
    refusal = co_await read_body(connection_, parser, shared_.options, shared_.files,
                                 exchange.request.body);
  }
  exchange.body_unread = refusal.has_value();
  co_return refusal;
}

Awaitable<std::optional<Refusal>> Session::read_head(Parser& parser, Exchange& exchange) {
  const ServerOptions& options = shared_.options;
  parser.header_limit(static_cast<std::uint32_t>(options.max_header_bytes));
  parser.body_limit(boost::none);  // Counted by read_body.
  connection_.expires_after(options.header_timeout);
  const error_code error = co_await parse_head(connection_, parser, options.max_header_bytes);
  exchange.began = Steady::now();
  exchange.request.remote_address = remote_address_;
  copy_head(parser.get(), exchange.request);
  if (connection_.timed_out() && error) {
    co_return Refusal{408, "the head came too slowly"};
  }
  if (error) {
    co_return refusal_for(error, options.max_header_bytes);
  }
  exchange.http_minor = static_cast<int>(parser.get().version()) - 10;
  exchange.keep_alive = parser.get().keep_alive();
  co_return check_head(parser.get(), exchange.request);
}

/// True where the answer was at hand.
bool Session::answer_quickly(Exchange& exchange) {
  if (!shared_.options.quick_answer || exchange.request.body.size_bytes > 0) {
    return false;
  }
  std::optional<Response> quick = shared_.options.quick_answer(exchange.request);
  if (!quick) {
    return false;
  }
  exchange.response = *std::move(quick);
  return true;
}

Awaitable<void> Session::call_handler(Exchange& exchange) {
  if (shared_.waiting_requests.load(std::memory_order_relaxed) >=
      shared_.options.max_waiting_requests) {
    exchange.response = shared_.on_early_error(exchange.request, 503, "too many waiting requests");
    exchange.response.headers.set("Retry-After", "1");
    co_return;
  }
  shared_.waiting_requests.fetch_add(1, std::memory_order_relaxed);
  std::function<void()> work = [this, &exchange] {
    shared_.waiting_requests.fetch_sub(1, std::memory_order_relaxed);
    Request& request = exchange.request;
    exchange.response = guarded(shared_, request, [&] { return shared_.handler(request); });
  };
  co_await run_on(shared_.handlers, work);
}

/// Puts the answer in the exchange's response; false where the client has gone before it.
Awaitable<bool> Session::await_answer(Exchange& exchange, DeferredAnswer deferred) {
  AnswerWait& wait = begin_waiting();
  std::optional<Response> response;
  bool opened = false;
  std::function<void()> ask = [&] {
    response = guarded(shared_, exchange.request, [&]() -> std::optional<Response> {
      if (!std::exchange(opened, true) && deferred.on_open) {
        deferred.on_open(wait.wake());
      }
      return deferred.poll();
    });
  };
  AnswerWait::End wish = AnswerWait::End::ask;
  while (wish == AnswerWait::End::ask && !response) {
    co_await run_on(shared_.handlers, ask);
    if (!response) {
      wish = co_await wait.wait(deferred.ask_every);
    }
  }
  if (wish == AnswerWait::End::client_gone) {
    end_waiting();
    exchange.response = Response{.status = kClientGone, .headers = {}, .body = {}};
    report(exchange);
    co_return false;
  }
  if (!response) {
    response = shared_.on_early_error(exchange.request, 503, "the server is being stopped");
    response->headers.set("Retry-After", "1");
  }
  EXPECTS(!std::holds_alternative<DeferredAnswer>(response->body));
  add_headers(exchange.response.headers, response->headers);
  exchange.response = *std::move(response);
  end_waiting();
  co_return true;
}

AnswerWait& Session::begin_waiting() {
  connection_.never_expires();
  waiting_ = std::make_unique<AnswerWait>(connection_, loop_.io);
  if (loop_.stopping) {
    waiting_->stop();
  }
  return *waiting_;
}

void Session::end_waiting() {
  waiting_.reset();
  error_code ignored;
  connection_.socket.cancel(ignored);
}

void Session::report(const Exchange& exchange) const {
  if (shared_.options.on_response) {
    shared_.options.on_response(exchange.request, exchange.response,
                                Steady::now() - exchange.began);
  }
}

Awaitable<bool> Session::answer(Exchange& exchange) {
  Response& response = exchange.response;
  const bool handler_closes = equal_ignoring_case(response.headers.get("Connection"), "close");
  const bool ends_by_close = is_stream(response) && exchange.http_minor == 0;
  const bool keep = exchange.keep_alive && !handler_closes && !ends_by_close && !loop_.draining;
  HeadFacts facts;
  facts.http_minor = exchange.http_minor;
  facts.keep_alive = keep ? KeepAlive::yes : KeepAlive::no;
  facts.request_id = exchange.request.request_id;
  facts.date = loop_.date();
  const bool sent = co_await send_answer(exchange, facts);
  report(exchange);
  if (!sent) {
    connection_.reset_on_close();
  }
  const bool more = sent && keep;
  co_return more;
}

Awaitable<bool> Session::send_answer(Exchange& exchange, const HeadFacts& facts) {
  Response& response = exchange.response;
  WriteOptions options;
  const bool bodiless = exchange.request.method == "HEAD" || !status_has_body(response.status);
  auto* stream = std::get_if<StreamBody>(&response.body);
  options.body = bodiless || stream != nullptr ? SendBody::no : SendBody::yes;
  options.patience = shared_.options.write_timeout;
  connection_.outgoing.clear();
  append_head(response, facts, connection_.outgoing);
  bool sent = co_await write_response(connection_, response, options, shared_.files);
  if (sent && stream != nullptr && !bodiless) {
    StreamOptions streaming;
    streaming.framing = facts.http_minor == 0 ? Framing::until_close : Framing::chunked;
    streaming.patience = options.patience;
    sent =
        co_await write_stream(connection_, begin_waiting(), *stream, streaming, shared_.handlers);
    end_waiting();
  }
  co_return sent;
}

Awaitable<void> Session::answer_refusal(const Refusal& refusal, Exchange& exchange) {
  exchange.response = shared_.on_early_error(exchange.request, refusal.status, refusal.why);
  exchange.keep_alive = false;
  co_await answer(exchange);
  if (exchange.body_unread) {
    co_await connection_.linger();
  }
}

Awaitable<void> Session::refuse() {
  idle_ = false;
  Exchange exchange;
  exchange.request.remote_address = remote_address_;
  exchange.request.request_id = new_request_id();
  exchange.response = shared_.on_early_error(exchange.request, 503, "too many connections");
  exchange.response.headers.set("Retry-After", "1");
  co_await answer(exchange);
  co_await connection_.linger();
}

}  // namespace kirin::net
