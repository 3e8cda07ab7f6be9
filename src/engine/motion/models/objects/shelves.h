/// \file
/// The objects' shelves by what they are for; objects.cc puts them side by side.
#pragma once

#include "engine/motion/models/library.h"
#include "engine/motion/models/workshop/workbench.h"

namespace kirin::engine::motion::models {

/// The shelf's builder for what `Make` makes on a workbench and what then stands on the ground.
template <void (*Make)(Workbench&)>
world::ModelPtr standing(const ModelOrder& order) {
  Workbench bench(order);
  Make(bench);
  return bench.standing();
}

/// The same for what hovers.
template <void (*Make)(Workbench&)>
world::ModelPtr hovering(const ModelOrder& order) {
  Workbench bench(order);
  Make(bench);
  return bench.hovering();
}

std::span<const Shelf> toys();
std::span<const Shelf> lights();
std::span<const Shelf> furniture();
std::span<const Shelf> household();
std::span<const Shelf> tableware();
std::span<const Shelf> instruments();
std::span<const Shelf> devices();
std::span<const Shelf> containers();
std::span<const Shelf> keepsakes();
std::span<const Shelf> forms();
std::span<const Shelf> playthings();
std::span<const Shelf> fruit();
std::span<const Shelf> dishes();
std::span<const Shelf> meals();
std::span<const Shelf> celestial_bodies();

/// A flame on a bone of its own, `height` metres high: three shells of glowing light.
void add_flame(Workbench& bench, const std::string& bone_name, world::Vec3 base, float height,
               float width);

}  // namespace kirin::engine::motion::models
