/// \file
/// Where bones are while a model moves: what the tests of animators measure.
#pragma once

#include <string_view>

#include "engine/motion/animate/animate.h"
#include "engine/motion/models/models.h"

namespace kirin::engine::motion::animate {

/// Where the joint of the bone is at that moment, in the model's frame, with the movement's offset.
inline world::Vec3 joint_at(const world::Model& model, std::string_view bone,
                            std::string_view action, double seconds, const Manner& manner) {
  const Movement movement = perform(model, action, seconds, manner);
  const auto maps = world::skinning(model.skeleton, movement.pose);
  const int at = model.skeleton.find(bone);
  if (at < 0) {
    return {};
  }
  const auto i = static_cast<std::size_t>(at);
  return movement.offset.point(maps[i].point(model.skeleton.bones[i].joint));
}

/// The lowest vertex at that moment.
inline float lowest_at(const world::Model& model, std::string_view action, double seconds,
                       const Manner& manner) {
  const Movement movement = perform(model, action, seconds, manner);
  const auto maps = world::skinning(model.skeleton, movement.pose);
  float lowest = 1e9F;
  for (const world::Vertex& v : model.mesh.vertices) {
    const world::Vec3 p = world::mix(maps[v.bones[1]].point(v.position),
                                     maps[v.bones[0]].point(v.position), v.weight);
    lowest = std::min(lowest, movement.offset.point(p).y);
  }
  return lowest;
}

}  // namespace kirin::engine::motion::animate
