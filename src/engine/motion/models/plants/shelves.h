/// \file
/// The builders behind the plants' shelf.
#pragma once

#include "engine/motion/models/models.h"

namespace kirin::engine::motion::models {

world::ModelPtr build_tree(const ModelOrder& order);  ///< broad-leaved trees, bushes
world::ModelPtr build_far_tree(const ModelOrder& order);
world::ModelPtr build_conifer(const ModelOrder& order);  ///< fir, pine
world::ModelPtr build_far_conifer(const ModelOrder& order);
world::ModelPtr build_palm(const ModelOrder& order);
world::ModelPtr build_far_palm(const ModelOrder& order);
world::ModelPtr build_bamboo(const ModelOrder& order);
world::ModelPtr build_far_bamboo(const ModelOrder& order);
world::ModelPtr build_fern(const ModelOrder& order);
world::ModelPtr build_far_fern(const ModelOrder& order);
world::ModelPtr build_hedge(const ModelOrder& order);
world::ModelPtr build_flower(const ModelOrder& order);  ///< all flowers on stems
world::ModelPtr build_far_flower(const ModelOrder& order);
world::ModelPtr build_grass(const ModelOrder& order);  ///< grass, reed, wheat, clover, lavender
world::ModelPtr build_far_grass(const ModelOrder& order);
world::ModelPtr build_cactus(const ModelOrder& order);
world::ModelPtr build_mushroom(const ModelOrder& order);
world::ModelPtr build_single_leaf(const ModelOrder& order);
world::ModelPtr build_vine(const ModelOrder& order);
world::ModelPtr build_water_plant(const ModelOrder& order);  ///< seaweed, coral, lilies, lotus

}  // namespace kirin::engine::motion::models
