#include "net/answer_wait.h"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/post.hpp>
#include <cerrno>
#include <mutex>
#include <utility>

namespace kirin::net {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kShortestWait{1};
constexpr milliseconds kLongestWait{3'600'000};
/// What is read ahead at a time, and beyond which nothing more is read until the answer has ended.
constexpr std::size_t kStepBytes = std::size_t{2} << 10;
constexpr std::size_t kMaxAheadBytes = std::size_t{16} << 10;

}  // namespace

/// What rings from other threads go to. At most one of them is on its way to the I/O thread.
class AnswerWait::Bell : public std::enable_shared_from_this<Bell> {
 public:
  Bell(asio::io_context& io, AnswerWait& owner) : io_(&io), owner_(&owner) {}

  void ring() {
    const std::lock_guard lock{mutex_};
    if (io_ == nullptr || on_its_way_) {
      return;
    }
    on_its_way_ = true;
    asio::post(*io_, [self = shared_from_this()] { self->arrive(); });
  }

  void silence() {
    const std::lock_guard lock{mutex_};
    io_ = nullptr;
    owner_ = nullptr;
  }

  /// Null once the session no longer waits. On the I/O thread.
  AnswerWait* owner() const { return owner_; }

 private:
  void arrive() {
    {
      const std::lock_guard lock{mutex_};
      on_its_way_ = false;
    }
    if (owner_ != nullptr) {
      owner_->rung_ = true;
      owner_->interrupt();
    }
  }

  std::mutex mutex_;
  asio::io_context* io_;
  bool on_its_way_ = false;
  AnswerWait* owner_;  // Of the I/O thread.
};

AnswerWait::AnswerWait(Connection& connection, asio::io_context& io)
    : connection_(connection), timer_(io), bell_(std::make_shared<Bell>(io, *this)) {
  connection_.release_buffers();
  watch_client();
}

AnswerWait::~AnswerWait() { silence(); }

void AnswerWait::silence() { bell_->silence(); }

Wake AnswerWait::wake() const {
  return [bell = bell_] { bell->ring(); };
}

Awaitable<AnswerWait::End> AnswerWait::wait(milliseconds limit) {
  if (!rung_ && !client_gone_ && !stopped_) {
    timer_.expires_after(std::clamp(limit, kShortestWait, kLongestWait));
    co_await timer_.async_wait(kAsTuple);
  }
  co_return look();
}

AnswerWait::End AnswerWait::look() {
  rung_ = false;
  if (client_gone_) {
    return End::client_gone;
  }
  return stopped_ ? End::stopped : End::ask;
}

void AnswerWait::stop() {
  stopped_ = true;
  interrupt();
}

void AnswerWait::interrupt() { timer_.cancel(); }

void AnswerWait::watch_client() {
  if (watching_ || client_gone_ || connection_.buffer.size() >= kMaxAheadBytes) {
    return;
  }
  watching_ = true;
  connection_.socket.async_wait(asio::ip::tcp::socket::wait_read,
                                [bell = bell_](const error_code& error) {
                                  AnswerWait* wait = bell->owner();
                                  if (wait == nullptr) {
                                    return;
                                  }
                                  wait->watching_ = false;
                                  if (!error) {
                                    wait->read_ahead();
                                  }
                                });
}

void AnswerWait::read_ahead() {
  const auto space = connection_.buffer.prepare(kStepBytes);
  const ssize_t got =
      ::recv(connection_.socket.native_handle(), space.data(), space.size(), MSG_DONTWAIT);
  const bool again = got < 0 && (errno == EAGAIN || errno == EINTR);
  if (got > 0) {
    connection_.buffer.commit(static_cast<std::size_t>(got));
  } else if (!again) {
    client_gone_ = true;
    interrupt();
  }
  watch_client();
}

}  // namespace kirin::net
