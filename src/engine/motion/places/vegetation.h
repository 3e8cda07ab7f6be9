/// \file
/// Sows plants and stones over a place's ground.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "engine/motion/places/setting.h"

namespace kirin::engine::motion::places {

/// One kind, sown over a rectangle of the ground.
struct Planting {
  std::string kind = {};  ///< of the models' library
  std::optional<world::Light> colour = {};
  bool is_lush = false;  ///< with more and smaller leaves: what stands close to the camera
  float x0 = -20, x1 = 20, z0 = -30, z1 = 8;
  float spacing = 4;                                    ///< metres between neighbours, about
  std::function<float(float x, float z)> density = {};  ///< [0, 1] of the spots taken; empty: 1
  float smallest = 0.8F, largest = 1.2F;                ///< factors on the plant's usual size
  int variants = 2;                                     ///< different meshes
  float far_from = 30;
  float never_from = 1e9F;
  bool casts_shadow = true;
  float sink = 0;             ///< metres into the ground
  bool faces_viewer = false;  ///< its front to the camera, give or take; otherwise any way round
};

/// Sows `planting`; nothing where the prompt excludes its kind (or trees, where it is one), nor
/// under water.
void sow(Site& site, const Planting& planting, std::uint64_t salt);

/// 0 where the action is, between it and the camera, and on the routes; 1 where plants of
/// `radius` metres may stand.
float free_of_stage(const Site& site, float x, float z, float radius);

/// Grass near the camera, in the land's colours; thinner where `density` says.
void sow_grass(Site& site, float reach, std::function<float(float x, float z)> density,
               std::uint64_t salt);
/// Flowers of several kinds in drifts.
void sow_flowers(Site& site, float reach, float amount, std::uint64_t salt);
/// A wood: trees of `kinds`, thick where `density` is high.
void sow_wood(Site& site, std::initializer_list<const char*> kinds, const Planting& like,
              std::uint64_t salt);

/// A stone about 1 m across, faceted and worn; mossy or snowy on top as the land says.
world::Mesh stone_mesh(const LandColours& colours, std::uint64_t seed);
/// Stones of `smallest` to `largest` metres.
void sow_stones(Site& site, const Planting& like, std::uint64_t salt);
/// One stone or log to sit on; adds its top to the place's seats.
void add_seat_stone(Site& site, float x, float z, float size, std::uint64_t salt);
void add_log(Site& site, float x, float z, float length, float turn, std::uint64_t salt);

}  // namespace kirin::engine::motion::places
