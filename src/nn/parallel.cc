#include "nn/parallel.h"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <exception>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace kirin::nn {
namespace {

/// CPUs of a quota and its period, both in µs; nothing where there is no quota.
std::optional<int> quota_cpus(double quota, double period) {
  if (quota <= 0 || period <= 0) {
    return std::nullopt;
  }
  return std::max(1, static_cast<int>((quota + period - 1) / period));
}

std::optional<int> cgroup_v2_cpus(const std::filesystem::path& directory) {
  std::ifstream file(directory / "cpu.max");
  std::string quota;
  double period = 0;
  if (!(file >> quota >> period) || quota == "max") {
    return std::nullopt;
  }
  return quota_cpus(std::strtod(quota.c_str(), nullptr), period);
}

std::optional<int> cgroup_v1_cpus(const std::filesystem::path& directory) {
  std::ifstream quota_file(directory / "cpu.cfs_quota_us");
  std::ifstream period_file(directory / "cpu.cfs_period_us");
  double quota = 0;
  double period = 0;
  if (!(quota_file >> quota) || !(period_file >> period)) {
    return std::nullopt;
  }
  return quota_cpus(quota, period);
}

/// The smallest quota on the way from our group up to the root of the mounted hierarchy.
int smallest_quota(int cpus) {
  std::ifstream groups("/proc/self/cgroup");
  std::string line;
  while (std::getline(groups, line)) {
    const auto first = line.find(':');
    const auto second = line.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) {
      continue;
    }
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const bool v2 = controllers.empty();
    if (!v2 && ("," + controllers + ",").find(",cpu,") == std::string::npos) {
      continue;
    }
    const std::filesystem::path root = v2 ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu";
    std::filesystem::path group = std::filesystem::path(line.substr(second + 1)).relative_path();
    for (;;) {
      const auto limit = v2 ? cgroup_v2_cpus(root / group) : cgroup_v1_cpus(root / group);
      cpus = std::min(cpus, limit.value_or(cpus));
      if (group.empty()) {
        break;
      }
      group = group.parent_path();
    }
  }
  return cpus;
}

/// One call of parallel_for, shared by the threads that work on it.
struct Work {
  Index count = 0;
  Index part = 0;
  const std::function<void(Index, Index)>* body = nullptr;
  std::atomic<Index> next{0};
  std::mutex failure_mutex;
  std::exception_ptr failure;

  void help() {
    for (;;) {
      const Index begin = next.fetch_add(part);
      if (begin >= count) {
        return;
      }
      try {
        (*body)(begin, std::min(count, begin + part));
      } catch (...) {
        const std::lock_guard lock(failure_mutex);
        if (failure == nullptr) {
          failure = std::current_exception();
        }
      }
    }
  }
};

thread_local bool inside_a_body = false;

class ComputePool {
 public:
  explicit ComputePool(int threads) {
    for (int i = 1; i < threads; ++i) {
      threads_.emplace_back([this](const std::stop_token& stop) { serve(stop); });
    }
  }
  ~ComputePool() {
    for (auto& thread : threads_) {
      thread.request_stop();
    }
    wake_.notify_all();
  }
  ComputePool(const ComputePool&) = delete;
  ComputePool& operator=(const ComputePool&) = delete;

  int size() const { return static_cast<int>(threads_.size()) + 1; }

  void run(Work& work) {
    const std::lock_guard one_at_a_time(callers_);
    {
      const std::lock_guard lock(mutex_);
      work_ = &work;
      ++round_;
    }
    wake_.notify_all();
    inside_a_body = true;
    work.help();
    inside_a_body = false;
    std::unique_lock lock(mutex_);
    work_ = nullptr;
    idle_.wait(lock, [this] { return busy_ == 0; });
  }

 private:
  void serve(const std::stop_token& stop) {
    inside_a_body = true;
    std::uint64_t seen = 0;
    std::unique_lock lock(mutex_);
    for (;;) {
      wake_.wait(lock,
                 [&] { return stop.stop_requested() || (work_ != nullptr && round_ != seen); });
      if (stop.stop_requested()) {
        return;
      }
      seen = round_;
      Work* const work = work_;
      ++busy_;
      lock.unlock();
      work->help();
      lock.lock();
      if (--busy_ == 0) {
        idle_.notify_all();
      }
    }
  }

  std::mutex callers_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::condition_variable idle_;
  Work* work_ = nullptr;
  std::uint64_t round_ = 0;
  int busy_ = 0;
  std::vector<std::jthread> threads_;
};

/// Process-wide, because the CPUs it stands for are: two pools would fight for the same cores.
std::unique_ptr<ComputePool>& pool() {
  static auto shared = std::make_unique<ComputePool>(usable_cpus());
  return shared;
}

}  // namespace

int usable_cpus() {
  cpu_set_t mask;
  CPU_ZERO(&mask);
  const bool known = sched_getaffinity(0, sizeof mask, &mask) == 0;
  const int cpus = known ? CPU_COUNT(&mask) : static_cast<int>(std::thread::hardware_concurrency());
  return smallest_quota(std::max(1, cpus));
}

int compute_threads() { return pool()->size(); }

void set_compute_threads(int threads) {
  EXPECTS(threads >= 1);
  if (threads != pool()->size()) {
    pool() = std::make_unique<ComputePool>(threads);
  }
}

void parallel_for(Index count, Index grain, const std::function<void(Index, Index)>& body) {
  EXPECTS(count >= 0 && grain >= 1);
  if (count == 0) {
    return;
  }
  if (inside_a_body || count <= grain || compute_threads() == 1) {
    body(0, count);
    return;
  }
  Work work;
  work.count = count;
  // Sixteen parts a thread: whoever comes last keeps the others waiting for a part at most.
  const Index parts = Index{16} * compute_threads();
  work.part = std::max(grain, (count + parts - 1) / parts);
  work.body = &body;
  pool()->run(work);
  if (work.failure != nullptr) {
    std::rethrow_exception(work.failure);
  }
}

}  // namespace kirin::nn
