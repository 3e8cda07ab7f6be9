/// \file
/// Simple models and casts for tests.
#pragma once

#include <memory>
#include <string>

#include "engine/motion/direct/casting.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::direct {

/// A box of 1 x 2 x 1 m with a bone and an anchor "seat" on its top.
inline world::ModelPtr crate() {
  auto model = std::make_shared<world::Model>();
  model->kind = "crate";
  model->rig = world::Rig::other;
  world::MeshBuilder(model->mesh).box(world::Vec3{0, 1, 0}, {0.5F, 1, 0.5F}, {});
  model->bounds = world::bounds_of(model->mesh);
  model->skeleton.add("body", -1, {});
  model->anchors.push_back({"seat", 0, {0, 2, 0}});
  return model;
}

inline Actor actor_at(world::Vec3 at, std::vector<Act> acts = {Act{}}) {
  Actor actor;
  actor.model = crate();
  actor.track.points = {at};
  actor.acts = std::move(acts);
  return actor;
}

/// A casting of one actor a group, with those families.
inline Casting casting_of(const std::vector<Family>& families) {
  Casting casting;
  for (std::size_t i = 0; i < families.size(); ++i) {
    casting.cast.push_back(actor_at({}));
    Group group{.subject = static_cast<int>(i)};
    group.nature.family = families[i];
    group.actors = {i};
    group.height = families[i] == Family::object ? 0.3F : 1.7F;
    casting.groups.push_back(group);
  }
  return casting;
}

}  // namespace kirin::engine::motion::direct
