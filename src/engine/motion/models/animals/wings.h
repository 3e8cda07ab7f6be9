/// \file
/// Wings: spread, of three bones, feathered or of leather; and folded along the body.
#pragma once

#include "engine/motion/models/animals/kit.h"

namespace kirin::engine::motion::models::fauna {

enum class WingKind {
  broad,    ///< fingered tips: eagles, owls, geese
  pointed,  ///< doves, gulls, swallows
  round,    ///< small birds, chickens
  leather,  ///< bats and dragons
  flipper   ///< penguins
};

struct WingRow {
  Vec3 root = {};      ///< the left wing's shoulder; metres
  float span = 1;      ///< of one wing, metres
  float chord = 0.4F;  ///< front to back near the body, metres
  WingKind kind = WingKind::broad;
  Light colour = {};
  Light tip = {};             ///< of the flight feathers
  Light covert = {-1, 0, 0};  ///< of the arm's upper side; as `colour` where negative
  int bone = 0;               ///< that carries the shoulder
};

/// Both wings, spread level to the sides, with bones wing_l_1 to _3 and wing_r_1 to _3.
void add_spread_wings(world::Model& model, const WingRow& row);

}  // namespace kirin::engine::motion::models::fauna
