/// \file
/// What vehicles are made of: lofted bodies with wheel arches, wheels, lamps.
#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "engine/motion/models/workshop/workbench.h"

namespace kirin::engine::motion::models {

/// A value along a line: (position, value) by growing position, smooth between and flat beyond.
class Curve {
 public:
  Curve(std::initializer_list<world::Point2> keys) : keys_(keys) {}
  Curve(float constant) : keys_{{0, constant}} {}  // NOLINT: a constant is a curve
  float operator()(float at) const;

 private:
  std::vector<world::Point2> keys_;
};

/// A body drawn by its lines along z: its section goes up from `low` at half the width `foot` to
/// `belt` at `waist`, then round over the shoulder to `top` in the middle.
struct HullLines {
  float front = 2;  ///< z of the nose
  float rear = -2;
  Curve low = 0.2F;
  Curve belt = 0.8F;
  Curve top = 1;
  Curve foot = 0.8F;
  Curve waist = 0.85F;
  float shoulder = 0.5F;    ///< of the section: 1 an ellipse, 0.2 nearly square
  float nose_round = 0.3F;  ///< metres over which the section closes at the front; 0: open
  float tail_round = 0.3F;
  float end_squareness = 3;  ///< 2: ends like balls; more: like boxes with round edges
};

/// A round opening in the sides of a hull.
struct WheelArch {
  float z = 0;
  float y = 0;
  float radius = 0;
};

/// Adds the hull; its bottom is open and rises over the arches, whose insides are dark.
void add_hull(Shaper& shaper, const HullLines& lines, std::initializer_list<WheelArch> arches,
              const world::Paint& paint);
/// A strip of trim round the arch, standing out from the hull's sides.
void add_arch_trim(Shaper& shaper, const HullLines& lines, const WheelArch& arch, float thickness,
                   const world::Paint& paint);

enum class Rim { spokes, disc, wire, wooden, steel };

/// A wheel about the x axis. Its hub is at `hub`, its bone's joint too: a wheel that stands on the
/// ground has its radius as the joint's height.
struct Wheel {
  std::string name;  ///< of the bone: "wheel_fl"
  world::Vec3 hub;
  float radius = 0.33F;
  float width = 0.2F;
  Rim rim = Rim::spokes;
  int parent = -1;  ///< not the body, so that the body can sway on its springs
  std::uint32_t rim_srgb = 0xC8CCD0;
  std::uint32_t tyre_srgb = 0x17181A;
};
void add_wheel(Workbench& bench, const Wheel& wheel);
/// Four of them with steering bones in front: "steer_l" carries "wheel_fl" and so on. `track` is
/// from the middle to a wheel's middle plane.
void add_four_wheels(Workbench& bench, const Wheel& wheel, float front_z, float rear_z,
                     float track);

/// A lamp: a lens with a bright heart in a dark bezel, looking along the frame's z.
void add_lamp(Shaper& shaper, const world::Affine& frame, float radius, const world::Paint& light);

}  // namespace kirin::engine::motion::models
