/// \file
/// What is drawn in one frame: nodes and scattered copies that the view sees, each with its place.
#pragma once

#include <cstdint>
#include <vector>

#include "engine/motion/render/prepared_mesh.h"
#include "engine/motion/render/view.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::render {

/// One mesh at one place.
struct Draw {
  const PreparedMesh* mesh = nullptr;
  world::Affine place = {};
  world::Affine earlier_place = {};  ///< when the shutter opened
  int skin = -1;                     ///< first of its bones in DrawList::bones; -1: rigid
  int earlier_skin = -1;
  float scale = 1;  ///< of the place
  float opacity = 1;
  float glow = 1;
  world::Light tint{1, 1, 1};
  std::uint16_t object = 0;
  bool is_mirrored = false;  ///< the place turns counter-clockwise into clockwise
  bool moves = false;        ///< while the shutter is open
  float number = 0;          ///< in [0, 1): tells copies apart and stays with a place
  float distance = 0;        ///< of its nearest point from the eye, about
};

struct DrawList {
  std::vector<Draw> draws = {};
  std::vector<world::Affine> bones = {};

  void clear() {
    draws.clear();
    bones.clear();
  }
};

/// A world prepared for drawing: meshes in arrays, copies with their spheres.
class Cast {
 public:
  /// `is_coarse`: MeshShelf.
  explicit Cast(const world::World& world, bool is_coarse = false);

  struct Moment {
    double seconds = 0;
    double shutter_seconds = 0;  ///< 0: nothing moves
  };
  enum class Which { all, resting, moving };
  /// What `frustum` sees, near ones first, so that they hide what is behind before it is drawn.
  /// `eye`: for levels of detail, too.
  void collect(const Moment& moment, Which which, bool only_casters, const Frustum& frustum,
               world::Vec3 eye, DrawList& out) const;

  /// A box about everything that moves, at that moment; empty where nothing does.
  world::Bounds moving_bounds(double seconds) const;

 private:
  struct Member {
    const PreparedMesh* mesh = nullptr;
    bool moves = false;
  };
  struct Copy {
    world::Affine place = {};
    world::Vec3 middle = {};
    float radius = 0;
    float scale = 1;
    float number = 0;
    bool is_mirrored = false;
  };
  struct Crowd {
    const PreparedMesh* mesh = nullptr;
    const PreparedMesh* far_mesh = nullptr;
    std::vector<Copy> copies = {};
  };
  void collect_node(std::size_t index, const Moment& moment, const Frustum& frustum,
                    world::Vec3 eye, DrawList& out) const;
  void collect_crowd(std::size_t index, const Frustum& frustum, world::Vec3 eye,
                     DrawList& out) const;

  const world::World& world_;
  MeshShelf shelf_;
  std::vector<Member> members_;
  std::vector<Crowd> crowds_;
};

}  // namespace kirin::engine::motion::render
