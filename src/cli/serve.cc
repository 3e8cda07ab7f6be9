#include <fmt/format.h>
#include <poll.h>
#include <signal.h>

#include <atomic>
#include <iostream>

#include "api/context.h"
#include "api/error.h"
#include "api/files/routes.h"
#include "api/generation/routes.h"
#include "api/health/routes.h"
#include "base/log.h"
#include "base/termination.h"
#include "cli/callbacks.h"
#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/house.h"
#include "net/server.h"
#include "worker/supervisor.h"

namespace kirin::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kHttpDrainGrace{10'000};
constexpr milliseconds kKillMargin{5'000};
constexpr milliseconds kCallbackGrace{5'000};

int failed(const Error& error, int status) {
  log::error("cannot serve", {{"why", error.message}});
  return status;
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

api::ApiOptions api_options(const Config& config, const House& house) {
  api::ApiOptions options;
  options.public_url = public_url(config);
  options.spool_directory = house.scratch_dir;
  options.url_lifetime =
      std::chrono::duration_cast<std::chrono::seconds>(config.duration("results.url_lifetime"));
  options.refuse_unknown_parameters = config.boolean("limits.strict_parameters");
  const std::string type = config.text("compat.error_code_type");
  options.error_code_type = type == "string"   ? api::ErrorCodeType::text
                            : type == "number" ? api::ErrorCodeType::number
                                               : api::ErrorCodeType::automatic;
  options.max_attempts = static_cast<int>(config.integer("workers.max_attempts"));
  return options;
}

// The same settings for the workers, whatever was said by flag or file: as flags on their command
// line.
std::vector<std::string> worker_arguments(const ConfigSource& source) {
  std::vector<std::string> arguments{"worker", "--supervised"};
  if (source.file) {
    arguments.insert(arguments.end(), {"--config", source.file->string()});
  }
  for (const auto& [key, value] : source.flags) {
    arguments.insert(arguments.end(), {"--set", fmt::format("{}={}", key, value)});
  }
  return arguments;
}

net::Response early_error(const net::Request& request, int status, std::string_view why) {
  const api::ApiError error{status * 100 + 1,
                            "http_error",
                            std::string{why},
                            {},
                            status == 503 ? std::optional{2} : std::nullopt,
                            {}};
  return api::error_response(error, request);
}

Result<void> prepare_keys(const Config& config, House& house) {
  const std::string bootstrap = config.text("auth.bootstrap_key");
  if (!bootstrap.empty()) {
    RETURN_IF_ERROR(house.stores.keys->ensure_key(bootstrap, "default", Clock::now())
                        .within("auth.bootstrap_key"));
    return {};
  }
  ASSIGN_OR_RETURN(const std::vector<tasks::ApiKey> keys, house.stores.keys->list_keys());
  if (keys.empty()) {
    log::warning("no API key exists yet: make one with 'kirin keys create'");
  }
  return {};
}

Result<std::unique_ptr<worker::Supervisor>> start_workers(const ConfigSource& source,
                                                          const Config& config, House& house) {
  worker::SupervisorOptions options;
  options.arguments = worker_arguments(source);
  ASSIGN_OR_RETURN(const WorkerPlan plan, plan_workers(config));
  options.count = plan.count;
  return worker::Supervisor::start(options, [&house](const std::string& worker_id) {
    const auto abandoned = house.stores.tasks->abandon_worker(worker_id, Clock::now());
    if (!abandoned) {
      log::error("leases of a lost worker not ended",
                 {{"worker_id", worker_id}, {"why", abandoned.error().message}});
    }
  });
}

void wait_for(int fd) {
  pollfd waiting{fd, POLLIN, 0};
  while (::poll(&waiting, 1, -1) < 0) {
  }
}

}  // namespace

int serve(const ConfigSource& source) {
  auto signals = TerminationSignals::take_over();
  if (!signals) {
    return failed(signals.error(), kExitFailure);
  }
  ::signal(SIGPIPE, SIG_IGN);
  const auto config = source.load();
  if (!config) {
    std::cerr << config.error().message << '\n';
    return kExitUsage;
  }
  auto house = House::open(*config);
  if (!house) {
    return failed(house.error(), kExitUnavailable);
  }
  const auto keys_ready = prepare_keys(*config, **house);
  if (!keys_ready) {
    return failed(keys_ready.error(), kExitUsage);
  }
  const api::ApiOptions of_api = api_options(*config, **house);
  api::health::ServerMetrics metrics;
  const auto callbacks = Callbacks::make(*config, **house, of_api, metrics);
  if (!callbacks) {
    return failed(callbacks.error(), kExitUsage);
  }
  auto supervisor = start_workers(source, *config, **house);
  if (!supervisor) {
    return failed(supervisor.error(), kExitUsage);
  }

  std::atomic<bool> draining = false;
  const api::ApiContext context{
      catalog::Catalog::embedded(),
      *(*house)->stores.tasks,
      *(*house)->stores.keys,
      *(*house)->assets,
      *(*house)->signed_urls,
      of_api,
      [&](std::string_view url) { return (*house)->fetcher->check_url(url); },
      [&] {
        (*supervisor)->wake();
        (*callbacks)->wake();
      },
      [&] { return draining.load(); }};
  net::Router router;
  api::generation::add_routes(router, context);
  api::files::add_routes(router, context);
  api::health::add_routes(router, *(*house)->stores.tasks,
                          {[&] { return draining.load(); }, [&] { return (*supervisor)->alive(); },
                           (*supervisor)->wanted()},
                          metrics);
  router.set_not_found([](net::Request& request) {
    return api::error_response(
        {40403, "unknown_route", "there is nothing at this address", {}, {}, {}}, request);
  });
  router.set_method_not_allowed([](net::Request& request) {
    return api::error_response(
        {40501, "method_not_allowed", "this address does not take this method", {}, {}, {}},
        request);
  });

  net::ServerOptions options = server_options(*config, **house);
  options.on_response = [&](const net::Request& request, const net::Response& response,
                            std::chrono::nanoseconds took) {
    metrics.count_response(request.method, router.pattern_for(request), response.status, took);
    log::debug("answered", {{"request_id", request.request_id},
                            {"method", request.method},
                            {"path", request.path},
                            {"status", response.status}});
  };
  auto server = net::Server::start(
      options, [&](net::Request& request) { return router.answer(request); }, early_error);
  if (!server) {
    return failed(server.error(), kExitUnavailable);
  }
  (*callbacks)->start(own_url(*config, (*server)->port()));
  log::info("listening", {{"address", config->text("server.listen")},
                          {"port", (*server)->port()},
                          {"data_dir", (*house)->data_dir}});

  wait_for(signals->fd());
  log::info("draining");
  // Clients go on polling while running tasks end: only new tasks are refused.
  draining = true;
  (*supervisor)->drain(config->duration("workers.drain_grace") + kKillMargin);
  (*callbacks)->drain(kCallbackGrace);
  (*server)->drain(kHttpDrainGrace);
  log::info("stopped");
  return kExitOk;
}

}  // namespace kirin::cli
