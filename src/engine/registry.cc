#include <fmt/format.h>

#include "engine/engine.h"
#include "engine/motion/motion_engine.h"

namespace kirin::engine {

std::vector<std::string> engine_names() { return {"motion"}; }

Result<std::unique_ptr<Engine>> make_engine(std::string_view name) {
  if (name == "motion") {
    return std::unique_ptr<Engine>(std::make_unique<motion::MotionEngine>());
  }
  return Error{ErrorCode::not_found, fmt::format("no engine named '{}'; there are: {}", name,
                                                 fmt::join(engine_names(), ", "))};
}

}  // namespace kirin::engine
