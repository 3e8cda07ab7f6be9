/// \file
/// Settings: where a scene plays. Fills a world with ground, water, sky, light, plants and walls,
/// and says where actors can be.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/motion/story/scene_description.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::places {

/// A way through the place for what drives, sails or walks along it: points on the ground from left
/// to right as the camera sees it.
struct Route {
  enum class Kind { road, rail, water, path } kind = Kind::road;
  std::vector<world::Vec3> points = {};
};

/// What blocking needs to know of a place. The camera stands around +z and looks towards −z; the
/// action is around the origin.
struct Place {
  std::function<float(float x, float z)>
      ground;                             ///< height in metres (floor, sea bed); thread-safe
  std::optional<float> water_level = {};  ///< of water that carries boats
  bool has_ground = true;                 ///< false: nothing to stand on (sky, space, open sea)
  bool is_deep = false;                   ///< all of it is under water
  world::Vec3 stage = {};                 ///< where the main action is, on the ground
  float stage_half_width = 4;             ///< metres of even ground to the left and right of it
  float stage_half_depth = 3;             ///< and in depth
  world::Vec3 swimming = {};              ///< where swimmers and boats are, on the water or in it
  float ceiling = 1e9F;                   ///< height that flying things keep below
  std::vector<Route> routes = {};
  std::vector<world::Vec3>
      seats;  ///< where one can sit or put things: benches, chairs, rocks, table tops
  std::optional<world::Vec3> window = {};  ///< on the floor before a window of a room
  float snow_cover = 0;                    ///< [0, 1]: how much snow lies on what stands there
  world::Light snow = {};                  ///< its colour
  std::vector<world::Vec3> verge = {};     ///< where trees and lamps can line the place
  float camera_height = 1.5F;              ///< above the stage
  float camera_distance = 9;               ///< the usual; blocking adapts it to the actors
  float farthest_camera = 40;              ///< walls or rocks are behind it beyond this
  float fov_y = 0.70F;
  float pitch = -0.04F;  ///< radians; negative looks down
};

/// Builds the place `scene.setting` (with hour, weather, season, neighbours and colours) into
/// `world`: nodes of object 0, scatters, lamps, sky, water, fog, light, weather's sprites, look and
/// wind. `aspect` is the frame's width over its height. The same arguments build the same place.
Place build_place(const story::SceneDescription& scene, float aspect, std::uint64_t seed,
                  world::World& world);

/// The settings that have a place of their own; others are abstract.
std::vector<std::string_view> place_ids();

}  // namespace kirin::engine::motion::places
