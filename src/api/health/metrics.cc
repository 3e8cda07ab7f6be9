#include "api/health/metrics.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <functional>
#include <list>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

namespace kirin::api::health {
namespace {

/// What one answered request counts for.
struct Series {
  prometheus::Counter* requests = nullptr;
  prometheus::Histogram* durations = nullptr;
};

/// What tells one series from the others. Views; those kept are of the names beside them.
struct SeriesKey {
  std::string_view method;
  std::string_view route;
  int status = 0;

  bool operator==(const SeriesKey&) const = default;
};

struct SeriesHash {
  std::size_t operator()(const SeriesKey& key) const {
    const std::hash<std::string_view> of_text;
    return (of_text(key.route) * 31 + of_text(key.method)) * 31 +
           static_cast<std::size_t>(key.status);
  }
};

/// Series found without their labels, which the library would build and compare at every request.
class KnownSeries {
 public:
  template <typename Make>
  Series find(const SeriesKey& key, const Make& make) {
    {
      const std::shared_lock lock{mutex_};
      const auto found = by_key_.find(key);
      if (found != by_key_.end()) {
        return found->second;
      }
    }
    const Series made = make();
    const std::lock_guard lock{mutex_};
    const std::string& method = *names_.insert(names_.end(), std::string{key.method});
    const std::string& route = *names_.insert(names_.end(), std::string{key.route});
    by_key_.try_emplace(SeriesKey{method, route, key.status}, made);
    return made;
  }

 private:
  std::shared_mutex mutex_;
  std::list<std::string> names_;  // Never moved.
  std::unordered_map<SeriesKey, Series, SeriesHash> by_key_;
};

/// Callers may send any word as their method; a label must not grow with them.
std::string_view bounded(std::string_view method) {
  constexpr std::array<std::string_view, 7> kMethods{"GET",   "HEAD",   "POST",   "PUT",
                                                     "PATCH", "DELETE", "OPTIONS"};
  return std::find(kMethods.begin(), kMethods.end(), method) == kMethods.end() ? "other" : method;
}

}  // namespace

struct ServerMetrics::Families {
  KnownSeries known;
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

  Series series(const SeriesKey& key) {
    static const prometheus::Histogram::BucketBoundaries bounds_in_seconds{
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};
    const std::string route{key.route};
    return {&requests.Add({{"method", std::string{key.method}},
                           {"route", route},
                           {"status", std::to_string(key.status)}}),
            &durations.Add({{"route", route}}, bounds_in_seconds)};
  }

  void set_tasks(const char* status, std::int64_t count) {
    tasks.Add({{"status", status}}).Set(static_cast<double>(count));
  }
};

ServerMetrics::ServerMetrics() : families_(std::make_unique<Families>()) {}
ServerMetrics::~ServerMetrics() = default;

void ServerMetrics::count_response(std::string_view method, std::string_view route, int status,
                                   std::chrono::duration<double> took) {
  const SeriesKey key{bounded(method), route.empty() ? "none" : route, status};
  const Series series = families_->known.find(key, [&] { return families_->series(key); });
  series.requests->Increment();
  series.durations->Observe(took.count());
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
