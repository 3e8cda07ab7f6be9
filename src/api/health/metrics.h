/// \file
/// What the server counts, in the Prometheus text format. Labels are bounded: route patterns,
/// methods, status codes; never ids.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "tasks/task_store.h"

namespace kirin::api::health {

class ServerMetrics {
 public:
  ServerMetrics();
  ~ServerMetrics();

  /// One answered request. `route` is a router pattern, or empty for "none"; a method that HTTP
  /// does not know counts as "other". From any thread, cheap.
  void count_response(std::string_view method, std::string_view route, int status,
                      std::chrono::duration<double> took);

  /// One try to deliver a callback; `outcome` is one of a few fixed words. From any thread.
  void count_callback(std::string_view outcome);

  /// All metrics as text, the gauges set to these values first.
  std::string render(const tasks::QueueCounts& counts, int workers_alive);

 private:
  struct Families;
  std::unique_ptr<Families> families_;
};

}  // namespace kirin::api::health
