/// \file
/// Heads: skull, face, hair and beard.
#pragma once

#include "engine/motion/models/people/front.h"
#include "engine/motion/models/people/look.h"

namespace kirin::engine::motion::models::person {

/// Head and neck with eyes, brows, nose, mouth, ears and beard. Puts the joints of the face's bones
/// where they belong.
void add_head(world::Model& model, const BodyPlan& plan, const Look& look);

/// Adds hair and its bones ("hair_1" … "hair_3", where it hangs).
void add_hair(world::Model& model, const BodyPlan& plan, const Look& look);

/// Adds the hat and what is worn on the face.
void add_headwear(world::Model& model, const BodyPlan& plan, const Look& look);

}  // namespace kirin::engine::motion::models::person
