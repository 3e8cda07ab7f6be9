#include "api/health/operations.h"

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

Operation operation(const char* path, const char* id, const char* summary) {
  return {.method = "GET",
          .pattern = path,
          .id = id,
          .tag = "Health",
          .summary = summary,
          .description = {}};
}

Answer state(int status, const char* description) {
  return {status, description, "application/json", schema_ref("Health")};
}

Operation liveness(const char* path, const char* id) {
  Operation row = operation(path, id, "Whether this process answers");
  row.answers = {state(200, "It does.")};
  return row;
}

Operation readiness_operation() {
  Operation row = operation("/readyz", "readyz", "Whether this server can take work");
  row.answers = {state(200, "It can."),
                 state(503, "It is draining, its store is away, or no worker is alive.")};
  return row;
}

Operation metrics_operation() {
  Operation row = operation("/metrics", "metrics", "Counters in the Prometheus text format");
  row.answers = {{200, "The metrics.", "text/plain", {{"type", "string"}}}};
  return row;
}

}  // namespace

void add_operations(OperationTable& table, tasks::TaskStore& store, Readiness readiness,
                    ServerMetrics& metrics) {
  table.add_schema("Health", {{"type", "object"},
                              {"properties",
                               {{"status", {{"type", "string"}, {"enum", {"ok", "unavailable"}}}},
                                {"reason", {{"type", "string"}}}}},
                              {"required", JsonArray{"status"}}});
  // Liveness looks at nothing but this process: a store that is away is no reason to be restarted.
  const auto alive = [](Call&) { return json_response(200, {{"status", "ok"}}); };
  table.add(liveness("/livez", "livez"), alive);
  table.add(liveness("/healthz", "healthz"), alive);
  table.add(readiness_operation(), [&store, readiness](Call&) { return ready(store, readiness); });
  table.add(metrics_operation(), [&store, readiness, &metrics](Call&) {
    return show_metrics(store, readiness, metrics);
  });
}

}  // namespace kirin::api::health
