/// \file
/// What plants are made of: leaves, blades, branches, clusters of leaves, petals, stems.
///
/// Leaves carry shading normals of the cluster they belong to, not of their own face, and colours
/// that darken towards the inside and the underside: that is what makes a crown look full.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "engine/motion/dice.h"
#include "engine/motion/models/models.h"
#include "engine/motion/world/mesh.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::models {

/// One leaf, petal or blade: a rhombus folded along its middle, or longer.
struct Leaf {
  world::Vec3 base{};
  world::Vec3 along{0, 1, 0};   ///< from base to tip, length 1
  world::Vec3 normal{0, 0, 1};  ///< that it is shaded with, length 1
  float length = 0.1F;
  float width = 0.05F;
  world::Light colour{0.1F, 0.3F, 0.05F};      ///< at its base
  world::Light tip_colour{0.15F, 0.4F, 0.1F};  ///< at its tip
  world::Surface surface = world::Surface::leaf;
  std::uint8_t bone = 0;
  float sway = 0;
};

/// Two triangles; the front is the face whose geometric normal agrees more with `leaf.normal`.
void add_leaf(world::Mesh& mesh, const Leaf& leaf);

/// A long leaf of `segments` that bends from `along` towards `bend` (metres at its tip); about
/// 2 · segments triangles.
void add_blade(world::Mesh& mesh, const Leaf& leaf, world::Vec3 bend, int segments);

/// A ball of leaves round a dark core.
struct Cluster {
  world::Vec3 middle{};
  world::Vec3 radii{1, 1, 1};
  world::Vec3 crown_middle{};  ///< of the whole crown: its normals and shade mix in
  float crown_radius = 2;
  int leaves = 40;
  float leaf_length = 0.3F;
  float leaf_width = 0.2F;
  world::Light colour{0.1F, 0.3F, 0.05F};
  world::Light light_colour{0.2F, 0.4F, 0.1F};  ///< of leaves in the light
  world::Surface surface = world::Surface::leaf;
  float droop = 0;  ///< 0: leaves point outwards; 1: they hang
  float sway = 0.05F;
  bool has_core = true;
};
void add_cluster(world::Mesh& mesh, const Cluster& cluster, Dice& dice);

/// The core alone, of `rings` by `sides`: a cluster seen from afar.
void add_far_cluster(world::Mesh& mesh, const Cluster& cluster, int rings, int sides, Dice& dice);

/// A branch from `base` to `tip` that sags or rises by `bend`, tapering between the radii.
void add_branch(world::Mesh& mesh, world::Vec3 base, world::Vec3 tip, world::Vec3 bend,
                float base_radius, float tip_radius, int sides, const world::Paint& paint);

/// Paints what faces up white, as snow lies.
void add_snow(world::Mesh& mesh, float amount, float from_height = 0.2F);

/// `colour` made a little lighter or darker, warmer or cooler, by chance.
world::Light varied(world::Light colour, float amount, Dice& dice);

/// A model of rig plant: bounds, base at y = 0, and three bones ("root", "stem", "crown") that bend
/// it; its anchor "top".
world::ModelPtr as_plant(const ModelOrder& order, world::Mesh mesh);
/// As as_plant, with bones and anchors that are there already (the mesh names its bones).
world::ModelPtr as_plant(const ModelOrder& order, world::Mesh mesh, world::Skeleton skeleton,
                         std::vector<world::Anchor> anchors);

/// What the order's season is: summer where it names none.
std::string_view season_of(const ModelOrder& order);
bool has_trait(const ModelOrder& order, std::string_view trait);

}  // namespace kirin::engine::motion::models
