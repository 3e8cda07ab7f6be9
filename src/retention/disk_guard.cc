#include "retention/disk_guard.h"

#include <sys/statvfs.h>

#include <cerrno>
#include <utility>

#include "base/log.h"

namespace kirin::retention {
namespace {

constexpr std::int64_t kLookEveryMillis = 1'000;

}  // namespace

Result<std::uint64_t> free_bytes(const std::filesystem::path& directory) {
  struct statvfs status {};
  if (::statvfs(directory.c_str(), &status) != 0) {
    return system_error("measuring the disk of " + directory.string(), errno);
  }
  return std::uint64_t{status.f_bavail} * status.f_frsize;
}

DiskGuard::DiskGuard(const std::filesystem::path& directory, std::uint64_t least_free_bytes)
    : DiskGuard([directory] { return free_bytes(directory); }, least_free_bytes) {}

DiskGuard::DiskGuard(Measure measure, std::uint64_t least_free_bytes)
    : measure_(std::move(measure)), least_free_bytes_(least_free_bytes) {}

bool DiskGuard::is_nearly_full(TimePoint now) {
  const std::int64_t millis = to_millis(now);
  std::int64_t due = next_look_millis_.load();
  // A clock that was set back must not stop the looking, hence the second condition.
  const bool is_due = millis >= due || millis < due - kLookEveryMillis;
  const bool is_mine = least_free_bytes_ > 0 && is_due &&
                       next_look_millis_.compare_exchange_strong(due, millis + kLookEveryMillis);
  if (!is_mine) {
    return is_nearly_full_;
  }
  const auto free = measure_();
  if (!free) {
    log::warning("disk not measured", {{"why", free.error().message}});
    return is_nearly_full_;
  }
  const bool is_full = *free < least_free_bytes_;
  if (is_nearly_full_.exchange(is_full) != is_full) {
    log::warning(is_full ? "disk nearly full, new work is refused" : "disk has room again",
                 {{"free_bytes", *free}, {"least_free_bytes", least_free_bytes_}});
  }
  return is_full;
}

}  // namespace kirin::retention
