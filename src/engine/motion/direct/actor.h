/// \file
/// One of the cast: a model, where it goes and what it does when.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/motion/animate/animate.h"
#include "engine/motion/world/model.h"
#include "engine/motion/world/world.h"

namespace kirin::engine::motion::direct {

/// One thing an actor does, from `start` to `end` seconds.
struct Act {
  std::string action = {};   ///< an id of the lexicon; empty: being there
  std::string gesture = {};  ///< done at the same time with arms and head
  double start = 0;
  double end = 1e9;
  double speed = 0;  ///< metres per second along the track while it lasts
  double pace = 1;
};

/// A way over the ground or through the air, by the metres gone along it.
struct Track {
  std::vector<world::Vec3> points = {};  ///< one: the actor stays there
  float heading = 0;  ///< radians about y, where the actor stays: 0 faces the camera, π/2 right
  bool is_closed = false;  ///< goes round
  bool turns = true;       ///< faces along the way

  float length() const;
  /// Where `metres` along it, and facing which way; before and after its ends it goes straight on.
  world::Affine at(float metres) const;
};

struct Actor {
  world::ModelPtr model = {};
  std::string label = {};  ///< "dog 2"
  std::uint16_t object = 0;
  int subject = 0;  ///< index in the description
  float scale = 1;
  Track track = {};
  float start_metres = 0;      ///< where on the track it is at the clip's start
  std::vector<Act> acts = {};  ///< in the order of time, without gaps; at least one
  std::uint64_t seed = 0;
  float wind = 0.3F;
  std::function<float(float x, float z)> ground =
      {};  ///< the height it keeps to; empty: the track's
  /// Where it is, instead of the track and the ground: what is thrown, who leaps. Thread-safe.
  std::function<world::Affine(const std::vector<Actor>& cast, double seconds)> path = {};
  int carrier = -1;  ///< actor on whose `anchor` it is, or whose hand holds it
  std::string anchor = {};
  world::Vec3 anchor_shift = {};  ///< metres in the anchor's frame
  bool keeps_upright = false;     ///< carried, but turned as the carrier is over the ground
};

/// How far along its track the actor is, metres: the integral of its acts' speeds, eased where an
/// act begins or ends.
double metres_at(const Actor& actor, double seconds);

/// The whole cast. Carriers never form a circle.
using Cast = std::vector<Actor>;

/// How an actor is at one moment.
world::NodeState state_at(const Cast& cast, std::size_t index, double seconds);

/// Where the anchor of that name is in the world (the top of the model where it has none).
world::Vec3 anchor_at(const Cast& cast, std::size_t index, std::string_view anchor, double seconds);

/// The middle of the actor in the world.
world::Vec3 middle_at(const Cast& cast, std::size_t index, double seconds);

/// Half the height of the actor, metres.
float half_height(const Actor& actor);

}  // namespace kirin::engine::motion::direct
