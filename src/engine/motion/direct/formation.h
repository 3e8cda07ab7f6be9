/// \file
/// How the members of a group stand to each other, and the tracks they follow together.
#pragma once

#include <optional>
#include <vector>

#include "engine/motion/dice.h"
#include "engine/motion/direct/casting.h"
#include "engine/motion/places/places.h"
#include "engine/motion/story/scene_description.h"

namespace kirin::engine::motion::direct {

/// Where a group is and goes.
struct Spot {
  world::Vec3 centre = {};         ///< at half time; y: height above the ground, or in the world
  world::Vec3 direction{1, 0, 0};  ///< of travel, length 1
  float heading = 0;               ///< of those who stay; radians about y, 0 faces the camera
  bool keeps_to_ground = true;     ///< y follows the place's ground
  float circle = 0;                ///< radius of the way around `centre`; 0: straight
  std::vector<world::Vec3> route = {};  ///< the way to follow instead, in the world
};

/// The places of `count` members around the middle (x and z), `across` metres apart.
std::vector<world::Vec3> formation(int count, float across, float in_depth, Dice& dice);

/// Gives the group's actors their tracks; at `seconds` / 2 the group is about at its spot.
void set_tracks(const Spot& spot, const places::Place& place, double seconds, Dice& dice,
                const Group& group, Cast& cast);

/// The way of `place` that suits the domain, turned so that it goes to `side` (+1 right); empty
/// where there is none.
std::vector<world::Vec3> route_for(Domain domain, const places::Place& place, float side);

}  // namespace kirin::engine::motion::direct
