/// \file
/// A process gives up its rights, for good, before it touches a stranger's bytes.
#pragma once

#include <chrono>
#include <cstdint>

#include "base/result.h"

namespace kirin::worker {

struct ConfinementLimits {
  std::uint64_t memory_bytes = std::uint64_t{4} << 30;  ///< address space
  std::chrono::seconds cpu_time{1800};
  std::uint64_t file_bytes = std::uint64_t{2} << 30;  ///< of any file it writes
};

/// Confines the calling process and all threads it will start. Call before any thread exists.
///
/// Afterwards: no new privileges; as root also another user and no network namespace but an empty
/// one; limits on memory, CPU time, file size, descriptors, core dumps; and a system-call
/// allow-list. Opening a file fails with EACCES. Sockets, new programs, tracing and kernel
/// interfaces beyond need kill the process. What may still be done: use descriptors it already
/// holds, memory, threads, clocks. In sanitizer builds the memory limit is left off (shadow memory
/// is mapped by the terabyte).
Result<void> confine_process(const ConfinementLimits& limits);

/// The same for a program of somebody else's that is about to be run with a stranger's text, such
/// as a speech synthesiser: it may also read files and be executed. No file is made or changed,
/// nothing is sent anywhere; all that the list does not allow fails with EPERM.
Result<void> confine_for_program(const ConfinementLimits& limits);

}  // namespace kirin::worker
