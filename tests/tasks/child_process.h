/// \file
/// A forked child that talks to the test through a pipe, and can be killed at any moment. Fork
/// before the test has threads or an open store.
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>

#include "base/unique_fd.h"

namespace kirin::tasks {

/// What the child does. `say` hands one line to the parent, once it returns for good.
using ChildBody = std::function<void(const std::function<void(const std::string& line)>& say)>;

class ChildProcess {
 public:
  explicit ChildProcess(const ChildBody& body);
  ~ChildProcess();  // kills it
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&&) = delete;

  /// The next line it said; nothing at the end. A line that was cut off by the kill is no line.
  std::optional<std::string> read_line();
  /// SIGKILL, and wait until it is gone. What it said can still be read.
  void kill();
  /// Waits for its end; true where it came to the end of its body.
  bool wait();

 private:
  pid_t pid_ = -1;
  UniqueFd pipe_;
  std::string unread_;
};

}  // namespace kirin::tasks
