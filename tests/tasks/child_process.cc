#include "tasks/child_process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <mutex>
#include <utility>

#include "base/expects.h"
#include "base/file.h"

namespace kirin::tasks {

ChildProcess::ChildProcess(const ChildBody& body) {
  std::array<int, 2> ends{};
  EXPECTS(::pipe(ends.data()) == 0);
  pid_ = ::fork();
  EXPECTS(pid_ >= 0);
  if (pid_ == 0) {
    ::close(ends[0]);
    std::mutex mutex;
    body([&](const std::string& line) {
      const std::scoped_lock lock{mutex};
      if (!write_all(ends[1], line + '\n')) {
        ::_exit(1);
      }
    });
    ::_exit(0);
  }
  ::close(ends[1]);
  pipe_ = UniqueFd{ends[0]};
}

ChildProcess::~ChildProcess() {
  if (pid_ > 0) {
    kill();
  }
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      pipe_(std::move(other.pipe_)),
      unread_(std::move(other.unread_)) {}

std::optional<std::string> ChildProcess::read_line() {
  while (true) {
    const auto end = unread_.find('\n');
    if (end != std::string::npos) {
      std::string line = unread_.substr(0, end);
      unread_.erase(0, end + 1);
      return line;
    }
    std::array<char, 4096> buffer{};
    const ssize_t count = ::read(pipe_.get(), buffer.data(), buffer.size());
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      return std::nullopt;
    }
    unread_.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

void ChildProcess::kill() {
  ::kill(pid_, SIGKILL);
  wait();
}

bool ChildProcess::wait() {
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace kirin::tasks
