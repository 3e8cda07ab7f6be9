#include "engine/motion/places/places.h"

#include <memory>

#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::places {

Place build_place(const story::SceneDescription&, float, std::uint64_t, world::World& world) {
  // A plain until the settings move in.
  auto ground = std::make_shared<world::Mesh>();
  world::MeshBuilder build(*ground);
  const world::Paint grass{world::from_srgb(0x5E7F3A), world::Surface::grass};
  for (int z = -20; z < 4; ++z) {
    for (int x = -20; x < 20; ++x) {
      const auto fx = static_cast<float>(x) * 5;
      const auto fz = static_cast<float>(z) * 5;
      build.quad({fx, 0, fz + 5}, {fx + 5, 0, fz + 5}, {fx + 5, 0, fz}, {fx, 0, fz}, grass);
    }
  }
  world.nodes.push_back(
      {.label = "ground", .mesh = ground, .skeleton = nullptr, .state = {}, .at = {}});
  Place place;
  place.ground = [](float, float) { return 0.0F; };
  return place;
}

std::vector<std::string_view> place_ids() { return {}; }

}  // namespace kirin::engine::motion::places
