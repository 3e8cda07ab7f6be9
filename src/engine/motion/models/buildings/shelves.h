/// \file
/// The buildings' shelves by where they stand; buildings.cc puts them side by side.
#pragma once

#include "engine/motion/models/buildings/masonry.h"
#include "engine/motion/models/library.h"

namespace kirin::engine::motion::models {

/// The shelf's builder for what `Make` builds on a workbench.
template <void (*Make)(Workbench&)>
world::ModelPtr built(const ModelOrder& order) {
  Workbench bench(order);
  Make(bench);
  return bench.standing();
}

std::span<const Shelf> homes();
std::span<const Shelf> town_buildings();
std::span<const Shelf> strongholds();
std::span<const Shelf> sacred_buildings();
std::span<const Shelf> landmarks();
std::span<const Shelf> street_furniture();
std::span<const Shelf> fairground();

}  // namespace kirin::engine::motion::models
