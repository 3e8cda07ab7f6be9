#include <fmt/format.h>

#include "engine/engine.h"

namespace kirin::engine {

std::vector<std::string> engine_names() { return {}; }

Result<std::unique_ptr<Engine>> make_engine(std::string_view name) {
  return Error{ErrorCode::not_found,
               fmt::format("no engine named '{}'; there are: {}", name, fmt::join(engine_names(), ", "))};
}

}  // namespace kirin::engine
