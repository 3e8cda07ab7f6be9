#include "engine/motion/models/models.h"

#include <array>

#include "engine/motion/models/library.h"

namespace kirin::engine::motion::models {
namespace {

std::array<std::span<const Shelf>, 6> library() {
  return {people(), animals(), vehicles(), plants(), buildings(), objects()};
}

const Shelf* find_shelf(std::string_view kind) {
  for (const std::span<const Shelf> shelves : library()) {
    for (const Shelf& shelf : shelves) {
      if (shelf.kind == kind) {
        return &shelf;
      }
    }
  }
  return nullptr;
}

}  // namespace

world::ModelPtr build_model(const ModelOrder& order) {
  const Shelf* shelf = find_shelf(order.kind);
  return shelf != nullptr ? shelf->build(order) : build_sculpture(order);
}

bool has_model(std::string_view kind) { return find_shelf(kind) != nullptr; }

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
