/// \file
/// The one pool of threads that all operators share.
#pragma once

#include <functional>

#include "nn/tensor.h"

namespace kirin::nn {

/// Threads that this process may keep busy: the CPUs of its affinity mask, and no more than the
/// cgroup's quota (cpu.max of version 2, cpu.cfs_quota_us of version 1), rounded up. At least 1.
int usable_cpus();

/// How many threads `parallel_for` uses, the caller included: `usable_cpus()` until it is set.
/// Not to be set while work is running.
int compute_threads();
void set_compute_threads(int threads);

/// Calls `body(begin, end)` on parts that cover [0, count) once, in any order and on several
/// threads, and returns when all are done. A part has at least `grain` items (but the last): small
/// work runs on the caller alone. An exception of a body is thrown again here, after all
/// parts ended. A call from inside a body runs in that thread. Results must not depend on the
/// parts: a body writes only what belongs to its items.
void parallel_for(Index count, Index grain, const std::function<void(Index, Index)>& body);

}  // namespace kirin::nn
