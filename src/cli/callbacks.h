/// \file
/// Callbacks of `kirin serve`: its settings and secrets, and the one loop that empties the outbox
/// of its store.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "api/context.h"
#include "api/generation/task_json.h"
#include "api/health/metrics.h"
#include "cli/house.h"
#include "webhooks/delivery_loop.h"

namespace kirin::cli {

class Callbacks {
 public:
  /// Reads `[webhooks]`, and makes the key file where no secret is set. Sends nothing before
  /// start(). `house` and `metrics` outlive the callbacks. invalid_argument for a secret that
  /// cannot sign.
  static Result<std::unique_ptr<Callbacks>> make(const Config& config, House& house,
                                                 const api::ApiOptions& options,
                                                 api::health::ServerMetrics& metrics);
  Callbacks(House& house, const api::ApiOptions& options, api::health::ServerMetrics& metrics);
  Callbacks(const Callbacks&) = delete;
  Callbacks& operator=(const Callbacks&) = delete;

  /// Begins to send what is due, unless `webhooks.enabled` is false. `own_url`: what links start
  /// with where `server.public_url` is empty. `before_telling` is called with each task's id before
  /// its receiver is told, from the sending threads, until drain() has returned. Once.
  void start(std::string own_url, std::function<void(std::string_view)> before_telling);
  /// A task was accepted. Cheap; from any thread, before start() too.
  void wake();
  /// Sends what is due by now, for at most `grace`, then breaks off and stops. What is not sent
  /// stays due.
  void drain(std::chrono::milliseconds grace);

 private:
  void count(const webhooks::Attempt& attempt);
  bool is_outbox_empty();

  tasks::TaskStore& store_;
  api::health::ServerMetrics& metrics_;
  api::generation::ResultLinks links_;
  bool error_code_as_number_;
  std::function<void(std::string_view)> before_telling_;  ///< set by start()
  std::optional<webhooks::Sender> sender_;  ///< until start(); none where callbacks are off

  std::mutex mutex_;  ///< over the two below, not what the pointer points to
  std::condition_variable attempted_;
  std::uint64_t attempts_ = 0;
  std::unique_ptr<webhooks::DeliveryLoop> loop_;
};

/// "http://" and the address that is listened on, with the port that was bound.
std::string own_url(const Config& config, int port);

}  // namespace kirin::cli
