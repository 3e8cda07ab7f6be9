#include "test_client.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <charconv>
#include <utility>

namespace kirin::net {
namespace {

constexpr int kPatienceMs = 10'000;

std::uint64_t to_number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

Answer parse_head(std::string_view head) {
  Answer answer;
  answer.status = static_cast<int>(to_number(head.substr(9, 3)));
  head.remove_prefix(head.find("\r\n") + 2);
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find("\r\n"));
    head.remove_prefix(line.size() + 2);
    const std::size_t colon = line.find(':');
    answer.headers.add(std::string{line.substr(0, colon)},
                       std::string{trimmed(line.substr(colon + 1))});
  }
  return answer;
}

}  // namespace

TestClient::TestClient(int port, int receive_buffer_bytes)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_buffer_bytes > 0) {
    ::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes,
                 sizeof receive_buffer_bytes);
  }
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    socket_.reset();
  }
}

bool TestClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) {
      return false;
    }
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool TestClient::read_more() {
  pollfd ready{socket_.get(), POLLIN, 0};
  if (::poll(&ready, 1, kPatienceMs) <= 0) {
    return false;
  }
  std::array<char, 65536> bytes;
  const ssize_t received = ::recv(socket_.get(), bytes.data(), bytes.size(), 0);
  if (received <= 0) {
    return false;
  }
  unread_.append(bytes.data(), static_cast<std::size_t>(received));
  return true;
}

std::optional<Answer> TestClient::receive_head() {
  std::size_t end = 0;
  while ((end = unread_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_more()) {
      return std::nullopt;
    }
  }
  Answer answer = parse_head(std::string_view{unread_}.substr(0, end + 2));
  unread_.erase(0, end + 4);
  return answer;
}

std::optional<Answer> TestClient::receive(bool head_only) {
  std::optional<Answer> answer = receive_head();
  if (!answer || head_only) {
    return answer;
  }
  const std::uint64_t length = to_number(answer->headers.get("Content-Length"));
  while (unread_.size() < length) {
    if (!read_more()) {
      return std::nullopt;
    }
  }
  answer->body = unread_.substr(0, length);
  unread_.erase(0, length);
  return answer;
}

std::optional<std::string> TestClient::receive_chunk() {
  std::size_t end = 0;
  while ((end = unread_.find("\r\n")) == std::string::npos) {
    if (!read_more()) {
      return std::nullopt;
    }
  }
  std::uint64_t size = 0;
  std::from_chars(unread_.data(), unread_.data() + end, size, 16);
  const std::size_t begin = end + 2;
  while (unread_.size() < begin + size + 2) {
    if (!read_more()) {
      return std::nullopt;
    }
  }
  std::string chunk = unread_.substr(begin, size);
  unread_.erase(0, begin + size + 2);
  return chunk;
}

std::string TestClient::receive_rest() {
  while (read_more()) {
  }
  return std::exchange(unread_, {});
}

void TestClient::end_sending() { ::shutdown(socket_.get(), SHUT_WR); }

bool TestClient::ended() {
  if (!unread_.empty()) {
    return false;
  }
  pollfd ready{socket_.get(), POLLIN, 0};
  char byte = 0;
  return ::poll(&ready, 1, kPatienceMs) == 1 && ::recv(socket_.get(), &byte, 1, 0) <= 0;
}

void TestClient::vanish() {
  const linger at_once{1, 0};
  ::setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  socket_.reset();
}

std::string get(std::string_view path, std::string_view fields) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: test\r\n{}\r\n", path, fields);
}

std::string post(std::string_view path, std::string_view body) {
  return fmt::format("POST {} HTTP/1.1\r\nHost: test\r\nContent-Length: {}\r\n\r\n{}", path,
                     body.size(), body);
}

}  // namespace kirin::net
