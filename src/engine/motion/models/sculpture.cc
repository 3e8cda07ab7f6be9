#include <memory>

#include "engine/motion/dice.h"
#include "engine/motion/models/library.h"
#include "engine/motion/world/clay.h"

namespace kirin::engine::motion::models {

world::ModelPtr build_sculpture(const ModelOrder& order) {
  // As a modern sculpture: a few lumps that melt into each other on a slender stem.
  Dice dice(hash_of(order.kind) ^ order.seed);
  const world::Light colour = order.colour.value_or(world::Light{
      dice.between(0.15F, 0.7F), dice.between(0.15F, 0.6F), dice.between(0.15F, 0.7F)});
  const world::Paint body{colour, world::Surface::ceramic};
  world::Clay clay;
  clay.blend(0.18F);
  world::Vec3 at{0, 0.25F, 0};
  const int lumps = 4 + dice.below(4);
  for (int i = 0; i < lumps; ++i) {
    const world::Vec3 radii{dice.between(0.12F, 0.32F), dice.between(0.10F, 0.34F),
                            dice.between(0.12F, 0.32F)};
    clay.ellipsoid(world::translation(at) * world::turn_z(dice.between(-1.0F, 1.0F)), radii, body);
    at += {dice.between(-0.22F, 0.22F), dice.between(0.12F, 0.28F), dice.between(-0.2F, 0.2F)};
  }
  clay.carve(world::translation({at.x * 0.4F, at.y * 0.6F, 0}), {0.14F, 0.14F, 1.0F}, body);
  auto model = std::make_shared<world::Model>();
  model->kind = order.kind;
  model->rig = world::Rig::other;
  model->mesh = clay.mesh(0.025F);
  model->bounds = world::bounds_of(model->mesh);
  for (world::Vertex& vertex : model->mesh.vertices) {
    vertex.position.y -= model->bounds.low.y;
  }
  model->bounds = world::bounds_of(model->mesh);
  model->skeleton.add("body", -1, {});
  return model;
}

}  // namespace kirin::engine::motion::models
