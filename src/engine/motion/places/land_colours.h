/// \file
/// The colours of land and growth in a season, a weather and the colours that the prompt names.
#pragma once

#include <cstdint>
#include <string_view>

#include "engine/motion/story/scene_description.h"
#include "engine/motion/world/mesh.h"

namespace kirin::engine::motion::places {

struct LandColours {
  world::Light grass{};
  world::Light grass_dry{};  ///< tips, patches and paths' edges
  world::Light soil{};
  world::Light rock{};
  world::Light rock_light{};
  world::Light sand{};
  world::Light snow{};
  world::Light foliage{};
  world::Light needles{};
  world::Light water_deep{};
  world::Light water_shallow{};
  float snow_cover = 0;     ///< [0, 1] of the ground
  std::string_view season;  ///< "spring", "summer", "autumn" or "winter"
};

/// What the description says about the land; where it says nothing it is summer.
LandColours land_colours_of(const story::SceneDescription& scene);

/// Whether the prompt took this away ("no trees").
bool excludes(const story::SceneDescription& scene, std::string_view id);

float luminance(world::Light light);
/// `from` with the hue of `to` and about its own brightness, `amount` of the way.
world::Light recoloured(world::Light from, world::Light to, float amount);
/// The light of hue (turns), saturation and value in linear light, the last two in [0, 1].
world::Light light_of_hue(float hue, float saturation, float value);

}  // namespace kirin::engine::motion::places
