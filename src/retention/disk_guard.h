/// \file
/// Whether a disk has so little room that new work might end in half files.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/clock.h"
#include "base/result.h"

namespace kirin::retention {

/// The bytes that an ordinary user may still write on the disk with `directory`.
Result<std::uint64_t> free_bytes(const std::filesystem::path& directory);

/// Asked by every request that would make something, so it looks at the disk at most once a second.
/// All functions from any thread.
class DiskGuard {
 public:
  using Measure = std::function<Result<std::uint64_t>()>;

  /// `least_free_bytes` must be free; 0: the disk is never looked at and never nearly full.
  DiskGuard(const std::filesystem::path& directory, std::uint64_t least_free_bytes);
  DiskGuard(Measure measure, std::uint64_t least_free_bytes);

  /// Logged when it changes. What cannot be measured stays as it was.
  bool is_nearly_full(TimePoint now);

 private:
  Measure measure_;
  std::uint64_t least_free_bytes_;
  std::atomic<std::int64_t> next_look_millis_ = 0;
  std::atomic<bool> is_nearly_full_ = false;
};

}  // namespace kirin::retention
