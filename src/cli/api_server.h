/// \file
/// The HTTP side of `kirin serve`: the API over one installation's stores, and the server before
/// it.
#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>

#include "api/gate.h"
#include "api/generation/status_cache.h"
#include "api/table.h"
#include "cli/house.h"
#include "net/server.h"
#include "tasks/task_watch.h"

namespace kirin::cli {

/// What the settings say about the API; invalid_argument where one of them cannot be.
Result<api::ApiOptions> api_options(const Config& config, const House& house);

/// The API over `house` with nobody around: nothing is told when a task was accepted, and new ones
/// are always taken. The arguments outlive it.
api::ApiContext api_context(House& house, const api::ApiOptions& options, tasks::TaskWatch& watch);

/// What the API asks of the rest of the program. All of it from any thread.
struct ApiNeighbours {
  std::function<void()> on_task_created;
  std::function<int()> workers_alive;
  int workers_wanted = 0;
  std::function<bool()> is_disk_nearly_full;
  api::Voices voices;
};

class ApiServer {
 public:
  /// Answers at once. All arguments outlive it. unavailable where the address cannot be bound.
  static Result<std::unique_ptr<ApiServer>> start(const Config& config, House& house,
                                                  const api::ApiOptions& options,
                                                  ApiNeighbours neighbours,
                                                  api::health::ServerMetrics& metrics);
  ApiServer(House& house, const api::ApiOptions& options, ApiNeighbours neighbours,
            api::health::ServerMetrics& metrics);
  ApiServer(const ApiServer&) = delete;
  ApiServer& operator=(const ApiServer&) = delete;

  int port() const { return server_->port(); }
  /// New tasks are refused from now on; everything else is answered.
  void refuse_work() { is_draining_ = true; }
  /// The task has changed: polls are answered from the store again. From any thread.
  void forget_status(std::string_view task_id) { statuses_.forget(task_id); }
  /// Lets requests in progress end for at most `grace`, then closes.
  void drain(std::chrono::milliseconds grace) { server_->drain(grace); }

 private:
  std::atomic<bool> is_draining_ = false;
  api::health::ServerMetrics& metrics_;
  tasks::TaskWatch watch_;
  api::generation::StatusCache statuses_;
  const api::ApiContext context_;
  const api::OperationTable table_;
  api::Gate gate_;
  net::Router router_;
  std::unique_ptr<net::Server> server_;  ///< last: its handlers use all of the above
};

}  // namespace kirin::cli
