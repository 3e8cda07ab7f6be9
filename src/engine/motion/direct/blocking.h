/// \file
/// Where everybody stands and goes: the blocking of a cast in a place.
#pragma once

#include "engine/motion/direct/casting.h"
#include "engine/motion/places/places.h"
#include "engine/motion/story/scene_description.h"

namespace kirin::engine::motion::direct {

/// What the camera is to show.
struct Stage {
  world::Vec3 focus = {};     ///< the middle of the action when it is framed, metres
  float height = 1.7F;        ///< of the action, metres
  float width = 2;            ///< likewise, without the way its actors go
  float share = 0.4F;         ///< of the frame's height for `height`
  float travel = 0;           ///< metres the action goes to the side during the clip
  int hero = -1;              ///< the actor that a follow keeps to; -1: nobody
  bool is_aloft = false;      ///< the action is in the air or in deep water
  float backdrop_height = 0;  ///< of buildings and trees that belong to the picture, metres
};

/// Gives every actor of `casting` its track (and carrier). `aspect` is the frame's width over its
/// height. The same arguments give the same blocking.
Stage block(const story::SceneDescription& scene, const places::Place& place, float aspect,
            double seconds, std::uint64_t seed, Casting& casting);

}  // namespace kirin::engine::motion::direct
