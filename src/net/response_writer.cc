#include "net/response_writer.h"

#include <sys/sendfile.h>

#include <algorithm>
#include <cerrno>
#include <tuple>
#include <utility>

#include "base/log.h"
#include "base/result.h"

namespace kirin::net {
namespace {

/// Below this a body is copied behind its head and leaves in one write.
constexpr std::size_t kCopiedBodyBytes = std::size_t{16} << 10;
/// A pool thread serves one download for as long as this takes to read, then the next.
constexpr std::uint64_t kPieceBytes = std::uint64_t{1} << 20;

/// A part of a file on its way; one `run` sends what the socket takes at once.
struct FileTransfer {
  int file = -1;
  int socket = -1;
  off_t offset = 0;
  std::uint64_t left_bytes = 0;
  ssize_t sent_bytes = 0;
  int error_number = 0;

  void run() {
    const auto wanted = static_cast<std::size_t>(std::min(left_bytes, kPieceBytes));
    sent_bytes = ::sendfile(socket, file, &offset, wanted);
    error_number = sent_bytes < 0 ? errno : 0;
    if (sent_bytes > 0) {
      left_bytes -= static_cast<std::uint64_t>(sent_bytes);
    }
  }
  bool socket_is_full() const { return error_number == EAGAIN || error_number == EWOULDBLOCK; }
  bool failed() const {
    const bool again = socket_is_full() || error_number == EINTR;
    return left_bytes > 0 && sent_bytes <= 0 && !again;
  }
};

void log_failure(const FileTransfer& transfer) {
  if (transfer.error_number == 0) {
    log::error("file shorter than its response",
               {{"offset", transfer.offset}, {"missing_bytes", transfer.left_bytes}});
  } else if (transfer.error_number != EPIPE && transfer.error_number != ECONNRESET) {
    log::error("file not sent",
               {{"error", system_error("sendfile", transfer.error_number).describe()}});
  }
}

Awaitable<bool> send_file(Connection& connection, FileTransfer transfer,
                          std::chrono::milliseconds patience, asio::thread_pool& files) {
  std::function<void()> run = [&transfer] { transfer.run(); };
  connection.expires_after(patience);
  while (transfer.left_bytes > 0) {
    co_await run_on(files, run);
    if (transfer.failed()) {
      log_failure(transfer);
      co_return false;
    }
    if (transfer.sent_bytes > 0) {
      connection.expires_after(patience);
    }
    if (transfer.socket_is_full()) {
      const auto waited =
          co_await connection.socket.async_wait(asio::ip::tcp::socket::wait_write, kAsTuple);
      if (std::get<0>(waited)) {
        co_return false;
      }
    }
  }
  co_return true;
}

Awaitable<bool> send_pieces(Connection& connection, const PiecewiseBody& body,
                            std::chrono::milliseconds patience, asio::thread_pool& files) {
  FileTransfer transfer;
  transfer.file = body.file.get();
  transfer.socket = connection.socket.native_handle();
  for (const PiecewiseBody::Piece& piece : body.pieces) {
    bool sent = co_await connection.send(piece.text, patience);
    if (!sent) {
      co_return false;
    }
    transfer.offset = static_cast<off_t>(piece.offset);
    transfer.left_bytes = piece.size_bytes;
    sent = co_await send_file(connection, transfer, patience, files);
    if (!sent) {
      co_return false;
    }
  }
  co_return true;
}

}  // namespace

Awaitable<bool> write_response(Connection& connection, const Response& response,
                               const WriteOptions& options, asio::thread_pool& files) {
  const bool with_body = options.body == SendBody::yes;
  const auto* text = with_body ? std::get_if<std::string>(&response.body) : nullptr;
  const bool copied = text != nullptr && text->size() <= kCopiedBodyBytes;
  if (copied) {
    connection.outgoing += *text;
  }
  bool sent = co_await connection.send(connection.outgoing, options.patience);
  if (!sent || !with_body || copied) {
    co_return sent;
  }
  if (text != nullptr) {
    sent = co_await connection.send(*text, options.patience);
  } else if (const auto* file = std::get_if<FileBody>(&response.body)) {
    FileTransfer transfer;
    transfer.file = file->file.get();
    transfer.socket = connection.socket.native_handle();
    transfer.offset = static_cast<off_t>(file->offset);
    transfer.left_bytes = file->size_bytes;
    sent = co_await send_file(connection, transfer, options.patience, files);
  } else {
    const auto& pieces = std::get<PiecewiseBody>(response.body);
    sent = co_await send_pieces(connection, pieces, options.patience, files);
  }
  co_return sent;
}

}  // namespace kirin::net
