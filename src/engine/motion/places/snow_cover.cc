#include "engine/motion/places/snow_cover.h"

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <string_view>

namespace kirin::engine::motion::places {
namespace {

using world::Mesh;
using world::Surface;

bool stays_free(Surface surface) {
  return surface == Surface::glow || surface == Surface::glass || surface == Surface::windows ||
         surface == Surface::lava || surface == Surface::snow;
}

bool is_painted_with_season(std::string_view label) {
  constexpr auto kParts =
      std::to_array<std::string_view>({"ground", "range", "way", "volcano", "iceberg", "traffic"});
  return std::ranges::find(kParts, label) != kParts.end();
}

}  // namespace

Mesh with_snow(const Mesh& mesh, world::Light snow, float cover) {
  Mesh made = mesh;
  for (world::Vertex& v : made.vertices) {
    if (stays_free(v.surface)) {
      continue;
    }
    const float lies = cover * world::smooth_step(0.30F, 0.62F, v.normal.y);
    v.colour = world::mix(v.colour, snow, lies);
    v.surface = lies > 0.5F ? Surface::snow : v.surface;
  }
  return made;
}

void lay_snow(world::World& world, world::Light snow, float cover) {
  std::map<const Mesh*, std::shared_ptr<const Mesh>> done;  // many nodes share a mesh
  const auto snowed = [&](std::shared_ptr<const Mesh>& mesh) {
    if (mesh == nullptr) {
      return;
    }
    auto& made = done[mesh.get()];
    if (made == nullptr) {
      made = std::make_shared<const Mesh>(with_snow(*mesh, snow, cover));
    }
    mesh = made;
  };
  std::vector<std::shared_ptr<const Mesh>> kept;  // so that no address is used twice
  for (world::Node& node : world.nodes) {
    kept.push_back(node.mesh);
    if (!is_painted_with_season(node.label)) {
      snowed(node.mesh);
    }
  }
  for (world::Scatter& scatter : world.scatters) {
    kept.push_back(scatter.mesh);
    kept.push_back(scatter.far_mesh);
    snowed(scatter.mesh);
    snowed(scatter.far_mesh);
  }
}

}  // namespace kirin::engine::motion::places
