/// \file
/// A blocking HTTP client that sends exactly the bytes it is given. Every wait gives up after ten
/// seconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/unique_fd.h"
#include "net/message.h"

namespace kirin::net {

struct Answer {
  int status = 0;
  Headers headers;
  std::string body;
};

class TestClient {
 public:
  /// Connects to 127.0.0.1; `receive_buffer_bytes` over 0 makes the socket take little.
  explicit TestClient(int port, int receive_buffer_bytes = 0);

  bool connected() const { return static_cast<bool>(socket_); }
  /// Sends all; false where the server has closed.
  bool send(std::string_view bytes);
  /// The next response; `head_only` for answers to HEAD. Nothing where the connection ends before
  /// it.
  std::optional<Answer> receive(bool head_only = false);
  /// "HTTP/1.1 100 Continue" and its like: the next head, without a body.
  std::optional<Answer> receive_head();
  /// The next chunk of a chunked body, "" for the last. Nothing where the connection ends before
  /// it.
  std::optional<std::string> receive_chunk();
  /// All that comes until the server ends the connection.
  std::string receive_rest();
  /// Ends our side and goes on receiving.
  void end_sending();
  /// True where the server ends the connection with nothing more to read.
  bool ended();
  /// Closes with a reset.
  void vanish();

 private:
  bool read_more();
  UniqueFd socket_;
  std::string unread_;
};

/// "GET /path HTTP/1.1" with a Host and the lines of `fields`, each ended by CRLF.
std::string get(std::string_view path, std::string_view fields = "");
std::string post(std::string_view path, std::string_view body);

}  // namespace kirin::net
