/// \file
/// What kinds of things are to a director: how they are filmed, where they belong, what they do
/// when nothing was said.
#pragma once

#include <string_view>

#include "engine/motion/world/model.h"

namespace kirin::engine::motion::direct {

enum class Family { person, animal, vehicle, plant, building, object, celestial };
enum class Domain { ground, air, water, road, rail };

struct Nature {
  Family family = Family::object;
  Domain domain = Domain::ground;
  std::string_view habit = {};  ///< the action where the prompt names none
  float share = 0.36F;          ///< of the frame's height that one of it should fill
};

/// The nature of the kind, of which `model` is one.
Nature nature_of(std::string_view kind, const world::Model& model);

/// True where it stands still and makes the scene rather than the story.
bool is_scenery(const Nature& nature);

}  // namespace kirin::engine::motion::direct
