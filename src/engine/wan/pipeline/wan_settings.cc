#include "engine/wan/pipeline/wan_settings.h"

#include <fmt/format.h>

namespace kirin::wan {
namespace {

/// Visits every field with its name, for both directions.
template <typename Settings, typename Visit>
void each_field(Settings& settings, Visit&& visit) {
  visit("weights", settings.weights);
  visit("loras", settings.loras);
  visit("high_noise_loras", settings.high_noise_loras);
  visit("compute", settings.compute);
  visit("solver", settings.solver);
  visit("steps", settings.steps);
  visit("shift", settings.shift);
  visit("guidance", settings.guidance);
  visit("guidance_high_noise", settings.guidance_high_noise);
  visit("boundary", settings.boundary);
  visit("resolution", settings.resolution);
  visit("reuse_threshold", settings.reuse_threshold);
  visit("memory_bytes", settings.memory_bytes);
  visit("replay", settings.replay);
  visit("record", settings.record);
}

struct Reader {
  const JsonObject& json;
  std::string problem;

  template <typename T>
  void operator()(const char* name, T& field) {
    const Json* value = json.if_contains(name);
    if (value == nullptr) {
      return;
    }
    if constexpr (std::is_same_v<T, std::string>) {
      if (value->is_string()) {
        field = std::string(value->get_string());
        return;
      }
    } else if (value->is_number()) {
      field = value->to_number<T>();
      return;
    }
    problem = fmt::format("the engine's option \"{}\" is of the wrong type", name);
  }
};

}  // namespace

JsonObject to_json(const WanSettings& settings) {
  JsonObject json;
  each_field(settings, [&](const char* name, const auto& field) { json[name] = field; });
  json["method"] = static_cast<int>(settings.method);
  return json;
}

Result<WanSettings> wan_settings_from_json(const JsonObject& json) {
  WanSettings settings;
  Reader reader{json, {}};
  int method = 0;
  each_field(settings, reader);
  reader("method", method);
  if (method < 0 || method > static_cast<int>(Method::ati)) {
    reader.problem = fmt::format("the engine has no method {}", method);
  }
  settings.method = static_cast<Method>(method);
  if (!reader.problem.empty()) {
    return Error{ErrorCode::invalid_argument, reader.problem};
  }
  return settings;
}

}  // namespace kirin::wan
