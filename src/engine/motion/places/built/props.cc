#include "engine/motion/places/built/props.h"

#include <memory>
#include <utility>

namespace kirin::engine::motion::places {

using world::Affine;
using world::Vec3;

float add_prop(Site& site, const Prop& prop) {
  // Furniture is a backdrop: what has no model is left out instead of standing there as a
  // sculpture.
  if (site.excludes(prop.kind) || !models::has_model(prop.kind)) {
    return prop.at.y;
  }
  models::ModelOrder order;
  order.kind = prop.kind;
  order.seed = site.seed ^ hash_of(prop.kind) ^ static_cast<std::uint64_t>(prop.at.x * 64);
  order.season = site.scene.season;
  if (prop.colour != 0) {
    order.colour = world::from_srgb(prop.colour);
  }
  if (!prop.trait.empty()) {
    order.traits.emplace_back(prop.trait);
  }
  const world::ModelPtr model = models::build_model(order);
  world::Node node;
  node.label = prop.kind;
  node.mesh = std::shared_ptr<const world::Mesh>(model, &model->mesh);
  node.state.place =
      world::translation(prop.at) * world::turn_y(prop.turn) * world::scaling(prop.scale);
  site.world.nodes.push_back(std::move(node));
  return prop.at.y + prop.scale * model->bounds.high.y;
}

void set_floor(Site& site, float half_width, float near_z, float far_z, const world::Paint& paint) {
  world::Mesh mesh;
  world::MeshBuilder build(mesh);
  constexpr int kParts = 12;  // so that fog and light change over it
  const float step_x = 2 * half_width / kParts;
  const float step_z = (near_z - far_z) / kParts;
  for (int i = 0; i < kParts; ++i) {
    for (int j = 0; j < kParts; ++j) {
      const float x = -half_width + step_x * static_cast<float>(i);
      const float z = far_z + step_z * static_cast<float>(j);
      build.quad({x, 0, z + step_z}, {x + step_x, 0, z + step_z}, {x + step_x, 0, z}, {x, 0, z},
                 paint);
    }
  }
  add_part(site, "floor", std::move(mesh));
  site.place.ground = [](float, float) { return 0.0F; };
  site.place.stage = {};
}

void add_lamp(Site& site, Vec3 at, world::Light radiance, float reach, bool always) {
  const float on = always ? std::max(site.day.lamps, 0.5F) : site.day.lamps;
  if (on > 0) {
    site.world.lamps.push_back({.at = at, .radiance = radiance * on, .reach = reach});
  }
}

}  // namespace kirin::engine::motion::places
