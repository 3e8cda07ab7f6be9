#include "cli/api_server.h"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "api/cors.h"
#include "api/error.h"
#include "api/generation/quick_status.h"
#include "base/log.h"

namespace kirin::cli {
namespace {

using std::chrono::seconds;

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> found;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view word = trimmed(text.substr(0, comma));
    if (!word.empty()) {
      found.emplace_back(word);
    }
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return found;
}

seconds whole_seconds(std::chrono::milliseconds time) {
  return std::chrono::duration_cast<seconds>(time);
}

api::ErrorCodeType error_code_type(const std::string& named) {
  if (named == "string") {
    return api::ErrorCodeType::text;
  }
  return named == "number" ? api::ErrorCodeType::number : api::ErrorCodeType::automatic;
}

net::ServerOptions server_options(const Config& config, const House& house) {
  net::ServerOptions options;
  options.listen = config.text("server.listen");
  options.spool_directory = house.scratch_dir;
  options.max_body_bytes = config.size_bytes("limits.body");
  options.max_connections = static_cast<int>(config.integer("limits.connections"));
  options.handler_threads = static_cast<int>(config.integer("server.handler_threads"));
  options.header_timeout = config.duration("limits.header_timeout");
  options.idle_timeout = config.duration("limits.idle_timeout");
  options.body_timeout = config.duration("limits.body_timeout");
  return options;
}

net::Response refused(const net::Request& request, api::ApiError error) {
  return api::error_response(error, request, api::error_form_at(request.path));
}

net::Response early_error(const net::Request& request, int status, std::string_view why) {
  return refused(request, {status * 100 + 1,
                           "http_error",
                           std::string{why},
                           {},
                           status == 503 ? std::optional{2} : std::nullopt,
                           {}});
}

api::ApiContext context_of(House& house, const api::ApiOptions& options,
                           const ApiNeighbours& neighbours, const std::atomic<bool>& is_draining,
                           tasks::TaskWatch& watch, api::generation::StatusCache& statuses) {
  api::ApiContext context = api_context(house, options, watch);
  context.statuses = &statuses;
  context.voices = neighbours.voices;
  context.on_task_created = neighbours.on_task_created;
  context.is_draining = [&is_draining] { return is_draining.load(); };
  context.is_disk_nearly_full = neighbours.is_disk_nearly_full;
  return context;
}

}  // namespace

Result<api::ApiOptions> api_options(const Config& config, const House& house) {
  api::ApiOptions options;
  options.public_url = public_url(config);
  options.spool_directory = house.scratch_dir;
  options.url_lifetime = whole_seconds(config.duration("results.url_lifetime"));
  options.refuse_unknown_parameters = config.boolean("limits.strict_parameters");
  options.error_code_type = error_code_type(config.text("compat.error_code_type"));
  options.max_attempts = static_cast<int>(config.integer("workers.max_attempts"));
  options.models_need_key = !config.boolean("models.anonymous");
  options.queue_takes_webhooks = config.boolean("queue.webhooks");
  options.requests_per_minute = config.integer("limits.requests_per_minute");
  options.max_concurrent = config.integer("limits.concurrency");
  options.max_queued = config.integer("limits.queue");
  options.sync_wait = config.duration("sync.wait");
  options.keepalive = config.duration("sync.keepalive");
  options.upload_max_bytes = config.size_bytes("uploads.max_size");
  options.upload_quota_bytes = config.size_bytes("uploads.quota");
  options.upload_lifetime = whole_seconds(config.duration("retention.uploads"));
  options.secret_overlap = config.duration("webhooks.secret_overlap");
  for (const std::string& origin : words(config.text("server.cors_origins"))) {
    if (origin != "*" && origin.find("://") == std::string::npos) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("server.cors_origins: '{}' is no origin such as "
                               "https://app.example.org",
                               origin)};
    }
  }
  return options;
}

api::ApiContext api_context(House& house, const api::ApiOptions& options, tasks::TaskWatch& watch) {
  return {house.catalog,
          *house.stores.tasks,
          *house.stores.keys,
          *house.stores.usage,
          *house.stores.accounts,
          *house.stores.answers,
          *house.stores.retention,
          *house.stores.deliveries,
          watch,
          *house.assets,
          *house.signed_urls,
          options,
          [&house](std::string_view url) { return house.fetcher->check_url(url); },
          [] {},
          [] { return false; },
          [] { return false; }};
}

ApiServer::ApiServer(House& house, const api::ApiOptions& options, ApiNeighbours neighbours,
                     api::health::ServerMetrics& metrics)
    : metrics_(metrics),
      watch_(*house.stores.tasks, {}),
      context_(context_of(house, options, neighbours, is_draining_, watch_, statuses_)),
      table_(api::full_table(context_,
                             {[this] { return is_draining_.load(); }, neighbours.workers_alive,
                              neighbours.workers_wanted},
                             metrics)),
      gate_(context_) {
  mount(table_, gate_, router_);
  router_.set_not_found([](net::Request& request) {
    return refused(request,
                   {40403, "unknown_route", "there is nothing at this address", {}, {}, {}});
  });
  router_.set_method_not_allowed([](net::Request& request) {
    return refused(
        request,
        {40501, "method_not_allowed", "this address does not take this method", {}, {}, {}});
  });
}

Result<std::unique_ptr<ApiServer>> ApiServer::start(const Config& config, House& house,
                                                    const api::ApiOptions& options,
                                                    ApiNeighbours neighbours,
                                                    api::health::ServerMetrics& metrics) {
  auto made = std::make_unique<ApiServer>(house, options, std::move(neighbours), metrics);
  ApiServer& self = *made;
  net::ServerOptions of_server = server_options(config, house);
  of_server.on_response = [&self](const net::Request& request, const net::Response& response,
                                  std::chrono::nanoseconds took) {
    // What was refused before the router saw it counts for the route it was meant for.
    const std::string meant =
        request.route.empty() ? self.router_.pattern_for(request) : std::string{};
    self.metrics_.count_response(request.method, meant.empty() ? request.route : meant,
                                 response.status, took);
    if (log::shows(log::Level::debug)) {
      log::debug("answered", {{"request_id", request.request_id},
                              {"method", request.method},
                              {"path", request.path},
                              {"status", response.status}});
    }
  };
  if (config.text("server.cors_origins").empty()) {  // else answers depend on the origin
    of_server.quick_answer = api::generation::QuickStatus{self.context_, self.gate_};
  }
  ASSIGN_OR_RETURN(self.server_,
                   net::Server::start(of_server,
                                      api::with_cors(words(config.text("server.cors_origins")),
                                                     [&self](net::Request& request) {
                                                       return self.router_.answer(request);
                                                     }),
                                      early_error));
  return made;
}

}  // namespace kirin::cli
