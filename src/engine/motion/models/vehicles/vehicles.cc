#include "engine/motion/models/library.h"

namespace kirin::engine::motion::models {

std::span<const Shelf> vehicles() { return {}; }

}  // namespace kirin::engine::motion::models
