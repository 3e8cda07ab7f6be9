#include "engine/motion/world/skeleton.h"

#include <cstddef>

#include "base/expects.h"

namespace kirin::engine::motion::world {

int Skeleton::find(std::string_view name) const {
  for (std::size_t i = 0; i < bones.size(); ++i) {
    if (bones[i].name == name) {
      return static_cast<int>(i);
    }
  }
  return -1;
}

int Skeleton::add(std::string name, int parent, Vec3 joint) {
  EXPECTS(parent < static_cast<int>(bones.size()));
  bones.push_back({std::move(name), parent, joint});
  return static_cast<int>(bones.size()) - 1;
}

std::vector<Affine> skinning(const Skeleton& skeleton, const Pose& pose) {
  EXPECTS(pose.joints.size() == skeleton.bones.size());
  std::vector<Affine> frames(skeleton.bones.size());  // without the stretch, for the children
  std::vector<Affine> maps(skeleton.bones.size());
  for (std::size_t i = 0; i < frames.size(); ++i) {
    const Bone& bone = skeleton.bones[i];
    const Joint& joint = pose.joints[i];
    const bool has_parent = bone.parent >= 0;
    const auto parent = static_cast<std::size_t>(has_parent ? bone.parent : 0);
    const Vec3 from = has_parent ? bone.joint - skeleton.bones[parent].joint : bone.joint;
    const Affine local = translation(from + joint.shift) * affine(joint.turn);
    frames[i] = has_parent ? frames[parent] * local : local;
    maps[i] = frames[i] * scaling(joint.stretch) * translation(-bone.joint);
  }
  return maps;
}

}  // namespace kirin::engine::motion::world
