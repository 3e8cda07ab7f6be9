/// \file
/// The shelves of the library, one for each family of things.
#pragma once

#include <span>
#include <string_view>

#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {

/// One kind and who builds it.
struct Shelf {
  std::string_view kind;
  world::ModelPtr (*build)(const ModelOrder& order);
};

std::span<const Shelf> people();
std::span<const Shelf> animals();
std::span<const Shelf> vehicles();
std::span<const Shelf> plants();
std::span<const Shelf> buildings();
std::span<const Shelf> objects();  ///< and food, and celestial bodies

/// A sculpture for what has no model, from the letters of its kind.
world::ModelPtr build_sculpture(const ModelOrder& order);

}  // namespace kirin::engine::motion::models
