/// \file
/// The animators of the rigs behind `perform`, each a pair of files of its own.
#pragma once

#include "engine/motion/animate/animate.h"

namespace kirin::engine::motion::animate {

/// What one rig can do; the functions promise what those of animate.h do.
struct Animator {
  Movement (*perform)(const world::Model& model, std::string_view action, double seconds,
                      const Manner& manner);
  double (*natural_speed)(const world::Model& model, std::string_view action, double pace);
  std::vector<double> (*beats)(const world::Model& model, std::string_view action,
                               const Manner& manner);
};

const Animator& biped_animator();
const Animator& quadruped_animator();
const Animator& bird_animator();
const Animator& fish_animator();  ///< and serpents
const Animator& insect_animator();
const Animator& vehicle_animator();
const Animator& plant_animator();
const Animator& thing_animator();  ///< Rig::none and Rig::other: moves the whole body

}  // namespace kirin::engine::motion::animate
