#include <array>
#include <vector>

#include "engine/motion/models/animals/bird.h"
#include "engine/motion/models/animals/fish.h"
#include "engine/motion/models/animals/quadruped.h"
#include "engine/motion/models/library.h"

namespace kirin::engine::motion::models {
namespace {

/// Builds the row of `rows` that the order names.
template <auto rows, auto build>
world::ModelPtr from_row(const ModelOrder& order) {
  for (const auto& row : rows()) {
    if (row.kind == order.kind) {
      return build(row, order);
    }
  }
  return build_sculpture(order);
}

std::vector<Shelf> shelves() {
  std::vector<Shelf> all;
  for (const auto& row : fauna::quadruped_rows()) {
    all.push_back({row.kind, from_row<fauna::quadruped_rows, fauna::build_quadruped>});
  }
  for (const auto& row : fauna::bird_rows()) {
    all.push_back({row.kind, from_row<fauna::bird_rows, fauna::build_bird>});
  }
  for (const auto& row : fauna::fish_rows()) {
    all.push_back({row.kind, from_row<fauna::fish_rows, fauna::build_fish>});
  }
  return all;
}

}  // namespace

std::span<const Shelf> animals() {
  static const std::vector<Shelf> kShelves = shelves();
  return kShelves;
}

}  // namespace kirin::engine::motion::models
