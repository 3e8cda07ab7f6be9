#include "api/health/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace kirin::api::health {

struct ServerMetrics::Families {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests = prometheus::BuildCounter()
                                                          .Name("kirin_http_requests_total")
                                                          .Help("Answered HTTP requests")
                                                          .Register(registry);
  prometheus::Family<prometheus::Histogram>& durations =
      prometheus::BuildHistogram()
          .Name("kirin_http_request_duration_seconds")
          .Help("From the last byte of a request to its answer")
          .Register(registry);
  prometheus::Family<prometheus::Counter>& callbacks =
      prometheus::BuildCounter()
          .Name("kirin_callback_attempts_total")
          .Help("Tries to deliver a callback by outcome")
          .Register(registry);
  prometheus::Family<prometheus::Gauge>& tasks = prometheus::BuildGauge()
                                                     .Name("kirin_tasks")
                                                     .Help("Tasks in the store by status")
                                                     .Register(registry);
  prometheus::Family<prometheus::Gauge>& workers = prometheus::BuildGauge()
                                                       .Name("kirin_workers_alive")
                                                       .Help("Local worker processes")
                                                       .Register(registry);

  void set_tasks(const char* status, std::int64_t count) {
    tasks.Add({{"status", status}}).Set(static_cast<double>(count));
  }
};

ServerMetrics::ServerMetrics() : families_(std::make_unique<Families>()) {}
ServerMetrics::~ServerMetrics() = default;

void ServerMetrics::count_response(std::string_view method, std::string_view route, int status,
                                   std::chrono::duration<double> took) {
  const std::string pattern = route.empty() ? "none" : std::string{route};
  families_->requests
      .Add(
          {{"method", std::string{method}}, {"route", pattern}, {"status", std::to_string(status)}})
      .Increment();
  static const prometheus::Histogram::BucketBoundaries kSeconds{
      0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
  families_->durations.Add({{"route", pattern}}, kSeconds).Observe(took.count());
}

void ServerMetrics::count_callback(std::string_view outcome) {
  families_->callbacks.Add({{"outcome", std::string{outcome}}}).Increment();
}

std::string ServerMetrics::render(const tasks::QueueCounts& counts, int workers_alive) {
  families_->set_tasks("queued", counts.queued);
  families_->set_tasks("running", counts.running);
  families_->set_tasks("completed", counts.completed);
  families_->set_tasks("failed", counts.failed);
  families_->set_tasks("canceled", counts.canceled);
  families_->workers.Add({}).Set(workers_alive);
  return prometheus::TextSerializer{}.Serialize(families_->registry.Collect());
}

}  // namespace kirin::api::health
