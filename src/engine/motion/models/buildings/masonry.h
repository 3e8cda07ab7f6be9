/// \file
/// What builders need again and again: windows, doors, roofs, columns, battlements.
///
/// A wall's frame has its origin at the wall's foot, x to the right as one stands before it, y up
/// and z out of the wall.
#pragma once

#include "engine/motion/models/workshop/workbench.h"

namespace kirin::engine::motion::models {

enum class Head { flat, round, pointed };

struct Window {
  float x = 0;  ///< of its middle
  float y = 1;  ///< of its sill
  float width = 0.9F;
  float height = 1.2F;
  Head head = Head::flat;
  bool has_shutters = false;
  bool has_flowers = false;
  int panes_x = 2;
  int panes_y = 2;
};

struct HousePaints {
  world::Paint wall;
  world::Paint roof;
  world::Paint frame;
  world::Paint pane;
  world::Paint door;
  world::Paint shutter;
};

/// Warm panes: amber by day, bright by night.
world::Paint pane_paint(Workbench& bench);

void add_window(Workbench& bench, const world::Affine& wall, const Window& window,
                const HousePaints& paints);
/// A door with frame, panels, knob and a step, on a bone "door" when `is_hung`.
void add_door(Workbench& bench, const world::Affine& wall, float x, float width, float height,
              Head head, const HousePaints& paints, bool is_hung = true);

/// The roof over a block of half size (x, z) whose walls end at y = 0 of the frame: a ridge along
/// x, `rise` metres high, eaves standing out by `overhang`. The gables are of the wall's paint.
void add_gable_roof(Shaper& shaper, const world::Affine& frame, world::Point2 half, float rise,
                    float overhang, const world::Paint& roof, const world::Paint& wall);
/// Four sides that meet in a ridge (`ridge` half its length along x; 0: in a point).
void add_hip_roof(Shaper& shaper, const world::Affine& frame, world::Point2 half, float rise,
                  float overhang, float ridge, const world::Paint& roof);
/// The swung roof of the East on a square or round base: eaves turn up at the corners.
void add_swung_roof(Shaper& shaper, const world::Affine& frame, world::Point2 half, float rise,
                    float overhang, float top, const world::Paint& roof, const world::Paint& trim);
void add_cone_roof(Shaper& shaper, world::Vec3 base, float radius, float rise,
                   const world::Paint& roof);
void add_chimney(Shaper& shaper, world::Vec3 base, float half, float height,
                 const world::Paint& brick);
/// Merlons along a ring of `radius`, or round a rectangle.
void add_round_battlements(Shaper& shaper, world::Vec3 base, float radius, int merlons,
                           world::Vec3 half, const world::Paint& stone);
void add_battlements(Shaper& shaper, world::Vec3 from, world::Vec3 to, float pitch,
                     world::Vec3 half, const world::Paint& stone);
/// A column with base and capital.
void add_column(Shaper& shaper, world::Vec3 base, float radius, float height,
                const world::Paint& stone);
/// Steps that come towards +z of the frame, the highest at its origin.
void add_steps(Shaper& shaper, const world::Affine& frame, float width, float height, float depth,
               int count, const world::Paint& stone);
/// A flag on a pole with bones "flag_1" … that wave; `at` is the pole's foot.
void add_flag(Workbench& bench, world::Vec3 at, float pole, float width, float height,
              const world::Paint& cloth);

}  // namespace kirin::engine::motion::models
