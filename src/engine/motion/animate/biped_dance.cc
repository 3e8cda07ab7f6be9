#include "engine/motion/animate/biped_deeds.h"

namespace kirin::engine::motion::animate {

std::span<const Deed> dance_deeds() { return {}; }

}  // namespace kirin::engine::motion::animate
