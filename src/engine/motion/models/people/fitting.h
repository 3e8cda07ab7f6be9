/// \file
/// What those share who dress a body that is already made.
#pragma once

#include "engine/motion/models/people/body.h"
#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::models::person {

/// A model being dressed.
struct Fitting {
  world::Model& model;
  const BodyPlan& plan;
  const Look& look;
  float h;  ///< height, metres

  const Clothes& clothes() const { return look.clothes; }
};

/// The trunk with what it wears by now, as it was made at height `y`; as planned where nothing was.
Girth made_girth(const Fitting& f, float y);

/// A band round the trunk as it was made, at height `y`.
void add_band(Fitting& f, float y, float half_height, float thick, int bone,
              const world::Paint& paint);

// Cloth that hangs, with its bones.
void add_skirt(Fitting& f);
void add_apron(Fitting& f);
void add_cape(Fitting& f);
void add_tabard(Fitting& f);

// What is carried or strapped on.
void add_backpack(Fitting& f);
void add_wings(Fitting& f);
/// What astronauts and divers carry on their backs and chests.
void add_life_support(Fitting& f);
void add_badge(Fitting& f);
/// Plates over shoulders, chest, elbows and knees.
void add_armour(Fitting& f);
/// The trunk with what it wears by now, as it was made at height `y`; as planned where nothing was.
Girth made_girth(const Fitting& f, float y);

/// A band round each arm and leg.
void add_limb_bands(Fitting& f, const world::Light& colour);

}  // namespace kirin::engine::motion::models::person
