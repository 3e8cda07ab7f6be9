/// \file
/// How each surface takes light.
#pragma once

#include <array>

#include "engine/motion/world/mesh.h"

namespace kirin::engine::motion::render {

struct SurfaceLook {
  float roughness = 0.8F;  ///< [0, 1]: width of highlights
  float specular = 0.04F;  ///< reflectance facing the surface (F0)
  float metal = 0;         ///< highlights take the surface's colour, which takes no other light
  float wrap = 0;          ///< how far light reaches round: soft, translucent things
  float sheen = 0;         ///< a pale rim: cloth, fur, petals
  float through = 0;       ///< light that shines through thin things: leaves, petals
};

constexpr std::array<SurfaceLook, world::kSurfaceCount> surface_looks() {
  std::array<SurfaceLook, world::kSurfaceCount> looks{};
  using enum world::Surface;
  const auto look = [&looks](world::Surface surface) -> SurfaceLook& {
    return looks[static_cast<std::size_t>(surface)];
  };
  look(matte) = {.roughness = 0.75F, .wrap = 0.08F};
  look(skin) = {.roughness = 0.50F, .specular = 0.035F, .wrap = 0.28F, .sheen = 0.12F};
  look(cloth) = {.roughness = 0.9F, .specular = 0.02F, .wrap = 0.12F, .sheen = 0.22F};
  look(fur) = {.roughness = 0.85F, .specular = 0.02F, .wrap = 0.22F, .sheen = 0.30F};
  look(hair) = {.roughness = 0.42F, .specular = 0.045F, .wrap = 0.15F, .sheen = 0.15F};
  look(feathers) = {.roughness = 0.65F, .specular = 0.03F, .wrap = 0.2F, .sheen = 0.2F};
  look(scales) = {.roughness = 0.32F, .specular = 0.06F, .wrap = 0.1F};
  look(leaf) = {.roughness = 0.6F, .specular = 0.03F, .wrap = 0.25F, .through = 0.45F};
  look(petal) = {
      .roughness = 0.7F, .specular = 0.02F, .wrap = 0.3F, .sheen = 0.2F, .through = 0.35F};
  look(bark) = {.roughness = 0.95F, .specular = 0.02F};
  look(wood) = {.roughness = 0.6F, .specular = 0.035F};
  look(rock) = {.roughness = 0.85F, .specular = 0.03F};
  look(sand) = {.roughness = 0.9F, .specular = 0.03F, .wrap = 0.08F};
  look(soil) = {.roughness = 0.95F, .specular = 0.02F};
  look(grass) = {.roughness = 0.8F, .specular = 0.02F, .wrap = 0.2F, .through = 0.25F};
  look(snow) = {.roughness = 0.65F, .specular = 0.03F, .wrap = 0.25F};
  look(ice) = {.roughness = 0.15F, .specular = 0.05F, .wrap = 0.25F};
  look(brick) = {.roughness = 0.9F, .specular = 0.02F};
  look(plaster) = {.roughness = 0.9F, .specular = 0.02F, .wrap = 0.05F};
  look(roof_tiles) = {.roughness = 0.7F, .specular = 0.03F};
  look(asphalt) = {.roughness = 0.85F, .specular = 0.03F};
  look(paving) = {.roughness = 0.75F, .specular = 0.03F};
  look(paint) = {.roughness = 0.18F, .specular = 0.05F};
  look(metal) = {.roughness = 0.28F, .specular = 0.65F, .metal = 0.85F};
  look(glass) = {.roughness = 0.06F, .specular = 0.08F};
  look(plastic) = {.roughness = 0.35F, .specular = 0.045F, .wrap = 0.05F};
  look(ceramic) = {.roughness = 0.15F, .specular = 0.05F, .wrap = 0.05F};
  look(paper) = {.roughness = 0.9F, .specular = 0.02F, .wrap = 0.1F, .through = 0.15F};
  look(glow) = {};
  look(windows) = {.roughness = 0.7F, .specular = 0.03F};
  look(eye) = {.roughness = 0.08F, .specular = 0.06F};
  look(fruit) = {.roughness = 0.35F, .specular = 0.04F, .wrap = 0.2F};
  look(lava) = {.roughness = 0.8F, .specular = 0.03F};
  return looks;
}
/// Surfaces laid in rows: textures read the way along the surface and up it instead of the place.
constexpr bool has_rows(world::Surface surface) {
  using enum world::Surface;
  return surface == brick || surface == windows || surface == roof_tiles || surface == paving ||
         surface == wood || surface == plaster || surface == asphalt;
}

inline constexpr auto kSurfaceLooks = surface_looks();

}  // namespace kirin::engine::motion::render
