#include "api/health/routes.h"

#include "api/error.h"

namespace kirin::api::health {
namespace {

net::Response not_ready(std::string_view why) {
  net::Response response = json_response(503, {{"status", "unavailable"}, {"reason", why}});
  response.headers.set("Retry-After", "2");
  return response;
}

net::Response ready(tasks::TaskStore& store, const Readiness& readiness) {
  if (readiness.is_draining()) {
    return not_ready("draining");
  }
  if (!store.counts()) {
    return not_ready("the task store does not answer");
  }
  if (readiness.workers_wanted > 0 && readiness.workers_alive() == 0) {
    return not_ready("no worker is alive");
  }
  return json_response(200, {{"status", "ok"}});
}

net::Response show_metrics(tasks::TaskStore& store, const Readiness& readiness,
                           ServerMetrics& metrics) {
  const auto counts = store.counts();
  net::Response response;
  response.headers.set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
  response.body =
      metrics.render(counts ? *counts : tasks::QueueCounts{}, readiness.workers_alive());
  return response;
}

}  // namespace

void add_routes(net::Router& router, tasks::TaskStore& store, Readiness readiness,
                ServerMetrics& metrics) {
  // Liveness looks at nothing but this process: a store that is away is no reason to be restarted.
  for (const char* path : {"/livez", "/healthz"}) {
    router.add("GET", path, [](net::Request&) { return json_response(200, {{"status", "ok"}}); });
  }
  router.add("GET", "/readyz",
             [&store, readiness](net::Request&) { return ready(store, readiness); });
  router.add("GET", "/metrics", [&store, readiness, &metrics](net::Request&) {
    return show_metrics(store, readiness, metrics);
  });
}

}  // namespace kirin::api::health
