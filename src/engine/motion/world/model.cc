#include "engine/motion/world/model.h"

namespace kirin::engine::motion::world {

const Anchor* Model::find_anchor(std::string_view name) const {
  for (const Anchor& anchor : anchors) {
    if (anchor.name == name) {
      return &anchor;
    }
  }
  return nullptr;
}

}  // namespace kirin::engine::motion::world
