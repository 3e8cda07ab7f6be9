#include "engine/motion/models/library.h"

namespace kirin::engine::motion::models {

std::span<const Shelf> plants() { return {}; }

}  // namespace kirin::engine::motion::models
