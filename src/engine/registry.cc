#include "engine/engine.h"
#include "engine/motion/motion_engine.h"
#include "engine/wan/wan_engine.h"

namespace kirin::engine {

Result<media::Image> Engine::debug_sheet(const GenerationJob& /*job*/) {
  return Error{ErrorCode::failed_precondition,
               "the engine '" + std::string(name()) + "' draws no debug sheets"};
}

Result<Explanation> Engine::explain(const JobWords& /*words*/) {
  return Error{ErrorCode::failed_precondition,
               "the engine '" + std::string(name()) + "' does not tell what it understands"};
}

std::vector<std::string> engine_names() { return {"motion", "wan"}; }

Result<std::unique_ptr<Engine>> make_engine(std::string_view name, const JsonObject& options) {
  if (name == "motion") {
    return std::unique_ptr<Engine>(std::make_unique<motion::MotionEngine>());
  }
  if (name == "wan") {
    ASSIGN_OR_RETURN(const auto settings, wan::wan_settings_from_json(options));
    ASSIGN_OR_RETURN(auto engine, wan::WanEngine::open(settings));
    return std::unique_ptr<Engine>(std::move(engine));
  }
  std::string known;
  for (const std::string& each : engine_names()) {
    known += (known.empty() ? "" : ", ") + each;
  }
  return Error{ErrorCode::not_found,
               "no engine named '" + std::string(name) + "'; there are: " + known};
}

}  // namespace kirin::engine
