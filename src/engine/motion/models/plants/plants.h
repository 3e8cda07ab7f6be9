/// \file
/// Plants for those who need more than one of the library's models: the places.
#pragma once

#include <memory>

#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {

/// The plant as it looks from afar: fewer than 150 triangles, the same size, colours and season as
/// `build_model` gives it. Kinds that have no far form of their own (herbs) are left out: null.
world::ModelPtr far_plant(const ModelOrder& order);

/// The mesh of a model, kept alive by it.
inline std::shared_ptr<const world::Mesh> mesh_of(const world::ModelPtr& model) {
  return model ? std::shared_ptr<const world::Mesh>(model, &model->mesh) : nullptr;
}

}  // namespace kirin::engine::motion::models
