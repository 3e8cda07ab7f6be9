#include "engine/motion/models/models.h"

#include <array>

#include "engine/motion/models/library.h"

namespace kirin::engine::motion::models {
namespace {

std::array<std::span<const Shelf>, 6> library() {
  return {people(), animals(), vehicles(), plants(), buildings(), objects()};
}

}  // namespace

world::ModelPtr build_model(const ModelOrder& order) {
  for (const std::span<const Shelf> shelves : library()) {
    for (const Shelf& shelf : shelves) {
      if (shelf.kind == order.kind) {
        return shelf.build(order);
      }
    }
  }
  return build_sculpture(order);
}

std::vector<std::string_view> model_kinds() {
  std::vector<std::string_view> kinds;
  for (const std::span<const Shelf> shelves : library()) {
    for (const Shelf& shelf : shelves) {
      kinds.push_back(shelf.kind);
    }
  }
  return kinds;
}

}  // namespace kirin::engine::motion::models
