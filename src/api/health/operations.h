/// \file
/// `/livez`, `/healthz`, `/readyz` and `/metrics`: what orchestrators and monitors ask.
#pragma once

#include <functional>

#include "api/health/metrics.h"
#include "api/operation.h"
#include "tasks/task_store.h"

namespace kirin::api::health {

/// What readiness depends on, asked at each request.
struct Readiness {
  std::function<bool()> is_draining;
  std::function<int()> workers_alive;
  int workers_wanted = 0;  ///< 0: workers run elsewhere
};

/// Adds the operations; the references must outlive the table. None of them asks for a key.
void add_operations(OperationTable& table, tasks::TaskStore& store, Readiness readiness,
                    ServerMetrics& metrics);

}  // namespace kirin::api::health
