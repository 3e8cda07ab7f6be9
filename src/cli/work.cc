#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <iostream>

#include "base/ids.h"
#include "base/log.h"
#include "base/termination.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/house.h"

namespace kirin::cli {
namespace {

// Waits for a word from the supervisor, its end, a signal, or the time. False where the worker
// should end.
bool wait_for_work(bool supervised, int termination_fd, std::chrono::milliseconds timeout) {
  std::array<pollfd, 2> waiting{
      {{termination_fd, POLLIN, 0}, {supervised ? STDIN_FILENO : -1, POLLIN, 0}}};
  const int ready = ::poll(waiting.data(), waiting.size(), static_cast<int>(timeout.count()));
  if (ready <= 0) {
    return true;
  }
  if (waiting[0].revents != 0) {
    return false;
  }
  std::array<char, 256> words{};
  const ssize_t count = ::read(STDIN_FILENO, words.data(), words.size());
  return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
}

}  // namespace

int work(const ConfigSource& source, const WorkerArguments& arguments) {
  auto signals = TerminationSignals::take_over();
  if (!signals) {
    std::cerr << signals.error().message << '\n';
    return kExitFailure;
  }
  ::signal(SIGPIPE, SIG_IGN);
  const auto config = source.load();
  if (!config) {
    std::cerr << config.error().message << '\n';
    return kExitUsage;
  }
  auto house = House::open(*config);
  if (!house) {
    log::error("worker cannot start", {{"why", house.error().message}});
    return kExitUnavailable;
  }
  const std::string id = arguments.id.empty() ? new_id("w_") : arguments.id;
  const auto options = worker_options(*config, **house, id);
  if (!options) {
    std::cerr << options.error().message << '\n';
    return kExitUsage;
  }
  const worker::WorkerTools tools = worker_tools(*config, **house);
  worker::run_worker(
      *options, tools,
      [&](std::chrono::milliseconds timeout) {
        return wait_for_work(arguments.supervised, signals->fd(), timeout);
      },
      signals->token());
  return kExitOk;
}

}  // namespace kirin::cli
