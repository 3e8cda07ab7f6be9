#include "net/body_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <tuple>
#include <utility>

#include "base/file.h"
#include "base/log.h"

namespace kirin::net {
namespace {

namespace http = boost::beast::http;

constexpr std::size_t kPieceBytes = std::size_t{64} << 10;
constexpr std::size_t kFirstPieceBytes = std::size_t{4} << 10;

/// A piece of the body. It grows as bytes arrive and not when they are announced, so a client who
/// only announces a body costs no memory.
struct Piece {
  std::string bytes;
  std::size_t filled = 0;

  void make_room(std::size_t limit) {
    if (filled == bytes.size() && bytes.size() < limit) {
      bytes.resize(std::min(limit, std::max(kFirstPieceBytes, bytes.size() * 2)));
    }
  }
  bool full(std::size_t limit) const { return filled >= limit; }
};

Result<void> write_piece(const std::filesystem::path& directory, const Piece& piece, Body& body) {
  if (!body.file) {
    ASSIGN_OR_RETURN(body.file, anonymous_file(directory));
  }
  return write_all(body.file.get(), std::string_view{piece.bytes}.substr(0, piece.filled));
}

Refusal disk_refusal(const Error& error) {
  log::error("request body not kept", {{"error", error.describe()}});
  const bool full = error.code == ErrorCode::resource_exhausted;
  return {full ? 507 : 500, "the body could not be kept"};
}

Refusal too_large(const ServerOptions& options) {
  return {413, fmt::format("the body is larger than {} bytes", options.max_body_bytes)};
}

Refusal read_refusal(const Connection& connection, const error_code& error) {
  if (connection.timed_out()) {
    return {408, "the body came too slowly"};
  }
  Refusal refusal = refusal_for(error, 0);
  if (refusal.status != 0) {
    refusal = {400, "malformed body: " + error.message()};
  }
  return refusal;
}

/// Reads until `piece` is full or the body ends.
Awaitable<error_code> fill(Connection& connection, Parser& parser, std::size_t limit,
                           Progress& progress, Piece& piece) {
  while (!parser.is_done() && !piece.full(limit)) {
    piece.make_room(limit);
    auto& space = parser.get().body();
    space.data = piece.bytes.data() + piece.filled;
    space.size = piece.bytes.size() - piece.filled;
    const std::size_t offered = space.size;
    const auto read =
        co_await http::async_read_some(connection.socket, connection.buffer, parser, kAsTuple);
    const error_code error = std::get<0>(read);
    if (error && error != http::error::need_buffer) {
      co_return error;
    }
    const std::size_t taken = offered - parser.get().body().size;
    piece.filled += taken;
    progress.add(taken);
  }
  co_return error_code{};
}

}  // namespace

Awaitable<std::optional<Refusal>> read_body(Connection& connection, Parser& parser,
                                            const ServerOptions& options, asio::thread_pool& files,
                                            Body& body) {
  // More than what stays in memory, so that the end of such a body is seen before its piece is
  // full.
  const std::size_t piece_limit = std::max<std::size_t>(
      kPieceBytes, static_cast<std::size_t>(options.inline_body_bytes) + kFirstPieceBytes);
  Piece piece;
  Result<void> written;
  std::function<void()> write = [&] {
    written = write_piece(options.spool_directory, piece, body);
  };
  Progress progress{connection, options.body_timeout};
  while (!parser.is_done()) {
    const error_code error = co_await fill(connection, parser, piece_limit, progress, piece);
    if (error) {
      co_return read_refusal(connection, error);
    }
    body.size_bytes += piece.filled;
    if (body.size_bytes > options.max_body_bytes) {
      co_return too_large(options);
    }
    if (parser.is_done() && !body.file && body.size_bytes <= options.inline_body_bytes) {
      piece.bytes.resize(piece.filled);
      body.text = std::move(piece.bytes);
      co_return std::nullopt;
    }
    connection.never_expires();
    co_await run_on(files, write);
    if (!written) {
      co_return disk_refusal(written.error());
    }
    piece.filled = 0;
    progress.restart();
    // Beast reads into what the buffer has room for: a large body comes in large steps.
    connection.buffer.reserve(std::min(kPieceBytes, connection.buffer.max_size()));
  }
  co_return std::nullopt;
}

}  // namespace kirin::net
