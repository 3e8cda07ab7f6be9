/// \file
/// Trunk, limbs and what is worn close to them.
#pragma once

#include "engine/motion/models/people/look.h"

namespace kirin::engine::motion::models::person {

/// Adds the body from the neck down, dressed: top with sleeves, trousers, shoes, gloves, and bare
/// skin only where it shows. Without legs where `has_legs` is false.
void add_body(world::Model& model, const BodyPlan& plan, const Look& look, bool has_legs = true);

/// Adds what hangs and what is fastened on: skirts, coats' tails, capes, scarves, belts, ties,
/// aprons, backpacks, wings; with their bones.
void add_garments(world::Model& model, const BodyPlan& plan, const Look& look);

/// How far the trunk reaches from its axis at height `y` towards +z (`forward`) or the sides,
/// metres, clothes included.
struct Girth {
  float side = 0;
  float front = 0;
  float back = 0;
  float middle_z = 0;
};
Girth girth_at(const BodyPlan& plan, const Look& look, float y);

}  // namespace kirin::engine::motion::models::person
