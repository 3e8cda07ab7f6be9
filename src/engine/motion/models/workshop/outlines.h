/// \file
/// Flat outlines that things are cut from and lines that tubes follow.
///
/// Outlines are counter-clockwise in x and y and do not repeat their first point.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include "engine/motion/world/mesh_builder.h"

namespace kirin::engine::motion::models {

using Outline = std::vector<world::Point2>;

/// A regular polygon about `middle`; with many `points` a circle, with two radii an ellipse.
Outline ellipse_outline(world::Point2 middle, float radius_x, float radius_y, int points);
Outline circle_outline(float radius, int points);
/// A rectangle whose corners are quarter circles of `radius`, each with `corner_points` points.
Outline rounded_rectangle(world::Point2 low, world::Point2 high, float radius,
                          int corner_points = 4);
/// A polygon whose corners are rounded off by about `radius`.
Outline rounded_polygon(std::span<const world::Point2> corners, float radius,
                        int corner_points = 4);
Outline rounded_polygon(std::initializer_list<world::Point2> corners, float radius,
                        int corner_points = 4);
/// A star whose first tip points up.
Outline star_outline(int tips, float outer, float inner);
/// A heart, `height` high, its tip at the origin.
Outline heart_outline(float height);
/// A wheel of teeth.
Outline gear_outline(int teeth, float outer, float inner);
/// A door or window with a round (`pointed`: Gothic) head: `width` wide, from `bottom` to `top`.
Outline arch_outline(float width, float bottom, float top, bool is_pointed = false);
/// The outline turned over left to right.
Outline mirrored(std::span<const world::Point2> outline);

/// A smooth line through `points` (Catmull and Rom 1974), `steps` stretches from each to the next.
std::vector<world::Vec3> smooth_line(std::span<const world::Vec3> points, int steps);
Outline smooth_profile(std::span<const world::Point2> points, int steps);
/// A part of a circle about the frame's y axis, from angle `from` to `to` (radians; 0 is the
/// frame's +z, growing towards +x).
std::vector<world::Vec3> arc_line(const world::Affine& frame, float radius, float from, float to,
                                  int steps);

/// The triangles of a simple polygon (any shape without holes) as triples of indices, by cutting
/// ears (Meisters 1975).
std::vector<std::uint32_t> triangulated(std::span<const world::Point2> outline);

}  // namespace kirin::engine::motion::models
