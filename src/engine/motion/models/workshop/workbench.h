/// \file
/// Where one lifeless thing is built: what the order asks for as paints, the shapes, the bones, and
/// at the end the model.
#pragma once

#include <string>
#include <string_view>

#include "engine/motion/dice.h"
#include "engine/motion/models/models.h"
#include "engine/motion/models/workshop/shaper.h"

namespace kirin::engine::motion::models {

struct WorkbenchMesh {
  world::Mesh made = {};
};

/// A Shaper whose mesh becomes a model. Bone 0 is "body" and carries what has no bone of its own.
class Workbench : private WorkbenchMesh, public Shaper {
 public:
  explicit Workbench(const ModelOrder& order, world::Rig rig = world::Rig::other);

  // --- What the order says.
  bool has(std::string_view trait) const;
  /// The paint of the thing's main part: the ordered colour, else `natural`; traits such as
  /// "golden" or "wooden" change what it is made of.
  world::Paint main(world::Light natural, world::Surface surface, int bone = 0) const;
  world::Paint main(std::uint32_t natural_srgb, world::Surface surface, int bone = 0) const {
    return main(world::from_srgb(natural_srgb), surface, bone);
  }
  /// The paint of a part that the order may name ("roof", "sail"), else `natural`.
  world::Paint part(std::string_view id, world::Light natural, world::Surface surface,
                    int bone = 0) const;
  world::Paint part(std::string_view id, std::uint32_t natural_srgb, world::Surface surface,
                    int bone = 0) const {
    return part(id, world::from_srgb(natural_srgb), surface, bone);
  }
  /// A paint that no order changes.
  static world::Paint plain(std::uint32_t srgb, world::Surface surface, int bone = 0) {
    return {world::from_srgb(srgb), surface, bone, 0};
  }
  /// Light of its own: `srgb` at `strength` times white paper.
  static world::Paint light(std::uint32_t srgb, float strength, int bone = 0) {
    return {world::from_srgb(srgb) * strength, world::Surface::glow, bone, 0};
  }
  Dice& dice() { return dice_; }
  const ModelOrder& order() const { return order_; }

  // --- Bones and anchors, in the model's frame while it is built.
  int bone(std::string name, world::Vec3 joint, int parent = 0);
  void anchor(std::string name, world::Vec3 at, int bone = 0);

  /// The model, its lowest point at y = 0.
  world::ModelPtr standing();
  /// The model of something that flies or floats in the air: its middle is the origin.
  world::ModelPtr hovering();
  /// A vehicle's wheel radius and the like; see world::Model.
  void set_leg_length(float metres) { model_.leg_length = metres; }

 private:
  world::ModelPtr finished(world::Vec3 origin);
  void colour_as_rainbow();
  ModelOrder order_;
  Dice dice_;
  world::Model model_;
};

}  // namespace kirin::engine::motion::models
