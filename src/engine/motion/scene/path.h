/// \file
/// Shapes as closed contours of straight edges, in pixels, y downwards; curves are cut into short
/// edges.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <span>
#include <vector>

namespace kirin::engine::motion::scene {

struct Vec2 {
  float x = 0;
  float y = 0;
};

constexpr Vec2 operator+(Vec2 a, Vec2 b) { return {a.x + b.x, a.y + b.y}; }
constexpr Vec2 operator-(Vec2 a, Vec2 b) { return {a.x - b.x, a.y - b.y}; }
constexpr Vec2 operator*(Vec2 a, float factor) { return {a.x * factor, a.y * factor}; }
constexpr Vec2 mix(Vec2 a, Vec2 b, float amount) { return a + (b - a) * amount; }
/// `point` turned by `angle` radians about the origin, clockwise on the screen.
Vec2 turned(Vec2 point, float angle);

/// Twice the area of the contour; its sign tells which way it turns.
float signed_area(std::span<const Vec2> contour);

/// Any number of closed contours.
class Path {
 public:
  void clear();
  bool empty() const { return ends_.empty(); }
  std::size_t contour_count() const { return ends_.size(); }
  std::span<const Vec2> contour(std::size_t i) const;

  Path& polygon(std::span<const Vec2> corners);
  Path& polygon(std::initializer_list<Vec2> corners);
  Path& ellipse(Vec2 center, float radius_x, float radius_y, float angle = 0);
  Path& rectangle(Vec2 from, Vec2 to);
  /// A limb: round ends of the two radii, straight between.
  Path& capsule(Vec2 from, Vec2 to, float from_radius, float to_radius);
  /// A line through `points` whose width grows from `from_width` to `to_width`.
  Path& stroke(std::span<const Vec2> points, float from_width, float to_width);
  Path& stroke(std::initializer_list<Vec2> points, float from_width, float to_width);
  /// A smooth closed curve through `knots` (Catmull-Rom).
  Path& blob(std::span<const Vec2> knots);
  Path& blob(std::initializer_list<Vec2> knots);
  /// The same contours moved by `by`.
  Path moved(Vec2 by) const;

 private:
  std::vector<Vec2> points_;
  std::vector<std::size_t> ends_;
};

/// Places a figure drawn about the origin with its feet at y = 0 and one unit high: mirrored where
/// `facing` is negative, turned, enlarged, moved.
struct Placement {
  Vec2 at;
  float scale = 1;   ///< pixels of one unit
  float facing = 1;  ///< 1 looks right, -1 left
  float angle = 0;   ///< radians, clockwise on the screen
  float rise = 1;    ///< stretches the height; negative for a reflection

  Vec2 operator()(float x, float y) const {
    return at + turned({x * facing * scale, y * scale * rise}, angle);
  }
};

}  // namespace kirin::engine::motion::scene
