/// \file
/// What the builders of a bird's parts share while one bird is made.
#pragma once

#include "engine/motion/models/animals/bird.h"

namespace kirin::engine::motion::models::fauna {

struct BirdBuild {
  const BirdRow& row;
  const ModelOrder& order;
  Wishes wishes;
  Palette palette;
  float size;
  float head_size;
  std::shared_ptr<world::Model> model;
  Affine trunk;  ///< the body's frame: +z towards the breast
  Vec3 neck_base, neck_mid, neck_top, skull;
  int body = 0, neck = 0, neck_2 = 0, head = 0, beak = 0, tail = 0;

  Mesh& mesh() const { return model->mesh; }
  float head_radius() const { return row.head * size * head_size; }
};

/// A mark of the plumage: with an ordered coat a shade of that, where the bird does not keep it.
Light mark_of(const BirdBuild& b, std::uint32_t hex);

// The parts.
void add_beak(BirdBuild& b);
void add_crest(BirdBuild& b);
void add_face(BirdBuild& b);  ///< eyes, anchors, hat and scarf
void add_tailfeathers(BirdBuild& b);
void add_folded_wings(BirdBuild& b);

}  // namespace kirin::engine::motion::models::fauna
