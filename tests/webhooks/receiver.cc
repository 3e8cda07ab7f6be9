#include "receiver.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <optional>
#include <utility>

#include "base/expects.h"
#include "base/text.h"

namespace kirin::webhooks {
namespace {

std::optional<Received> read_request(int connection) {
  std::string text;
  std::size_t head_end = std::string::npos;
  std::size_t length = 0;
  Received request;
  char piece[4096];
  while (head_end == std::string::npos || text.size() < head_end + 4 + length) {
    const ssize_t count = ::read(connection, piece, sizeof piece);
    if (count <= 0) {
      return std::nullopt;
    }
    text.append(piece, static_cast<std::size_t>(count));
    if (head_end != std::string::npos || (head_end = text.find("\r\n\r\n")) == std::string::npos) {
      continue;
    }
    std::size_t line = text.find("\r\n");
    const std::string_view first = std::string_view(text).substr(0, line);
    request.method = first.substr(0, first.find(' '));
    request.target = first.substr(first.find(' ') + 1, first.rfind(' ') - first.find(' ') - 1);
    while (line < head_end) {
      const std::size_t begin = line + 2;
      line = text.find("\r\n", begin);
      const std::string_view header = std::string_view(text).substr(begin, line - begin);
      const std::size_t colon = header.find(':');
      request.headers[to_lower(header.substr(0, colon))] =
          std::string(trimmed(header.substr(colon + 1)));
    }
    length = std::strtoul(request.headers["content-length"].c_str(), nullptr, 10);
  }
  request.body = text.substr(head_end + 4, length);
  return request;
}

}  // namespace

Receiver::Receiver() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECTS(::bind(listener_.get(), reinterpret_cast<sockaddr*>(&address), size) == 0);
  EXPECTS(::listen(listener_.get(), 128) == 0);
  EXPECTS(::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0);
  port_ = ntohs(address.sin_port);
  acceptor_ = std::jthread([this] { accept_all(); });
}

Receiver::~Receiver() {
  {
    const std::lock_guard lock(mutex_);
    is_closing_ = true;
  }
  changed_.notify_all();
  ::shutdown(listener_.get(), SHUT_RDWR);  // ends accept()
  acceptor_.join();
  connections_.clear();
}

std::string Receiver::url() const { return fmt::format("http://127.0.0.1:{}/hook", port_); }

void Receiver::answer_with(std::vector<std::string> status_and_headers) {
  const std::lock_guard lock(mutex_);
  answers_ = std::move(status_and_headers);
}

void Receiver::hang() {
  const std::lock_guard lock(mutex_);
  is_hanging_ = true;
}

void Receiver::release() {
  {
    const std::lock_guard lock(mutex_);
    is_hanging_ = false;
  }
  changed_.notify_all();
}

std::vector<Received> Receiver::wait_for(std::size_t count) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, std::chrono::seconds(60), [&] { return received_.size() >= count; });
  return received_;
}

std::vector<Received> Receiver::so_far() {
  const std::lock_guard lock(mutex_);
  return received_;
}

void Receiver::accept_all() {
  while (true) {
    UniqueFd connection(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (connection.get() < 0) {
      return;
    }
    connections_.emplace_back(
        [this, fd = std::move(connection)]() mutable { serve(std::move(fd)); });
  }
}

std::string Receiver::next_answer() {
  std::string answer = answers_.front();
  if (answers_.size() > 1) {
    answers_.erase(answers_.begin());
  }
  return answer;
}

void Receiver::serve(UniqueFd connection) {
  auto request = read_request(connection.get());
  if (!request) {
    return;
  }
  std::string answer;
  {
    std::unique_lock lock(mutex_);
    received_.push_back(*std::move(request));
    changed_.notify_all();
    changed_.wait(lock, [this] { return !is_hanging_ || is_closing_; });
    answer = next_answer();
  }
  const std::string text =
      fmt::format("HTTP/1.1 {}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok", answer);
  (void)::send(connection.get(), text.data(), text.size(), MSG_NOSIGNAL);
}

}  // namespace kirin::webhooks
