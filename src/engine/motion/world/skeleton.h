/// \file
/// Bones that move a mesh.
///
/// At rest every bone's axes are the model's axes, so a turn about x of any bone nods it forwards.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/motion/world/geometry.h"

namespace kirin::engine::motion::world {

struct Bone {
  std::string name = {};
  int parent = -1;  ///< an earlier bone; -1: the model itself
  Vec3 joint = {};  ///< where it turns, at rest, in the model's frame
};

struct Skeleton {
  std::vector<Bone> bones = {};

  /// The index of the bone of that name, or -1.
  int find(std::string_view name) const;
  /// Adds a bone and returns its index.
  int add(std::string name, int parent, Vec3 joint);
};

/// How one bone stands relative to its parent.
struct Joint {
  Turn turn = {};
  Vec3 shift = {};        ///< metres in the parent's axes
  Vec3 stretch{1, 1, 1};  ///< along the bone's own axes; its children are not stretched
};

/// One Joint for each bone.
struct Pose {
  std::vector<Joint> joints = {};

  static Pose at_rest(const Skeleton& skeleton) {
    return {std::vector<Joint>(skeleton.bones.size())};
  }
};

/// For each bone the map from a vertex at rest to the same vertex in the pose (model's frame).
/// `pose` has a joint for each bone.
std::vector<Affine> skinning(const Skeleton& skeleton, const Pose& pose);

}  // namespace kirin::engine::motion::world
