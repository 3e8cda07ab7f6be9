// The dress of professions and of the figures of tales.
#include "engine/motion/models/people/wardrobe.h"

namespace kirin::engine::motion::models::person {

bool dress_for_a_part(Look&, std::string_view, scene::Dice&) { return false; }

}  // namespace kirin::engine::motion::models::person
