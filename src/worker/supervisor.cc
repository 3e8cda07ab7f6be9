#include "worker/supervisor.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>
#include <optional>
#include <thread>

#include "base/ids.h"
#include "base/log.h"
#include "base/termination.h"
#include "base/unique_fd.h"

namespace kirin::worker {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

// A worker that lived this long did not die of how it was started.
constexpr std::chrono::seconds kSettled{10};

struct Worker {
  std::string id;
  pid_t pid = -1;
  UniqueFd pidfd;
  UniqueFd wake_write;
  steady_clock::time_point started_at;
  steady_clock::time_point start_at;  // where pid is -1: when to start it again
  milliseconds next_delay{0};
};

[[noreturn]] void become_worker(const char* program, char* const* arguments, int stdin_fd) {
  restore_default_signals();
  if (::dup2(stdin_fd, STDIN_FILENO) >= 0 && ::close_range(3, ~0U, 0) == 0) {
    ::execv(program, arguments);
  }
  ::_exit(127);
}

std::string describe_exit(int status) {
  return WIFSIGNALED(status) ? fmt::format("signal {}", WTERMSIG(status))
                             : fmt::format("status {}", WEXITSTATUS(status));
}

class ProcessSupervisor final : public Supervisor {
 public:
  ProcessSupervisor(const SupervisorOptions& options, OnWorkerLost on_lost)
      : options_(options),
        on_lost_(std::move(on_lost)),
        changed_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

  ~ProcessSupervisor() override { drain(milliseconds{0}); }

  Result<void> start_all() {
    for (int i = 0; i < options_.count; ++i) {
      workers_.emplace_back();
      workers_.back().next_delay = options_.restart_delay;
      RETURN_IF_ERROR(spawn(workers_.back()));
    }
    watcher_ = std::jthread([this](const std::stop_token& stop) { watch(stop); });
    return {};
  }

  void wake() override {
    const std::lock_guard lock{mutex_};
    for (const Worker& worker : workers_) {
      if (worker.pid > 0) {
        // A full pipe means that it has been told already; a closed one that it is about to be
        // started again.
        (void)!::write(worker.wake_write.get(), "w", 1);
      }
    }
  }

  int alive() const override {
    const std::lock_guard lock{mutex_};
    return static_cast<int>(
        std::ranges::count_if(workers_, [](const Worker& worker) { return worker.pid > 0; }));
  }

  int wanted() const override { return options_.count; }

  void drain(milliseconds grace) override {
    if (!watcher_.joinable()) {
      return;
    }
    watcher_.request_stop();
    notify();
    watcher_.join();
    const std::lock_guard lock{mutex_};
    for (const Worker& worker : workers_) {
      if (worker.pid > 0) {
        ::kill(worker.pid, SIGTERM);
      }
    }
    const auto deadline = steady_clock::now() + grace;
    for (Worker& worker : workers_) {
      if (worker.pid > 0) {
        end(worker, deadline);
      }
    }
  }

 private:
  Result<void> spawn(Worker& worker) {
    std::array<int, 2> fds{};
    if (::pipe2(fds.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
      return system_error("making a worker's pipe", errno);
    }
    const UniqueFd read_end{fds[0]};
    worker.wake_write.reset(fds[1]);
    worker.id = new_id("w_");
    std::vector<std::string> words{"kirin"};
    words.insert(words.end(), options_.arguments.begin(), options_.arguments.end());
    words.insert(words.end(), {"--id", worker.id});
    std::vector<char*> arguments;
    for (std::string& word : words) {
      arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    const pid_t pid = ::fork();
    if (pid < 0) {
      return system_error("starting a worker", errno);
    }
    if (pid == 0) {
      become_worker(options_.program.c_str(), arguments.data(), read_end.get());
    }
    worker.pid = pid;
    worker.pidfd.reset(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
    worker.started_at = steady_clock::now();
    log::info("worker started", {{"worker_id", worker.id}, {"worker_pid", pid}});
    return {};
  }

  void notify() const {
    const std::uint64_t one = 1;
    (void)!::write(changed_.get(), &one, sizeof one);
  }

  void watch(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      std::vector<pollfd> waiting{{changed_.get(), POLLIN, 0}};
      milliseconds timeout{-1};
      {
        const std::lock_guard lock{mutex_};
        timeout = restart_due();
        for (const Worker& worker : workers_) {
          if (worker.pid > 0) {
            waiting.push_back({worker.pidfd.get(), POLLIN, 0});
          }
        }
      }
      ::poll(waiting.data(), waiting.size(), static_cast<int>(timeout.count()));
      if (!stop.stop_requested()) {
        bury_the_dead();
      }
    }
  }

  // Starts what is due; returns the time until the next is, or -1.
  milliseconds restart_due() {
    milliseconds shortest{-1};
    const auto now = steady_clock::now();
    for (Worker& worker : workers_) {
      if (worker.pid > 0) {
        continue;
      }
      if (now >= worker.start_at) {
        const auto spawned = spawn(worker);
        if (spawned) {
          continue;
        }
        log::error("worker not started", {{"why", spawned.error().message}});
        worker.start_at = now + options_.longest_restart_delay;
      }
      const auto left = std::chrono::ceil<milliseconds>(worker.start_at - now);
      shortest = shortest.count() < 0 ? left : std::min(shortest, left);
    }
    return shortest;
  }

  void bury_the_dead() {
    std::vector<std::string> lost;
    {
      const std::lock_guard lock{mutex_};
      for (Worker& worker : workers_) {
        int status = 0;
        if (worker.pid > 0 && ::waitpid(worker.pid, &status, WNOHANG) == worker.pid) {
          log::warning("worker lost", {{"worker_id", worker.id}, {"how", describe_exit(status)}});
          lost.push_back(worker.id);
          schedule_restart(worker);
        }
      }
    }
    for (const std::string& id : lost) {
      on_lost_(id);
    }
  }

  void schedule_restart(Worker& worker) {
    const auto now = steady_clock::now();
    if (now - worker.started_at >= kSettled) {
      worker.next_delay = options_.restart_delay;
    }
    worker.pid = -1;
    worker.start_at = now + worker.next_delay;
    worker.next_delay = std::min(worker.next_delay * 2, options_.longest_restart_delay);
  }

  static void end(Worker& worker, steady_clock::time_point deadline) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
    pollfd waiting{worker.pidfd.get(), POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(left.count(), 0))) <= 0) {
      ::kill(worker.pid, SIGKILL);
    }
    ::waitpid(worker.pid, nullptr, 0);
    worker.pid = -1;
  }

  SupervisorOptions options_;
  OnWorkerLost on_lost_;
  UniqueFd changed_;
  mutable std::mutex mutex_;
  std::vector<Worker> workers_;
  std::jthread watcher_;
};

}  // namespace

Result<std::unique_ptr<Supervisor>> Supervisor::start(const SupervisorOptions& options,
                                                      OnWorkerLost on_lost) {
  auto supervisor = std::make_unique<ProcessSupervisor>(options, std::move(on_lost));
  RETURN_IF_ERROR(supervisor->start_all());
  return std::unique_ptr<Supervisor>{std::move(supervisor)};
}

}  // namespace kirin::worker
