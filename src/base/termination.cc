#include "base/termination.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace kirin {
namespace {

constexpr int kExitInterrupted = 130;

sigset_t termination_set() {
  sigset_t set;
  ::sigemptyset(&set);
  ::sigaddset(&set, SIGTERM);
  ::sigaddset(&set, SIGINT);
  return set;
}

// Waits for signals until `quit` becomes readable. The first asks for a stop, the second ends the
// process.
void watch(UniqueFd signals, UniqueFd quit, std::stop_source stop, int happened) {
  while (true) {
    std::array<pollfd, 2> waiting{{{signals.get(), POLLIN, 0}, {quit.get(), POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) {
      return;
    }
    if ((waiting[1].revents & POLLIN) != 0) {
      return;
    }
    signalfd_siginfo info{};
    if ((waiting[0].revents & POLLIN) == 0 ||
        ::read(signals.get(), &info, sizeof info) != static_cast<ssize_t>(sizeof info)) {
      continue;
    }
    if (!stop.request_stop()) {
      ::_exit(kExitInterrupted);
    }
    const std::uint64_t one = 1;
    (void)!::write(happened, &one, sizeof one);
  }
}

}  // namespace

Result<TerminationSignals> TerminationSignals::take_over() {
  const sigset_t set = termination_set();
  if (::pthread_sigmask(SIG_BLOCK, &set, nullptr) != 0) {
    return system_error("blocking signals", errno);
  }
  UniqueFd signals{::signalfd(-1, &set, SFD_CLOEXEC)};
  UniqueFd quit{::eventfd(0, EFD_CLOEXEC)};
  TerminationSignals result;
  result.happened_.reset(::eventfd(0, EFD_CLOEXEC));
  if (!signals || !quit || !result.happened_) {
    return system_error("watching for signals", errno);
  }
  result.watcher_ =
      std::jthread([signals = std::move(signals), quit = std::move(quit), source = result.stop_,
                    happened = result.happened_.get()](const std::stop_token& end) mutable {
        const int quit_fd = quit.get();
        const std::stop_callback wake{end, [quit_fd] {
                                        const std::uint64_t one = 1;
                                        (void)!::write(quit_fd, &one, sizeof one);
                                      }};
        watch(std::move(signals), std::move(quit), source, happened);
      });
  return result;
}

void restore_default_signals() {
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::signal(SIGPIPE, SIG_DFL);
}

}  // namespace kirin
