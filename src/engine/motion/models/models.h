/// \file
/// The library of things: a kind of the lexicon in, a model out.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/story/scene_description.h"
#include "engine/motion/world/model.h"

namespace kirin::engine::motion::models {

/// What is wanted.
struct ModelOrder {
  std::string kind = {};                    ///< an id of the lexicon: "dog"
  std::optional<world::Light> colour = {};  ///< of the thing's main part; its natural one otherwise
  std::vector<std::string> traits = {};     ///< "old", "striped", "wooden"
  std::vector<story::Part> parts = {};      ///< "dress" in red, "hair" long
  std::uint64_t seed = 0;                   ///< for what the words leave open
  std::string season = {};                  ///< of plants: spring, summer, autumn, winter, or empty
};

/// The model, in its usual size in metres (a house is a house). A kind that is not known gives a
/// sculpture whose form follows from the letters of the kind. The same order gives the same model.
world::ModelPtr build_model(const ModelOrder& order);

/// Whether the kind has a model of its own.
bool has_model(std::string_view kind);
/// The kinds that have a model of their own.
std::vector<std::string_view> model_kinds();

}  // namespace kirin::engine::motion::models
