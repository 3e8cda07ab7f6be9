#include <fmt/format.h>
#include <poll.h>
#include <signal.h>

#include <iostream>

#include "base/log.h"
#include "base/termination.h"
#include "cli/api_server.h"
#include "cli/callbacks.h"
#include "cli/commands.h"
#include "cli/engines.h"
#include "cli/exit_status.h"
#include "cli/house.h"
#include "cli/voices.h"
#include "retention/disk_guard.h"
#include "retention/sweeper.h"
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

Result<void> prepare_keys(const Config& config, House& house) {
  const std::string bootstrap = config.text("auth.bootstrap_key");
  if (!bootstrap.empty()) {
    RETURN_IF_ERROR(house.stores.keys->ensure_key(bootstrap, "default", Clock::now())
                        .within("auth.bootstrap_key"));
    return {};
  }
  ASSIGN_OR_RETURN(const std::vector<tasks::ApiKey> keys,
                   house.stores.keys->list_keys(std::nullopt));
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

retention::SweeperOptions sweeper_options(const Config& config, const House& house) {
  retention::SweeperOptions options;
  options.keep.results = config.duration("retention.results");
  options.keep.inputs = config.duration("retention.inputs");
  options.keep.tasks = config.duration("retention.tasks");
  options.scratch_directory = house.scratch_dir;
  return options;
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
  const auto of_api = api_options(*config, **house);
  if (!of_api) {
    return failed(of_api.error(), kExitUsage);
  }
  api::health::ServerMetrics metrics;
  const auto callbacks = Callbacks::make(*config, **house, *of_api, metrics);
  if (!callbacks) {
    return failed(callbacks.error(), kExitUsage);
  }
  if (const auto engines = tell_engines(*config); !engines) {
    return failed(engines.error(), kExitUsage);
  }
  auto supervisor = start_workers(source, *config, **house);
  if (!supervisor) {
    return failed(supervisor.error(), kExitUsage);
  }
  retention::DiskGuard disk{(*house)->data_dir, config->size_bytes("limits.free_disk")};
  retention::Sweeper sweeper{*(*house)->stores.retention, *(*house)->stores.answers,
                             *(*house)->assets, sweeper_options(*config, **house)};
  const ApiNeighbours neighbours{[&] {
                                   (*supervisor)->wake();
                                   (*callbacks)->wake();
                                 },
                                 [&] { return (*supervisor)->alive(); }, (*supervisor)->wanted(),
                                 [&] { return disk.is_nearly_full(Clock::now()); },
                                 voices_of(*config, **house)};
  const auto server = ApiServer::start(*config, **house, *of_api, neighbours, metrics);
  if (!server) {
    return failed(server.error(), kExitUnavailable);
  }
  sweeper.start(config->duration("retention.sweep_every"));
  // Who was told of a change and asks at once must not read what was true before it.
  (*callbacks)->start(own_url(*config, (*server)->port()), [&](std::string_view task_id) {
    (*server)->forget_status(task_id);
  });
  log::info("listening", {{"address", config->text("server.listen")},
                          {"port", (*server)->port()},
                          {"data_dir", (*house)->data_dir}});

  wait_for(signals->fd());
  log::info("draining");
  // Clients go on polling while running tasks end: only new tasks are refused.
  (*server)->refuse_work();
  (*supervisor)->drain(config->duration("workers.drain_grace") + kKillMargin);
  (*callbacks)->drain(kCallbackGrace);
  (*server)->drain(kHttpDrainGrace);
  sweeper.stop();
  log::info("stopped");
  return kExitOk;
}

}  // namespace kirin::cli
