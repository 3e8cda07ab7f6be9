/// \file
/// What all animals are made with: wishes read from the order, eyes, coats, and the last touch.
///
/// Rows of proportions (quadruped.h, bird.h, …) are data; builders turn a row and an order into a
/// model with bones that animate/ knows by name.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "engine/motion/models/models.h"
#include "engine/motion/world/mesh_builder.h"
#include "engine/motion/world/model.h"

namespace kirin::engine::motion::models::fauna {

using world::Affine;
using world::Light;
using world::Mesh;
using world::Paint;
using world::Surface;
using world::Vec3;

/// In a row: the coat's own colour.
inline constexpr std::uint32_t kCoat = 0xFF000000U;

/// What the order's words ask of any animal.
struct Wishes {
  bool is_baby = false;
  bool is_old = false;
  bool is_fluffy = false;
  bool is_striped = false;
  bool is_spotted = false;
  bool is_glowing = false;
  float girth = 1;  ///< of the body: fat, thin
  std::optional<Surface> material = {};
  std::optional<Light> material_colour = {};  ///< where the order names none
};
Wishes wishes_of(const ModelOrder& order);

/// The part the order gives a look of its own, or null.
const story::Part* find_part(const ModelOrder& order, std::string_view id);
/// Its colour, or `otherwise`.
Light part_colour(const ModelOrder& order, std::string_view id, Light otherwise);

/// How light a colour is, [0, 1] (Rec. 709 luminance).
float luminance(Light colour);

/// Turns hex colours of a row into those of the animal that was ordered.
class Palette {
 public:
  Palette(const ModelOrder& order, std::uint32_t natural_coat);

  Light coat() const { return coat_; }
  /// A light patch: belly, muzzle. With an ordered coat it leans towards that.
  Light pale(std::uint32_t hex) const;
  /// A dark or bright mark that stays what it is.
  Light mark(std::uint32_t hex) const;
  /// A darker or lighter kind of the coat: stays so relative to the coat that was ordered.
  Light shade(std::uint32_t hex) const;
  /// The second colour of a coat: near black and near white stay, others are shades.
  Light accent(std::uint32_t hex) const;
  bool is_ordered() const { return is_ordered_; }

 private:
  bool is_ordered_;
  Light natural_;
  Light coat_;
};

/// A bead with a highlight; `outward` is where it looks. `iris` 0: all dark.
void add_eye(Mesh& mesh, Vec3 at, Vec3 outward, float radius, std::uint32_t iris, int bone);

/// Recolours the vertices from `from` on.
void repaint(Mesh& mesh, std::size_t from, const std::function<void(world::Vertex& vertex)>& brush);

/// Adds the same to both sides: `add(side, sign)` with "_l", +1 and "_r", −1 (an animal that faces
/// +z has its left at +x).
template <typename Add>
void on_both_sides(const Add& add) {
  add(std::string("_l"), 1.0F);
  add(std::string("_r"), -1.0F);
}

/// Sets kind, material and bounds; puts the lowest point on the ground or, where it flies, its
/// middle at the origin. Bones and anchors go along. Vertices from `spread_from` on (spread wings)
/// do not count.
world::ModelPtr finished(const ModelOrder& order, const std::shared_ptr<world::Model>& model,
                         std::size_t spread_from = ~std::size_t{0});

/// Points of a chain: `segments` steps of `step` metres from `from`, in the plane x = from.x; the
/// first rises `elevation` radians above `forward` (+1: towards +z, −1: back), each further turns
/// by `curl`.
std::vector<Vec3> chain(Vec3 from, float forward, float elevation, float curl, float step,
                        int segments);

}  // namespace kirin::engine::motion::models::fauna
