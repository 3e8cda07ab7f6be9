#include "cli/engines.h"

#include <fmt/format.h>

#include "base/log.h"
#include "base/text.h"
#include "engine/wan/pipeline/memory_plan.h"

namespace kirin::cli {
namespace {

using wan::Method;
using wan::Route;
using wan::Task;

/// A setting that names a folder for some tasks.
struct TaskSetting {
  const char* key;
  std::vector<Task> tasks;
};

/// What all routes share.
wan::WanSettings shared_settings(const Config& config) {
  wan::WanSettings settings;
  settings.loras = config.text("engine.wan.loras");
  settings.high_noise_loras = config.text("engine.wan.high_noise_loras");
  settings.compute = config.text("engine.wan.compute");
  settings.solver = config.text("engine.wan.solver");
  settings.steps = static_cast<int>(config.integer("engine.wan.steps"));
  settings.shift = config.number("engine.wan.shift");
  settings.guidance = config.number("engine.wan.guidance");
  settings.guidance_high_noise = config.number("engine.wan.guidance_high_noise");
  settings.boundary = config.number("engine.wan.boundary");
  settings.resolution = config.text("engine.wan.resolution");
  settings.reuse_threshold = config.number("engine.wan.step_reuse");
  settings.memory_bytes = config.size_bytes("engine.wan.memory");
  settings.replay = config.text("engine.wan.replay");
  settings.record = config.text("engine.wan.record");
  return settings;
}

Result<void> add_model_routes(const Config& config, std::vector<Route>& routes) {
  const std::string text = config.text("engine.wan.routes");
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto comma = std::min(rest.find(','), rest.size());
    const std::string_view entry = trimmed(rest.substr(0, comma));
    rest.remove_prefix(std::min(comma + 1, rest.size()));
    const auto equals = entry.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == entry.size()) {
      return Error{ErrorCode::invalid_argument,
                   fmt::format("engine.wan.routes: \"{}\" is not of the form model=folder", entry)};
    }
    Route route;
    route.settings = shared_settings(config);
    route.model = std::string(trimmed(entry.substr(0, equals)));
    route.settings.weights = std::string(trimmed(entry.substr(equals + 1)));
    routes.push_back(std::move(route));
  }
  return {};
}

void add_route(const Config& config, const char* key, Method method, std::vector<Task> tasks,
               std::vector<Route>& routes) {
  Route route;
  route.settings = shared_settings(config);
  route.settings.weights = config.text(key);
  route.settings.method = method;
  route.tasks = std::move(tasks);
  if (!route.settings.weights.empty()) {
    routes.push_back(std::move(route));
  }
}

Task task_of(const catalog::GenerationRequest& request) {
  if (!request.dynamic_masks.empty()) {
    return Task::brush;
  }
  if (!request.image_list.empty()) {
    return Task::references;
  }
  if (request.image && request.image_tail) {
    return Task::first_last;
  }
  if (request.image) {
    return Task::image;
  }
  return request.image_tail ? Task::last_image : Task::text;
}

worker::EngineChoice wan_choice(const Config& config, const Route& route) {
  worker::EngineChoice choice;
  choice.name = "wan";
  choice.options = wan::to_json(route.settings);
  // What is predicted is held by the engine itself; this is the wall behind it.
  choice.memory_bytes = std::max<std::uint64_t>(config.size_bytes("engine.wan.memory"),
                                                wan::available_memory_bytes());
  choice.deadline =
      std::chrono::duration_cast<std::chrono::seconds>(config.duration("engine.wan.deadline"));
  return choice;
}

}  // namespace

Result<wan::Routes> wan_routes(const Config& config) {
  std::vector<Route> routes;
  RETURN_IF_ERROR(add_model_routes(config, routes));
  const Method references =
      config.text("engine.wan.reference_method") == "phantom" ? Method::phantom : Method::plain;
  const Method brush =
      config.text("engine.wan.brush_method") == "ati" ? Method::ati : Method::wan_move;
  add_route(config, "engine.wan.text_weights", Method::plain, {Task::text}, routes);
  add_route(config, "engine.wan.image_weights", Method::plain, {Task::image, Task::last_image},
            routes);
  add_route(config, "engine.wan.first_last_weights", Method::plain, {Task::first_last}, routes);
  add_route(config, "engine.wan.reference_weights", references, {Task::references}, routes);
  add_route(config, "engine.wan.brush_weights", brush, {Task::brush}, routes);
  add_route(config, "engine.wan.weights", Method::plain, {}, routes);
  return wan::Routes::open(std::move(routes));
}

Result<worker::EngineChooser> engine_chooser(const Config& config) {
  const std::string engine = config.text("engine.default");
  if (engine == "motion") {
    return worker::EngineChooser(
        [](const catalog::GenerationRequest&) { return worker::EngineChoice(); });
  }
  ASSIGN_OR_RETURN(wan::Routes routes, wan_routes(config));
  const bool only_wan = engine == "wan";
  if (routes.empty() && only_wan) {
    return Error{ErrorCode::invalid_argument,
                 "engine.default is wan, but no weights are configured: set engine.wan.weights"};
  }
  if (routes.empty()) {
    log::info(
        "no weights are configured under engine.wan: clips are made by the embedded engine "
        "motion");
  }
  return worker::EngineChooser(
      [config, routes = std::move(routes),
       only_wan](const catalog::GenerationRequest& request) -> Result<worker::EngineChoice> {
        const Task task = task_of(request);
        if (const Route* route = routes.find(request.model, task)) {
          return wan_choice(config, *route);
        }
        if (only_wan) {
          return Error{
              ErrorCode::failed_precondition,
              fmt::format("no weights under engine.wan make clips from {}", to_string(task))};
        }
        return worker::EngineChoice();
      });
}

Result<void> tell_engines(const Config& config) {
  ASSIGN_OR_RETURN(const auto chooser, engine_chooser(config));
  if (config.text("engine.default") == "motion") {
    return {};
  }
  ASSIGN_OR_RETURN(const wan::Routes routes, wan_routes(config));
  if (routes.empty()) {
    log::info("no weights are configured under engine.wan: clips are made by the embedded engine");
  }
  for (const Route& route : routes.all()) {
    log::info("weights", {{"folder", route.settings.weights},
                          {"network", route.name},
                          {"makes", wan::tasks_of(route.family, route.settings.method)}});
  }
  return {};
}

}  // namespace kirin::cli
