/// \file
/// Hulls of boats and ships, lofted from stem to stern.
#pragma once

#include "engine/motion/models/vehicles/coachwork.h"

namespace kirin::engine::motion::models {

/// A hull with its lowest point at y = 0.
struct BoatLines {
  float bow = 2;  ///< z of the stem at the rail
  float stern = -2;
  float half_beam = 0.8F;
  float depth = 0.6F;   ///< keel to rail amidships
  float sheer = 0.25F;  ///< how much higher the rail is at the bow
  float stern_sheer = 0.1F;
  float transom = 0.6F;  ///< the stern's width, of the beam; 0: pointed like a canoe's
  float rake = 0.25F;    ///< metres that the stem leans forwards from keel to rail
  float flare = 0.6F;    ///< of the section: 0.3 boxy, 0.6 round, 1 a wedge
};

/// The rail at t = 0 (bow) … 1 (stern) on the +x side.
world::Vec3 rail_point(const BoatLines& lines, float t);
/// A point of the outer skin: t from bow to stern, v from keel (0) to rail (1), on the +x side.
world::Vec3 skin_point(const BoatLines& lines, float t, float v);
/// The outer skin with its transom; `below` paints what is under `waterline`.
void add_boat_hull(Shaper& shaper, const BoatLines& lines, const world::Paint& paint,
                   const world::Paint& below, float waterline);
/// The inner skin of an open boat and its floor.
void add_boat_inside(Shaper& shaper, const BoatLines& lines, float floor,
                     const world::Paint& paint);
/// A closed deck at the height of the rail less `drop`.
void add_deck(Shaper& shaper, const BoatLines& lines, float drop, const world::Paint& paint);
/// A moulding along the rail.
void add_rail(Shaper& shaper, const BoatLines& lines, float radius, const world::Paint& paint);

}  // namespace kirin::engine::motion::models
